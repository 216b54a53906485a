"""A factor between the answer and the right one: a number, an argument, the length of an axis, a norm."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from ..compare import align, same
from ..exercise import Exercise
from .explain import MANY, Trial

POWERS = {1: "{}", -1: "1/{}", 2: "{}²", -2: "1/{}²", 0.5: "√{}", -0.5: "1/√{}"}


def constant_factor(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint at a factor that is the same on all inputs, or ""."""
    factors = _factors(trials, part)
    if factors is None:
        return ""
    factor = float(np.nanmean(factors))
    if not np.allclose(factors[~np.isnan(factors)], factor, rtol=1e-3) or np.isclose(factor, 0):
        return ""
    plain = Fraction(factor).limit_denominator(12)
    shown = str(plain) if np.isclose(float(plain), factor, rtol=1e-3) else f"{factor:.4g}"
    return f"It is {shown} times what it must be, on every input: a constant factor is wrong."


def varying_factor(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint at a factor that is a power of something, times a constant, or ""."""
    factors = _factors(trials, part)
    if factors is None:
        return ""
    used = ~np.isnan(factors)
    if not (factors[used] > 0).all():
        return ""
    for name, values in _candidates(exercise, part, trials).items():
        sizes = np.array(values, float)[used]
        if not (sizes > 0).all() or np.ptp(sizes) < 1e-3:
            continue
        power = np.round(np.polyfit(np.log(sizes), np.log(factors[used]), 1)[0], 3)
        constant = factors[used] / sizes**power
        if power and np.allclose(constant, constant[0], rtol=1e-2):
            times = "" if np.isclose(constant[0], 1, rtol=1e-2) else f"{constant[0]:.4g} · "
            shown = POWERS.get(power, "{}^" + f"{power:g}").format(name)
            return f"It is {times}{shown} times what it must be.{_advice(name, power)}"
    return ""


def own_length(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if every input has a factor of its own, of which no more is known, or ""."""
    factors = _factors(trials, part)
    if factors is None or (factors[~np.isnan(factors)] < 0).any():
        return ""
    several = [np.count_nonzero(right[part]) > 1 for _, _, right in trials]
    if np.sum(several & ~np.isnan(factors) & ~np.isclose(factors, 1)) < MANY:
        return ""
    return "Its direction is right, but not its length: a factor is wrong that differs from input to input."


def by_rows(exercise: Exercise, part: int, trials: Sequence[Trial]) -> list[Trial]:
    """Each row of a batch as a trial of its own; none where the answer has not the right shape."""
    if not exercise.batched or any(got[part].shape != right[part].shape for _, got, right in trials):
        return []
    return [
        (
            tuple(
                np.take(arg, [row], axis=axes.index("n")) if "n" in axes else arg
                for arg, axes in zip(args, exercise.argument_axes, strict=True)
            ),
            tuple(p[row : row + 1] if i == part else p for i, p in enumerate(got)),
            tuple(p[row : row + 1] if i == part else p for i, p in enumerate(right)),
        )
        for args, got, right in trials
        for row in range(len(right[part]) if right[part].ndim else 0)
    ]


def _factors(trials: Sequence[Trial], part: int) -> np.ndarray | None:
    """By what the right answer is multiplied in each trial, nan where both are 0; None if it is not multiplied."""
    factors = [_factor(trial, part) for trial in trials]
    known = np.array([np.nan if factor is None else factor for factor in factors], float)
    changed = np.sum(~np.isnan(known) & ~np.isclose(known, 1))
    return None if False in factors or changed < MANY else known


def _factor(trial: Trial, part: int) -> float | bool | None:
    """The number by which all of the right answer is multiplied; False where there is none."""
    got = align(trial[1][part], trial[2][part].shape)
    right = trial[2][part].astype(float)
    if got is None or not np.isfinite(got).all() or not np.isfinite(right).all():
        return False
    if np.allclose(right, 0, atol=1e-6):
        return None if np.allclose(got, 0, atol=1e-5) else False
    factor = float((got * right).sum() / (right * right).sum())
    return factor if same(got, factor * right) else False


def _candidates(exercise: Exercise, part: int, trials: Sequence[Trial]) -> dict[str, list[float]]:
    """What a factor may be: name ↦ its size in each trial."""
    found: dict[str, list[float]] = {}
    for i, (name, axes) in enumerate(zip(exercise.arguments, exercise.argument_axes, strict=True)):
        values = [args[i] for args, _, _ in trials]
        if all(np.ndim(v) == 0 for v in values):
            found[f"`{name}`"] = [float(v) for v in values]
            found[f"(1 − `{name}`)"] = [1 - float(v) for v in values]
            continue
        for axis, letter in enumerate(axes):
            if not letter.isdigit():
                found[f"{letter} (the length of an axis)"] = [np.shape(v)[axis] for v in values]
                found[f"{letter} − 1 (one less than the length of an axis)"] = [np.shape(v)[axis] - 1 for v in values]
        if all(np.ndim(v) > 2 for v in values):
            found["the number of pixels"] = [np.shape(v)[-1] * np.shape(v)[-2] for v in values]
        found[f"‖{name}‖"] = [float(np.linalg.norm(v)) for v in values]
    found["the number of its entries"] = [right[part].size for _, _, right in trials]
    return found


def _advice(name: str, power: float) -> str:
    if name[0] in "`(‖":
        return f" Is {name} left out, or in it once too often?"
    if abs(power) != 1:
        return ""
    return f" Is that a {'sum' if power > 0 else 'mean'} where a {'mean' if power > 0 else 'sum'} is asked for?"
