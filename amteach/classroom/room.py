"""`am.pool_class`: the predictions and studies of a whole room in one picture, live while they come in."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..pictures.html import escape
from ..study.pooling import Pool, pool_studies, wilson
from .handin import NoHandIn
from .handin import parse as parse_handin
from .predictions import WAS
from .share import LARGEST, Share
from .share import parse as parse_share

MOST = 12  # answers shown to one question
EVERY = 1.0  # seconds between two looks at the folder


@dataclass(frozen=True)
class Room:
    """What a room thinks.

    people  : one for each person; names that two share carry the beginning of the id
    remarks : doubles, forgeries, and what could not be read: nobody is lost
    studies : the human studies that lie in the same folder, pooled
    """

    people: tuple[Share, ...]
    remarks: tuple[str, ...] = ()
    studies: Pool | None = None

    def answers(self) -> dict[str, Counter[str]]:
        """question ↦ how many predicted what; upper and lower case do not count."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        spelled: dict[tuple[str, str], str] = {}
        for one in self.people:
            for question, kept in one.predictions.items():
                text = kept.get("prediction", "")
                found[question][spelled.setdefault((question, text.casefold()), text)] += 1
        return dict(sorted(found.items(), key=lambda pair: -pair[1].total()))

    def was(self, question: str) -> Counter[str]:
        """How many said afterwards that it was so, partly so, or not."""
        said = (one.predictions.get(question, {}).get("was") for one in self.people)
        return Counter(word for word in said if word)

    def __repr__(self) -> str:
        lines = [f"{len(self.people)} people"]
        for question, counts in self.answers().items():
            lines += ["", f"{question}  ({counts.total()} predictions)"]
            lines += [f"  {n:3}  {answer[:100]}" for answer, n in counts.most_common(MOST)]
            was = self.was(question)
            lines += ["  was it so? " + ", ".join(f"{word} {was[word]}" for word in WAS)] if was else []
        lines += ["", *(f"! {remark}" for remark in self.remarks)] if self.remarks else []
        lines += ["", repr(self.studies)] if self.studies else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{len(self.people)}</b> people</p>"]
        for question, counts in self.answers().items():
            parts.append(f"<h4>{escape(question)}</h4>{_bars(counts)}")
            was = self.was(question)
            if was:
                parts.append("<p>Was it so? " + ", ".join(f"{word} {was[word]}" for word in WAS) + "</p>")
        if self.remarks:
            parts.append("<ul>" + "".join(f"<li>{escape(remark)}</li>" for remark in self.remarks) + "</ul>")
        return "".join(parts) + (self.studies._repr_html_() if self.studies else "")


def _bars(counts: Counter[str]) -> str:
    """A bar for each answer, with the share and its Wilson 95 % interval."""
    rows = []
    total = counts.total()
    for answer, n in counts.most_common(MOST):
        low, high = wilson(n, total)
        width = f"{100 * n / total:.1f}%"
        bar = f'<div style="background:#56b4e9;height:14px;width:{width}"></div>'
        rows.append(
            f'<tr><td style="text-align:left">{escape(answer[:200])}</td>'
            f'<td style="width:220px;background:#eee;padding:0">{bar}</td>'
            f"<td>{n} of {total} ({low:.0%} … {high:.0%})</td></tr>"
        )
    rest = len(counts) - MOST
    rows += [f"<tr><td>and {rest} other answers</td></tr>"] if rest > 0 else []
    return f"<table>{''.join(rows)}</table>"


def pool_class(where: str | os.PathLike[str] | Iterable[str], live: bool = False) -> Room | None:
    """What a whole room predicted, and how its studies came out.

    where : the folder that all share (`am.share("heron", folder)`), hand-ins and studies in it included; or the codes
            that `am.share("heron")` gave, in a list or in one text with a code on each line
    live  : in a notebook, the picture follows the folder until the kernel or this cell is run again

    One person who is there twice counts once.  Two who took the same word count as two, and are named.

    >>> from amteach.classroom.share import Share
    >>> left = {"Where?": {"prediction": "left"}}
    >>> pool_class([Share("heron", 12 * "1", left).code(), Share("owl", 12 * "2", left).code()])
    2 people
    <BLANKLINE>
    Where?  (2 predictions)
        2  left
    """
    if isinstance(where, str) and "am1." in where:
        where = where.split()
    if isinstance(where, str | os.PathLike):
        folder = Path(where).expanduser()
        if live:
            return _follow(folder)
        return _of_folder(folder)
    return _pooled([(f"code {i}", text) for i, text in enumerate(where, 1)])


def _of_folder(folder: Path) -> Room:
    paths = sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))
    texts: list[tuple[str, str]] = []
    remarks: list[str] = []
    for path in paths:
        if path.name.startswith("human_study"):
            continue
        try:
            if path.stat().st_size > 5 * LARGEST:
                raise ValueError("it is too large")
            texts.append((path.name, path.read_text("utf-8")))
        except (OSError, ValueError) as error:
            remarks.append(f"{path.name} cannot be read: {error}")
    studies, refused = _studies([path for path in paths if path.name.startswith("human_study")])
    return _pooled(texts, [*remarks, *refused], studies)


def _studies(paths: Sequence[Path]) -> tuple[Pool | None, list[str]]:
    good, remarks = [], []
    for path in paths:
        try:
            pool_studies([path])
            good.append(path)
        except (ValueError, OSError) as error:
            remarks.append(str(error)[:200])
    return (pool_studies(good) if good else None), remarks


def _pooled(texts: Sequence[tuple[str, str]], remarks: Sequence[str] = (), studies: Pool | None = None) -> Room:
    """One Share for each person; a word on what is double, forged or unreadable."""
    shares: dict[str, list[Share]] = defaultdict(list)
    said = list(remarks)
    for place, text in texts:
        try:
            one = _share(text)
            shares[one.id].append(one)
        except ValueError as error:
            said.append(f"{place}: {error}")
    people = []
    for same in shares.values():
        names = sorted({one.name for one in same})
        if len(names) > 1:
            said.append(f"one person under {len(names)} names: {', '.join(names)}")
        people.append(_merged(same, said))
    by_name = Counter(one.name.casefold() for one in people)
    for name, n in by_name.items():
        if n > 1:
            said.append(f"{n} people share the name {name}: they count as {n}")
    twice = {one.id for one in people if by_name[one.name.casefold()] > 1}
    named = [replace(one, name=f"{one.name[:34]}-{one.id[:4]}") if one.id in twice else one for one in people]
    return Room(tuple(named), tuple(said), studies)


def _share(text: str) -> Share:
    """A file or a code of am.share, or the predictions of a hand-in; then the id is that of the student's name."""
    try:
        handin = parse_handin(text, "it")
    except NoHandIn:
        return parse_share(text)
    from ..store.files import sha256

    word = "".join(c if c.isalnum() or c in "-_" else "_" for c in handin.student)[:40]
    return Share(word, sha256(handin.student.casefold().encode())[:12], handin.predictions)


def _merged(same: Sequence[Share], said: list[str]) -> Share:
    """All that one person shared; of two predictions the earlier one, and a word where they differ."""
    predictions: dict[str, Any] = {}
    for one in same:
        for question, kept in one.predictions.items():
            before = predictions.setdefault(question, kept)
            if before.get("prediction") != kept.get("prediction"):
                said.append(f"{one.name} has two predictions of {question[:60]!r}: the earlier one counts")
            predictions[question] = min(before, kept, key=lambda k: (k.get("when", "9"), "was" not in k))
    solved = tuple(dict.fromkeys(name for one in same for name in one.solved))
    return Share(same[0].name, same[0].id, predictions, solved)


_following: list[Any] = []  # the task that follows a folder; there is one at most


def _follow(folder: Path) -> Room | None:
    """Show the room, and again whenever a file of the folder changes; without a running loop, once."""
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return _of_folder(folder)
    from IPython.display import display

    handle = display(_of_folder(folder), display_id=True)

    async def look() -> None:
        seen = _listed(folder)
        while True:
            await asyncio.sleep(EVERY)
            now = _listed(folder)
            if now != seen and handle:
                handle.update(_of_folder(folder))
            seen = now

    while _following:
        _following.pop().cancel()
    _following.append(loop.create_task(look()))
    return None


def _listed(folder: Path) -> dict[str, tuple[int, int]]:
    """The files of a folder with their times and sizes; none where it is not there yet, or changes just now."""
    try:
        return {entry.name: (entry.stat().st_mtime_ns, entry.stat().st_size) for entry in os.scandir(folder)}
    except OSError:
        return {}
