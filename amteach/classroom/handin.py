"""One file that a student hands in: the code of the answers and the predictions; no outputs, no pictures.

{"amteach": "hand-in 1", "student": "Anna", "made": "2026-11-02T10:15:00", "versions": {"python": "3.12.1", …},
 "notebooks": {"02_two_maxima.ipynb": ["import amteach as am", …]}, "predictions": {QUESTION: {"prediction": …}}}
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from ..store import own
from ..store.files import write_whole
from .predictions import Kept, as_kept

KIND = "hand-in 1"
LARGEST = 5_000_000  # bytes of a file
PACKAGES = ("amteach", "numpy", "torch")


class NoHandIn(ValueError):
    """A file holds no hand-in, or none that can be read."""


@dataclass(frozen=True)
class HandIn:
    """What a student handed in: the cells of code of each notebook, and the predictions.

    problem : why it could not be read; then it is empty
    """

    student: str
    file: str = ""
    notebooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    predictions: Mapping[str, Kept] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def make(notebooks: Sequence[Path], student: str, out: Path) -> HandIn:
    """Write the hand-in of these notebooks to a file, whole or not at all, and give it."""
    from datetime import datetime

    if not student.strip() or len(student) > 100:
        raise NoHandIn(f"a name of {len(student.strip())} letters: amteach handin --name 'Anna Heron'")
    if not notebooks:
        raise NoHandIn("there is no notebook here: amteach handin 02_two_maxima.ipynb -o handin.json")
    cells = {path.name: code_of(path.read_text("utf-8"), path.name) for path in notebooks}
    if len(cells) < len(notebooks):
        raise NoHandIn("two notebooks have the same name: rename one of them")
    predictions = {name: kept for name, entry in own.read()["predictions"].items() if (kept := as_kept(entry))}
    content = {
        "amteach": KIND,
        "student": " ".join(student.split()),
        "made": datetime.now().isoformat(timespec="seconds"),
        "versions": _versions(),
        "notebooks": cells,
        "predictions": predictions,
    }
    data = json.dumps(content, indent=1, ensure_ascii=False).encode()
    made = parse(data.decode(), out.name)
    write_whole(out, data)
    return made


def read(path: Path) -> HandIn:
    """The hand-in in a file: one that `make` wrote, or a notebook, whose name is then the student's."""
    if path.stat().st_size > LARGEST:
        raise NoHandIn(f"{path.name} has {path.stat().st_size:,} bytes, and a hand-in has at most {LARGEST:,}")
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoHandIn(f"{path.name} is no text: {type(error).__name__}") from None
    if path.suffix == ".ipynb":
        return HandIn(path.stem, path.name, {path.name: tuple(code_of(text, path.name))})
    return parse(text, path.name)


def parse(text: str, file: str) -> HandIn:
    """The hand-in that a text holds, checked value by value; NoHandIn if it is none."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise NoHandIn(f"{file} is no JSON, or one that is too deep") from None
    if not isinstance(content, dict) or content.get("amteach") != KIND:
        raise NoHandIn(f"{file} was not written by `amteach handin` of this version")
    student, notebooks = content.get("student"), content.get("notebooks")
    if not isinstance(student, str) or not 0 < len(student.strip()) <= 100:
        raise NoHandIn(f"{file} does not say whose it is")
    if not isinstance(notebooks, dict) or not all(_is_cells(cells) for cells in notebooks.values()):
        raise NoHandIn(f"{file} holds no notebooks")
    predictions = content.get("predictions")
    predictions = predictions if isinstance(predictions, dict) else {}
    versions = content.get("versions")
    versions = versions if isinstance(versions, dict) else {}
    return HandIn(
        " ".join(student.split()),
        file,
        {name: tuple(cells) for name, cells in notebooks.items()},
        {name: kept for name, entry in predictions.items() if (kept := as_kept(entry))},
        {name: str(version)[:40] for name, version in versions.items()},
    )


def code_of(text: str, file: str) -> list[str]:
    """The cells of code of a notebook, without outputs; NoHandIn if it is none."""
    try:
        cells = json.loads(text)["cells"]
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        return ["".join(source) for source in code]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoHandIn(f"{file} is no notebook") from None


def collect(folder: Path) -> list[HandIn]:
    """All that lies in a folder: files of `amteach handin`, notebooks, and folders of notebooks named by student.

    Nobody is lost: what cannot be read is there with the reason.
    """
    found: list[HandIn] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "grades":
            continue
        try:
            if path.is_dir():
                books = sorted(path.glob("*.ipynb"))
                parts = [read(p) for p in (*sorted(path.glob("*.json")), *books)]
                found += [p for p in parts if not p.file.endswith(".ipynb")]
                cells = {p.file: p.notebooks[p.file] for p in parts if p.file.endswith(".ipynb")}
                found += [HandIn(path.name, path.name, cells)] if cells else []
            elif path.suffix in (".json", ".ipynb"):
                found.append(read(path))
        except (NoHandIn, OSError) as error:
            found.append(HandIn(path.stem, path.name, problem=str(error)))
    return found


def _is_cells(cells: Any) -> bool:
    return isinstance(cells, list) and all(isinstance(cell, str) for cell in cells)


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
