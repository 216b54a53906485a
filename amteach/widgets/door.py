"""The door of a figure: what comes from a browser is read with care, for anybody can send anything.

Each function gives what it names, or raises a TypeError or ValueError in a few words.
"""

from __future__ import annotations

from typing import Any

from ..functions.checks import LARGEST, shown, whole
from ..study.answers import Answer

LONGEST = 1000  # letters of a problem: enough for the names of all scenes
MOST = 1000  # answers in a message; a study has thirty


def kind(message: Any, *others: str) -> str:
    """The kind of the message: "controls", or one of the others."""
    if not isinstance(message, dict):
        raise TypeError(f"a message is an object with a kind, not {shown(message)}")
    came = message.get("kind")
    if not isinstance(came, str) or came not in ("controls", *others):
        raise ValueError(f"a message of the kind {shown(came)}: there are controls, {', '.join(others)}")
    return came


def serial(message: Any) -> int:
    """The serial number of the message."""
    came = message.get("serial") if isinstance(message, dict) else None
    return whole("serial={}", came, "each request has a serial number", least=0, most=LARGEST)


def values(message: dict[str, Any]) -> dict[str, Any]:
    """The values of the controls in the message, not yet looked at one by one."""
    came = message.get("values")
    if not isinstance(came, dict) or not all(isinstance(name, str) for name in came):
        raise TypeError(f"values={shown(came)}: an object of names and values is needed")
    return came


def answers(message: dict[str, Any]) -> list[Answer]:
    """The answers in the message; whether they fit the trials, the record says."""
    came = message.get("answers")
    if not isinstance(came, list) or len(came) > MOST:
        raise TypeError(f"answers={shown(came)}: a list of at most {MOST} answers is needed")
    names = set(Answer.__dataclass_fields__)
    for answer in came:
        if not isinstance(answer, dict) or set(answer) != names:
            raise TypeError(f"{shown(answer)} is no answer: it has {', '.join(sorted(names))}")
    return [Answer(**answer) for answer in came]


def short(text: str) -> str:
    """The text, cut where it is longer than a reader wants."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
