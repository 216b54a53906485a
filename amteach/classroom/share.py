"""`am.share`: one's predictions for the whole room, as a file in a shared folder or as a code to paste.

A file of the room holds a word, an id, the predictions and the names of the exercises solved.  The id is the hash of a
random key that never leaves one's own file: two people who take one word have two ids, and one person has one id from
every kernel.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..store import own
from ..store.files import sha256, write_whole
from .predictions import LONGEST, Kept, as_kept

KIND = "room 1"
CODE = "am1."
LARGEST = 1_000_000  # bytes of a file, and of what a code unpacks to


@dataclass(frozen=True)
class Share:
    """What one person shares."""

    name: str
    id: str
    predictions: Mapping[str, Kept] = field(default_factory=dict)
    solved: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not re.fullmatch(r"[\w-]{1,40}", self.name):
            word = str(self.name)[:60]
            raise ValueError(f'name={word!r}: a word of letters, digits, - and _, such as am.share("heron")')
        if not isinstance(self.id, str) or not re.fullmatch(r"[0-9a-f]{12}", self.id):
            raise ValueError("the id is no id: am.share makes it")

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"room-{self.name}-{self.id}.json"

    def json(self) -> str:
        """The text of its file."""
        return json.dumps({"amteach": KIND, **asdict(self)}, ensure_ascii=False)

    def code(self) -> str:
        """The same in letters that can be pasted anywhere."""
        return CODE + urlsafe_b64encode(zlib.compress(self.json().encode(), 9)).decode()


class Pasted(str):
    """A code, shown as it is to be pasted."""

    def __repr__(self) -> str:
        return str(self)


def share(name: str, folder: str | Path | None = None) -> Path | Pasted:
    """Share my predictions and what I have solved, under a word of my own.

    name   : a word; it need not be your name
    folder : that all can write to; each later prediction goes there as well.  Without it, the code to paste

    >>> share("heron")[:4]
    'am1.'
    """
    mine = _mine(name)
    if folder is None:
        return Pasted(mine.code())
    path = write_whole(Path(folder).expanduser().resolve() / mine.file, mine.json().encode())
    own.update(lambda record: record.update(room={"name": name, "folder": str(path.parent)}))
    return path


def share_again() -> None:
    """After a new prediction: write the file in the room's folder anew, if there is one.  Never an error."""
    room = own.read().get("room")
    if isinstance(room, dict) and isinstance(room.get("folder"), str) and Path(room["folder"]).is_dir():
        try:
            mine = _mine(str(room.get("name")))
            write_whole(Path(room["folder"]) / mine.file, mine.json().encode())
        except (OSError, ValueError):
            return


def _mine(name: str) -> Share:
    from secrets import token_hex

    Share(name, "0" * 12)  # a word that does not fit is refused before anything is written
    own.update(lambda record: record.setdefault("key", token_hex(16)))
    record = own.read()
    predictions = {q: kept for q, entry in record["predictions"].items() if (kept := as_kept(entry))}
    solved = tuple(name for name, entry in record["exercises"].items() if entry.get("solved"))
    return Share(name, sha256(str(record.get("key", name)).encode())[:12], predictions, solved)


def parse(text: str) -> Share:
    """A file or a code, checked value by value; ValueError if it is none."""
    text = "".join(text.split()) if text.strip().startswith(CODE) else text
    if text.startswith(CODE):
        try:
            packed = urlsafe_b64decode(text[len(CODE) :].encode("ascii"))
            text = zlib.decompressobj().decompress(packed, LARGEST).decode()
        except (Error, zlib.error, ValueError) as error:
            raise ValueError("this code is not whole: copy all of it, from am1. on") from error
    if len(text) > LARGEST:
        raise ValueError("this is too long to be one person's")
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("this is neither a code nor a file of am.share") from None
    if not isinstance(content, dict) or content.get("amteach") != KIND:
        raise ValueError("this is no file of am.share of this version")
    predictions, solved = content.get("predictions"), content.get("solved")
    predictions = predictions if isinstance(predictions, dict) else {}
    kept = {q: k for q, entry in predictions.items() if len(q) <= LONGEST and (k := as_kept(entry))}
    solved = tuple(one[:80] for one in solved if isinstance(one, str)) if isinstance(solved, list) else ()
    return Share(content.get("name"), content.get("id"), kept, solved)  # type: ignore[arg-type]
