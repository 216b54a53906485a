"""Files that are whole or not there, and known by their hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


class FileMissing(FileNotFoundError):
    """A file is not on this machine, nor to be had; a notebook shows this error in one line."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class FileDamaged(ValueError):
    """A file is there, but its bytes are not those that it should have."""


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal.

    >>> sha256(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(data).hexdigest()


def write_whole(path: str | os.PathLike[str], data: bytes) -> Path:
    """Write the bytes into this file, all or none (an atomic write), and give its path."""
    with whole(path) as temporary:
        temporary.write_bytes(data)
    return Path(path)


@contextmanager
def whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Another name in the same folder, with the same ending, to write the file under: it gets its own name at the end.

    So nobody ever sees half of it.  If the writing fails, what was there before stays and nothing else does.  Two
    processes that write the same file at once each write their own; the later one stands.  Missing folders are made.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole(f"{folder}/digits.txt") as temporary:
    ...         for digit in "012":
    ...             _ = temporary.open("a").write(digit)
    ...     [path.name for path in Path(folder).iterdir()]
    ['digits.txt']
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{uuid4().hex}{path.suffix}")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
