"""The edition for exams: lectures that offer no hints, and a wheel of the package that holds no solutions.

A student who has this wheel, and not the usual one, can read all of it and finds the questions and nothing more.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from ..exercises import EXERCISES
from ..store.files import write_whole
from .exam_registry import described
from .lectures import PACKAGE, cell, lectures, read, source, written

TELLS = re.compile(r"\bam\.(?:hint|solution)\(")


def exam(out: Path, numbers: Sequence[int] | None = None) -> list[Path]:
    """Write the lectures and the wheel into a folder, and give their paths."""
    books = {path.name: without_hints(path) for path in lectures(numbers)}
    made = [write_whole(out / "lectures" / name, data) for name, data in books.items()]
    name, data = wheel(books)
    return [*made, write_whole(out / name, data)]


def without_hints(path: Path) -> bytes:
    """The notebook, without its cells of code that show hints or solutions, nor a word on them in the text."""
    notebook = read(path)
    kept = []
    for each in notebook["cells"]:
        text = source(each)
        if each["cell_type"] == "code" and TELLS.search(text):
            continue
        if each["cell_type"] == "markdown" and TELLS.search(text):
            sentences = re.split(r"(?<=[.!?])(\s+)", text)
            text = "".join(sentence for sentence in sentences if not TELLS.search(sentence))
            each = cell("markdown", text.strip() or "…", each["id"], **each["metadata"])
        kept.append(each)
    return written(notebook, kept)


def wheel(books: dict[str, bytes]) -> tuple[str, bytes]:
    """The name and the bytes of the wheel.

    Source: PEP 427, the format of a wheel; PEP 440, the version with +exam.
    """
    version = f"{metadata.version('amteach').partition('+')[0]}+exam"
    about = re.sub(r"^Version: .*$", f"Version: {version}", _metadata(), count=1, flags=re.MULTILINE)
    files = dict(_files(books))
    info = f"amteach-{version}.dist-info"
    files[f"{info}/METADATA"] = about.encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: amteach\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/entry_points.txt"] = b"[console_scripts]\namteach = amteach.cli:main\n"
    lines = [f"{name},sha256={_hash(data)},{len(data)}" for name, data in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return f"amteach-{version}-py3-none-any.whl", out.getvalue()


def _files(books: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The package without the sheets; the registry is that of exams."""
    for path in sorted(PACKAGE.rglob("*")):
        part = path.relative_to(PACKAGE)
        if not path.is_file() or {"__pycache__", "sheets", "notebooks"} & set(part.parts):
            continue
        replaced = part.as_posix() == "exercises/registry.py"
        data = (PACKAGE / "classroom" / "exam_registry.py" if replaced else path).read_bytes()
        yield f"amteach/{part.as_posix()}", data
    questions = [described(exercise) for exercise in EXERCISES.values()]
    yield "amteach/exercises/exam.json", json.dumps(questions, ensure_ascii=False).encode()
    yield from ((f"amteach/notebooks/{name}", data) for name, data in books.items())


def _metadata() -> str:
    return metadata.distribution("amteach").read_text("METADATA") or ""


def _hash(data: bytes) -> str:
    return urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode()
