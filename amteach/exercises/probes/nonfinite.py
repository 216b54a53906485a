"""Where a nan or an infinity comes from: what NumPy complained of first."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..exercise import Arguments, Exercise
from .explain import Tries

CAUSES = {
    "overflow": ": a number has become too large for a computer, as exp(1000) does",
    "divide by zero": ": something is divided by 0, or the logarithm of 0 is taken",
    "invalid value": ": something like 0/0 or ∞ − ∞ has happened, or the root of a negative number",
}


def cause(exercise: Exercise, attempt: Any, args: Arguments, tries: Tries) -> str:
    """What led to a number that is not finite, or ""."""
    complaints: list[str] = []
    with np.errstate(all="call", call=lambda kind, flag: complaints.append(kind)):
        tries.call(exercise, attempt, args)
    return next((CAUSES[kind] for kind in complaints if kind in CAUSES), "")
