"""The difference between the answer and the right one: a number, a multiple of an argument, or at least its sign."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..compare import same
from ..exercise import Exercise
from .explain import MANY, Trial


def offset(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if every number is off by the same, on all inputs or in each row, or ""."""
    differences = []
    for _, got, right in trials:
        if got[part].shape != right[part].shape or not np.isfinite(got[part]).all() or not right[part].size:
            return ""
        differences.append(np.atleast_1d(got[part].astype(float) - right[part]))
    first = float(differences[0].flat[0])
    if len(trials) > 1 and all(np.allclose(d, first, atol=1e-5) for d in differences):
        return f"It is {abs(first):.4g} too {'large' if first > 0 else 'small'}, on every input."
    flat = all(np.allclose(d, d[..., :1], rtol=1e-4, atol=1e-5) for d in differences)
    told = sum(  # where the right numbers of a row are all the same, it might be a factor as well
        not np.allclose(d, 0, atol=1e-4) and np.ptp(np.atleast_1d(right[part]), axis=-1).max() > 1e-3
        for d, (_, _, right) in zip(differences, trials, strict=True)
    )
    if not flat or told < MANY or trials[0][2][part].ndim != 1 + exercise.batched:
        return ""
    return "All the numbers of a row are off by the same: something is added that does not belong there, or left out."


def term_mistake(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint at the argument of which the answer holds too much or too little, or ""."""
    for i, name in enumerate(exercise.arguments):
        multiples = [_multiple(trial, part, i) for trial in trials]
        if None not in multiples and sum(map(bool, multiples)) >= MANY:
            return f"What is wrong is the term with `{name}`: the difference to the right answer is a multiple of it."
    return ""


def _multiple(trial: Trial, part: int, i: int) -> float | None:
    """How many times this argument is the answer too large; None where the difference is no multiple of it."""
    args, got, right = trial
    if got[part].shape != right[part].shape or np.shape(args[i]) != right[part].shape or right[part].ndim == 0:
        return None
    difference = got[part] - right[part]
    if not np.isfinite(difference).all():
        return None
    multiple = float((difference * args[i]).sum() / max((args[i] * args[i]).sum(), 1e-12))
    if not np.allclose(difference, multiple * args[i], rtol=1e-4, atol=1e-5):
        return None
    return 0.0 if args[i].size == 1 or abs(multiple) < 1e-4 else multiple


def size(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """Whether a number is too large wherever it is wrong, or too small, or ""."""
    wrong = [(got[part], right[part]) for _, got, right in trials if not same(got[part], right[part])]
    if len(trials) == 1 or len(wrong) < MANY or any(g.shape != r.shape or r.ndim for g, r in wrong):
        return ""
    signs = {float(np.sign(g - r)) for g, r in wrong}
    if signs == {1.0}:
        return "It is never too small, and often too large."
    return "It is never too large, and often too small." if signs == {-1.0} else ""
