"""One trial: an attempt, one input, and in which respect the answer is not the right one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .attempt import evaluate
from .calling import LIMIT, NotComparable, Stopped
from .compare import align, rounded, same
from .exercise import Arguments, Exercise, Parts
from .probes import accepted, right_parts


@dataclass(frozen=True)
class Finding:
    """What came of one trial: the kind of failure ("" if it is right), a sentence, and the parts as far as they go."""

    kind: str = ""
    sentence: str = ""
    part: int = 0
    got: Parts = ()
    right: Parts = ()
    stopped: bool = False


def examine(exercise: Exercise, attempt: Any, args: Arguments, seconds: float = LIMIT) -> Finding:
    """One trial: the first part of the answer that is not right."""
    try:
        got = evaluate(exercise, attempt, args, seconds)
    except NotComparable as complaint:
        return Finding(complaint.kind, complaint.sentence, stopped=isinstance(complaint, Stopped))
    right = right_parts(exercise, exercise.reference(*args))
    if accepted(exercise, got, right, args):
        return Finding(got=got, right=right)
    for part, (name, g, r) in enumerate(zip(exercise.parts, got, right, strict=True)):
        if not same(g, r) and (exercise.arguments or rounded(g, r) < 3):
            kind, sentence = difference(exercise, name, g, r, args)
            return Finding(kind, sentence, part, got, right)
    return Finding(got=got, right=right)


def difference(exercise: Exercise, name: str, got: np.ndarray, right: np.ndarray, args: Arguments) -> tuple[str, str]:
    """In which respect a part of the answer is not the right one, in one word and in a sentence."""
    if align(got, right.shape) is None or got.size != right.size:
        return "shape", f"The {name} has the shape {got.shape}, and must have {right.shape}."
    if not np.isfinite(got).all():
        at_zero = " at zero" * any(isinstance(arg, np.ndarray) and not arg.any() for arg in args)
        return "nan", f"The {name} holds `{got[~np.isfinite(got)][0]}`{at_zero}."
    low, high = exercise.bounds or (-np.inf, np.inf)
    if got.min() < low - 1e-4 or got.max() > high + 1e-4:
        return "range", f"The {name} leaves its range: it must stay between {low:g} and {high:g}."
    if right.ndim == 0:
        return "value", f"The {name} is not the right number."
    return "value", f"The {name} has the right shape, but not the right numbers."
