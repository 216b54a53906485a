"""`am.exercises()`: what there is, and what I have solved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..pictures.html import escape
from ..store import own
from .exercise import Exercise

STARS = {1: "★", 2: "★★", 3: "★★★"}
SIGNS = {"solved": "✓", "tried": "…", "": ""}


@dataclass(frozen=True)
class Entry:
    """One exercise: its lecture, its title, how hard it is, and how far one is with it ("solved", "tried" or "")."""

    name: str
    lecture: int
    title: str
    difficulty: int
    state: str


class Listing(tuple[Entry, ...]):
    """The exercises, in the order of the lectures; a table in a terminal and in a notebook."""

    def __repr__(self) -> str:
        if not self:
            return "no exercises"
        name = max(len(entry.name) for entry in self)
        lines = [f"{self._solved()} of {len(self)} solved"]
        for lecture, entries in self._by_lecture():
            lines += ["", f"lecture {lecture:02}"]
            lines += [
                f" {SIGNS[e.state] or ' '} {e.name:{name}}  {STARS[e.difficulty]:3}  {_short(e.title)}" for e in entries
            ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = []
        for lecture, entries in self._by_lecture():
            for e in entries:
                words = {"solved": "solved", "tried": "tried", "": "not yet"}[e.state]
                state = f'<td title="{words}" aria-label="{words}">{SIGNS[e.state]}</td>'
                cells = (f"<td>{lecture:02}</td>", state, f"<td><code>{escape(e.name)}</code></td>")
                level = f'<td title="difficulty {e.difficulty} of 3">{STARS[e.difficulty]}</td>'
                rows.append(f'<tr>{"".join(cells)}{level}<td style="text-align:left">{escape(e.title)}</td></tr>')
        names = "".join(f"<th>{name}</th>" for name in ("lecture", "", "exercise", "difficulty"))
        head = f'<tr>{names}<th style="text-align:left">question</th></tr>'
        return f"<p>{self._solved()} of {len(self)} solved</p><table>{head}{''.join(rows)}</table>"

    def _solved(self) -> int:
        return sum(entry.state == "solved" for entry in self)

    def _by_lecture(self) -> Iterator[tuple[int, list[Entry]]]:
        for lecture in dict.fromkeys(entry.lecture for entry in self):
            yield lecture, [entry for entry in self if entry.lecture == lecture]


def listing(exercises: dict[str, Exercise], lecture: int | None = None) -> Listing:
    """These exercises, all or those of one lecture, with what this user has solved."""
    if lecture is not None and lecture not in (known := sorted({lecture_of(e) for e in exercises.values()})):
        raise ValueError(f"lecture {lecture!r} has no exercises: am.exercises({known[0]}), of {_listed(known)}")
    done = own.read()["exercises"]
    entries = [
        Entry(e.name, lecture_of(e), title(e), e.difficulty, _state(done.get(e.name))) for e in exercises.values()
    ]
    entries.sort(key=lambda entry: entry.lecture)  # stable: within a lecture, in the order of the sheets
    return Listing(entry for entry in entries if lecture in (None, entry.lecture))


def lecture_of(exercise: Exercise) -> int:
    """The number in the name of its sheet, 2 for l02_constraint.py; 0 for an exercise of one's own."""
    found = re.match(r"l(\d\d)_", exercise.reference.__module__.rpartition(".")[2])
    return int(found.group(1)) if found else 0


def title(exercise: Exercise) -> str:
    """The question up to its first full stop."""
    return re.split(r"(?<=[.?!])\s", exercise.question, maxsplit=1)[0]


def note(name: str, solved: bool) -> bool:
    """Keep that an exercise was tried, and when it was first solved; False where that cannot be kept."""
    from datetime import datetime

    def change(record: dict[str, Any]) -> None:
        entry = record["exercises"].setdefault(name, {})
        tries = entry.get("tries")
        entry["tries"] = (tries if isinstance(tries, int) else 0) + 1
        if solved:
            entry.setdefault("solved", datetime.now().isoformat(timespec="seconds"))

    return own.update(change)


def _state(entry: dict[str, Any] | None) -> str:
    return "" if entry is None else "solved" if entry.get("solved") else "tried"


def _short(text: str, width: int = 72) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
