"""The classes of ImageNet by name: from a word to a unit, or to what might be meant by it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from ...store.files import FileMissing
from .files import find, get

FEW = {  # what lecture 11 speaks of, for where the class index is not to be had
    20: "water_ouzel",
    340: "zebra",
    404: "airliner",
    405: "airship",
    407: "ambulance",
    436: "beach_wagon",
    444: "bicycle-built-for-two",
    468: "cab",
    476: "carousel",
    586: "half_track",
    671: "mountain_bike",
    817: "sports_car",
    866: "tractor",
    895: "warplane",
}
MEANT = {  # words that are no class of ImageNet, and the classes that one may climb in their place
    "bicycle": ("bicycle-built-for-two", "mountain_bike"),
    "car": ("sports_car", "beach_wagon", "cab"),
    "caterpillar": ("tractor", "half_track"),
    "helicopter": ("warplane", "airliner", "airship"),
}


class UnknownClass(KeyError):
    """A word is no class, or more than one; a notebook shows this error in one line."""

    __str__ = Exception.__str__  # a KeyError's own would put the message in quotes

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True, repr=False)
class Labels:
    """The names of units, {unit: name}.

    >>> labels = Labels(FEW)
    >>> labels.find("ambulance"), labels[340]
    (407, 'zebra')
    >>> labels.find("bicycle")
    Traceback (most recent call last):
    ...
    amteach.zoo.imagenet.labels.UnknownClass: 'bicycle' is no class of ImageNet, so no unit was trained to see it.
    Near it are 444 bicycle-built-for-two, 671 mountain_bike: write find('bicycle-built-for-two')
    """

    names: Mapping[int, str]

    def __repr__(self) -> str:
        first = ", ".join(f"{unit} {name}" for unit, name in list(self.names.items())[:3])
        return f"<the names of {len(self.names)} classes of ImageNet: {first}, …>"

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, unit: int) -> str:
        """The name of a unit; "class 7" where it is not known."""
        if isinstance(unit, str):
            raise TypeError(f"labels[{unit!r}] needs a unit; for the unit of a name write labels.find({unit!r})")
        return self.names.get(int(unit), f"class {int(unit)}")

    def find(self, word: str) -> int:
        """The unit of this name; UnknownClass where there is none, or more than one, with what could be written."""
        if not isinstance(word, str):
            raise TypeError(f"find needs a word, but got {word!r}: for the name of a unit write labels[{word!r}]")
        units = [unit for unit, name in self.names.items() if name == word]
        units = units or [unit for unit, name in self.names.items() if plain(name) == plain(word)]
        if len(units) == 1:
            return units[0]
        if units:
            which = " or ".join(map(str, units))
            raise UnknownClass(f"ImageNet has {len(units)} classes {word!r}: write the number, {which}")
        near = self.near(word)
        known = plain(word) in MEANT or len(self) == 1000
        why = (
            "is no class of ImageNet, so no unit was trained to see it"
            if known
            else "is not among the names known here"
        )
        listed = ", ".join(f"{unit} {self[unit]}" for unit in near)
        advice = f"Near it are {listed}: write find({self[near[0]]!r})" if near else "Nothing is near it"
        raise UnknownClass(f"{word!r} {why}. {advice}")

    def near(self, word: str) -> list[int]:
        """The units whose names this word might mean: those of its table, those that hold it, those spelt like it."""
        by_name = {plain(name): unit for unit, name in self.names.items()}
        word = plain(word)
        meant = [plain(name) for name in MEANT.get(word, ())]
        holding = [name for name in by_name if word in name.split("_")]
        close = meant or holding or get_close_matches(word, by_name, 3)
        return [by_name[name] for name in dict.fromkeys(close) if name in by_name]


def plain(name: str) -> str:
    """A name without capitals, hyphens and spaces.

    >>> plain("Mountain bike")
    'mountain_bike'
    """
    return name.lower().replace(" ", "_").replace("-", "_")


def labels(download: bool = True) -> Labels:
    """The names of all 1000 classes, from the class index; where it is not to be had, the few of lecture 11.

    download : whether it may be fetched (35 kB) where it is not on this machine
    """
    try:
        return _read(get("labels") if download else find("labels"))
    except FileMissing as missing:
        if download:
            print(f"Only the class names of lecture 11 are known: {missing}")
        return Labels(FEW)


@cache
def _read(path: Path) -> Labels:
    index = json.loads(path.read_text(encoding="utf-8"))
    return Labels({int(unit): name for unit, (_, name) in index.items()})
