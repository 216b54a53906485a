"""A factor between the answer and the right one: a number, an argument, the length of an axis, a norm."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from ..compare import align, same
from ..exercise import Exercise
from .explain import MANY, Trial

POWERS = {1: "{}", -1: "1/{}", 2: "{}²", -2: "1/{}²", 0.5: "√{}", -0.5: "1/√{}"}


def factor_mistake(exercise: Exercise, part: int, trials: Sequence[Trial], constant: bool) -> str:
    """A hint at a constant factor, or at one that differs from input to input, or ""."""
    factors = [_factor(trial, part) for trial in trials]
    known = np.array([np.nan if f is None else f for f in factors])  # None: the right answer is 0, and so is this one
    if False in factors or np.sum(~np.isnan(known) & ~np.isclose(known, 1)) < MANY:
        return ""
    return _constant(known) if constant else _varying(exercise, part, trials, known)


def _factor(trial: Trial, part: int) -> float | bool | None:
    """The number by which all of the right answer is multiplied; False where there is none."""
    got = align(trial[1][part], trial[2][part].shape)
    right = trial[2][part].astype(float)
    if got is None or not np.isfinite(got).all() or not np.isfinite(right).all():
        return False
    if np.allclose(right, 0):
        return None if np.allclose(got, 0) else False
    factor = float((got * right).sum() / (right * right).sum())
    return factor if same(got, factor * right) else False


def offset(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if every number is off by the same, on all inputs or in each row, or ""."""
    differences = []
    for _, got, right in trials:
        if got[part].shape != right[part].shape or not np.isfinite(got[part]).all() or not right[part].size:
            return ""
        differences.append(np.atleast_1d(got[part].astype(float) - right[part]))
    first = float(differences[0].flat[0])
    if all(np.allclose(d, first, atol=1e-5) for d in differences):
        return f"It is {abs(first):.4g} too {'large' if first > 0 else 'small'}, on every input."
    flat = all(np.allclose(d, d[..., :1], rtol=1e-4, atol=1e-5) for d in differences)
    told = sum(d.shape[-1] > 1 and not np.allclose(d, 0, atol=1e-4) for d in differences)
    if not flat or told < MANY or trials[0][2][part].ndim < 1 + exercise.batched:
        return ""
    return "All the numbers of a row are off by the same: something is added that does not belong there, or left out."


def size(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """Whether a single number is too large on every input, or too small, or ""."""
    if any(got[part].shape != right[part].shape or right[part].ndim for _, got, right in trials) or len(trials) == 1:
        return ""
    signs = {float(np.sign(got[part] - right[part])) for _, got, right in trials}
    return {1.0: "It is too large, on every input.", -1.0: "It is too small, on every input."}.get(max(signs), "") * (
        len(signs) == 1
    )


def _constant(factors: np.ndarray) -> str:
    factor = float(np.nanmean(factors))
    if not np.allclose(factors[~np.isnan(factors)], factor, rtol=1e-3) or np.isclose(factor, 0):
        return ""
    plain = Fraction(factor).limit_denominator(12)
    shown = str(plain) if np.isclose(float(plain), factor, rtol=1e-3) else f"{factor:.4g}"
    return f"It is {shown} times what it must be, on every input: a constant factor is wrong."


def _varying(exercise: Exercise, part: int, trials: Sequence[Trial], factors: np.ndarray) -> str:
    """A factor that is a power of something, times a constant."""
    for name, values in _candidates(exercise, part, trials).items():
        sizes = np.array(values, float)
        used = ~np.isnan(factors)
        if not (sizes[used] > 0).all() or np.allclose(sizes[used], sizes[used][0]):
            continue
        for power, form in POWERS.items():
            constant = factors[used] / sizes[used] ** power
            if np.allclose(constant, constant[0], rtol=1e-3):
                times = "" if np.isclose(constant[0], 1) else f"{constant[0]:.4g} · "
                return f"It is {times}{form.format(name)} times what it must be.{_advice(name, power)}"
    return ""


def _advice(name: str, power: float) -> str:
    if name[0] in "`(‖":
        return f" Is {name} left out, or in it once too often?"
    if abs(power) != 1:
        return ""
    return f" Is that a {'sum' if power > 0 else 'mean'} where a {'mean' if power > 0 else 'sum'} is asked for?"


def _candidates(exercise: Exercise, part: int, trials: Sequence[Trial]) -> dict[str, list[float]]:
    """What a factor may be: name ↦ its size in each trial."""
    found: dict[str, list[float]] = {}
    all_args = [args for args, _, _ in trials]
    for i, (name, axes) in enumerate(zip(exercise.arguments, exercise.argument_axes, strict=True)):
        values = [args[i] for args in all_args]
        if all(np.ndim(v) == 0 for v in values):
            found[f"`{name}`"] = [float(v) for v in values]
            found[f"(1 − `{name}`)"] = [1 - float(v) for v in values]
        elif all(np.ndim(v) == 1 for v in values):
            found[f"‖{name}‖"] = [float(np.linalg.norm(v)) for v in values]
        for axis, letter in enumerate(axes):
            if not letter.isdigit():
                found[f"{letter} (the length of an axis)"] = [np.shape(v)[axis] for v in values]
        if all(np.ndim(v) > 2 for v in values):
            found["the number of pixels"] = [np.shape(v)[-1] * np.shape(v)[-2] for v in values]
    found["the number of its entries"] = [right[part].size for _, _, right in trials]
    return found


def own_length(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if every input has a factor of its own, of which no more is known."""
    told = 0
    for trial in trials:
        factor = _factor(trial, part)
        if factor is False or (factor is not None and factor < 0):
            return ""
        told += np.count_nonzero(trial[2][part]) > 1 and not np.isclose(factor or 1, 1)
    if told < MANY:
        return ""
    return "Its direction is right, but not its length: a factor is wrong that differs from input to input."


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


def row_factors(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if each row has a factor of its own."""
    rows = [
        (g, r)
        for _, got, right in trials
        if exercise.batched and got[part].shape == right[part].shape and right[part].ndim == 2
        for g, r in zip(got[part], right[part].astype(float), strict=True)
    ]
    along = [same(g, (g @ r) / max(r @ r, 1e-12) * r) and g @ r >= 0 for g, r in rows]
    telling = [not same(g, r) and np.count_nonzero(r) > 1 for g, r in rows]
    if not rows or not all(along) or sum(telling) < MANY:
        return ""
    return "In each row the direction is right, but not the length: a factor is wrong that each row has of its own, as a norm."
