"""What one predicted, kept in the file of one's own: the first prediction stands, and is compared afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from ..store import own

LONGEST = 1000  # letters of a question, and of a prediction
WAS = ("yes", "partly", "no")  # was it so?


class Kept(TypedDict, total=False):
    """prediction: what was predicted;  when: the local time;  was: "yes", "partly" or "no", once it is compared."""

    prediction: str
    when: str
    was: str


def kept(question: str) -> Kept | None:
    """What was predicted, or None."""
    return as_kept(own.read()["predictions"].get(question))


def keep(question: str, prediction: str, choices: Sequence[str] = ()) -> bool:
    """Keep a prediction, unless there is one already; False where the file cannot be written."""
    from datetime import datetime

    prediction = " ".join(prediction.split())
    if not 0 < len(prediction) <= LONGEST:
        raise ValueError(f"a prediction of {len(prediction)} letters: write 1 to {LONGEST}")
    if choices and prediction not in choices:
        raise ValueError(f"prediction={prediction[:80]!r} is none of the choices: {', '.join(map(repr, choices))}")
    entry: Kept = {"prediction": prediction, "when": datetime.now().isoformat(timespec="seconds")}
    return own.update(lambda record: record["predictions"].setdefault(question, entry))


def compare(question: str, was: str) -> bool:
    """Keep whether it was as predicted: "yes", "partly" or "no".  It can be said again."""
    if was not in WAS:
        raise ValueError(f"was={str(was)[:80]!r}: write one of {', '.join(map(repr, WAS))}")

    def change(record: dict[str, Any]) -> None:
        if as_kept(record["predictions"].get(question)):
            record["predictions"][question]["was"] = was

    return own.update(change)


def as_kept(entry: object) -> Kept | None:
    """A prediction as it was read from a file, if it has the form of one; nothing else of it.

    >>> as_kept({"prediction": "both", "was": "perhaps", "more": 1})
    {'prediction': 'both'}
    >>> as_kept({"prediction": 7}) is None
    True
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("prediction"), str) or not entry["prediction"]:
        return None
    found: Kept = {"prediction": entry["prediction"][:LONGEST]}
    if isinstance(entry.get("when"), str):
        found["when"] = entry["when"][:32]
    if entry.get("was") in WAS:
        found["was"] = entry["was"]
    return found
