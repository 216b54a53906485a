"""Files that are whole or not there, and known by their hash."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from uuid import uuid4


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal.

    >>> sha256(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name in the same folder and then give it its own, so that nobody ever sees half of it.

    Two processes that write the same file at once each write their own; the later one stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
