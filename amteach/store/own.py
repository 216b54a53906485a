"""What this user has done so far: one small file of one's own, which never leaves the machine.

    {"amteach": "progress 1", "exercises": {NAME: {"tries": 3, "solved": "2026-11-02T10:15:00"}}, "predictions": {…}}

It lies in the folder that the environment variable AMTEACH_HOME names, or else in this user's data folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .files import write_whole

KIND = "progress 1"
PATIENCE = 2.0  # seconds to wait for another kernel that writes just now


def home() -> Path:
    """The folder of one's own."""
    if own := os.environ.get("AMTEACH_HOME"):
        return Path(own).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("amteach", appauthor=False))


def read() -> dict[str, Any]:
    """What the file holds; the empty record where there is no file, or one that cannot be read."""
    return _parsed(home() / "progress.json") or _empty()


def update(change: Callable[[dict[str, Any]], None]) -> bool:
    """Change the record under a lock and write it whole; False where that cannot be done, and never an error.

    A file that is damaged is kept beside the new one, as progress.damaged.json.

    >>> update(lambda record: record["exercises"].setdefault("basin", {"tries": 1}) and None)
    True
    """
    from filelock import FileLock, Timeout

    path = home() / "progress.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=PATIENCE):
            record = _parsed(path)
            if record is None and path.exists():
                os.replace(path, path.with_suffix(".damaged.json"))
            record = record or _empty()
            change(record)
            write_whole(path, json.dumps(record, indent=1, ensure_ascii=False).encode())
    except (OSError, Timeout):  # a full disk, a folder that may not be written to, a notebook server without a home
        return False
    return True


def _empty() -> dict[str, Any]:
    return {"amteach": KIND, "exercises": {}, "predictions": {}}


def _parsed(path: Path) -> dict[str, Any] | None:
    """The record in this file, with nothing in it of another form; None if it is none."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("amteach") != KIND:
        return None
    for part in ("exercises", "predictions"):
        entries = found.get(part)
        entries = entries if isinstance(entries, dict) else {}
        found[part] = {name: entry for name, entry in entries.items() if isinstance(entry, dict)}
    return found
