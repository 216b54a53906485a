"""One writer at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .files import sha256
from .sources import cache

WAIT = 30  # seconds for a lock; whoever holds one writes a file and is done


@contextmanager
def locked(path: str | os.PathLike[str]) -> Iterator[None]:
    """Nobody else of this user who asks for the lock of this file has it meanwhile: read it, change it, write it.

    The lock lies in the cache, so that the folder of the file holds nothing else.  A process that ends, however it
    ends, gives it back.
    """
    from filelock import FileLock

    folder = cache() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f"{sha256(str(Path(path).resolve()).encode())[:32]}.lock", timeout=WAIT):
        yield
