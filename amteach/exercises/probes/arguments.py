"""What the answer would be right for: the reference, asked with one argument changed or two exchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from ..exercise import Arguments, Exercise
from .explain import Trial, enough, explains, reference


def _like(value: Any, number: float) -> Any:
    """The number, or an array of it, of the value's kind."""
    return np.full_like(value, number) if isinstance(value, np.ndarray) else type(value)(number)


def _float(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A change for numbers that are no indices or counts."""

    def only_floats(value: Any) -> Any:
        if isinstance(value, int):
            raise TypeError
        return change(value)

    return only_floats


def _count(step: int) -> Callable[[Any], Any]:
    """A step of an index or a count."""

    def only_counts(value: Any) -> Any:
        if not isinstance(value, int):
            raise TypeError
        return value + step

    return only_counts


def _matrix(value: np.ndarray) -> np.ndarray:
    if np.ndim(value) != 2 or value.shape[0] != value.shape[1]:
        raise TypeError
    return value.T


def _array(change: Callable[[np.ndarray], np.ndarray]) -> Callable[[Any], Any]:
    def only_arrays(value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            raise TypeError
        return change(value)

    return only_arrays


# what to say of `{}`, the argument, or of several that would do ↦ what is passed in its place
CHANGES: dict[str, Callable[[Any], Any]] = {
    "That would be right if {} were 0: is it left out?": lambda v: _like(v, 0),
    "That would be right if {} were 1: is it left out?": lambda v: _like(v, 1),
    "That would be right if {} were without end: is it left out?": _float(lambda v: _like(v, 1e9)),
    "That would be right for the opposite of {}: a sign before it is wrong.": lambda v: -v,
    "That would be right for one less than {}: it is off by one.": _count(-1),
    "That would be right for one more than {}: it is off by one.": _count(1),
    "That would be right for twice {}: a factor 2 beside it is too many, or a ½ is missing.": lambda v: 2 * v,
    "That would be right for half of {}: a factor 2 beside it is missing, or a ½ is too many.": _float(lambda v: v / 2),
    "That would be right for the absolute value of {}: a sign is lost.": _float(np.abs),
    "That would be right for the square of {}: a square is too many, or a root is missing.": _float(lambda v: v * v),
    "That would be right for the root of {}: a square is missing, or a root is too many.": _float(lambda v: v**0.5),
    "That would be right for 1/{}: it multiplies where it must divide, or the reverse.": _float(lambda v: 1 / v),
    "That would be right for 1 − {} in its place.": _float(lambda v: 1 - v),
    "That would be right for the transpose of {}: rows and columns have changed places.": _matrix,
    "That would be right if {} had its first number everywhere: the others are not used.": (
        _array(lambda v: np.full_like(v, v.flat[0]))
    ),
    "That would be right if {} had its mean everywhere: its numbers are not used one by one.": (
        _array(lambda v: np.full_like(v, v.mean()))
    ),
    "That would be right if what is negative in {} were 0.": _array(lambda v: np.maximum(v, 0)),
    "That would be right for the rows of {} in the reverse order.": _array(lambda v: v[::-1]),
}


def argument_mistake(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint at the argument that is left out, wrong or in the place of another, or ""."""
    if not exercise.arguments or not enough(exercise, part, trials):
        return ""
    for parts in (range(len(exercise.parts)), [part]):  # what explains all parts goes first

        def fits(change: Callable[[Arguments], Arguments], parts: Sequence[int] = parts) -> bool:
            return all(explains(p, trials, _with(exercise, change, p)) for p in parts)

        for i, j in combinations(range(len(exercise.arguments)), 2):
            if fits(_exchanged(i, j)):
                return f"`{exercise.arguments[i]}` and `{exercise.arguments[j]}` have changed places."
        for hint, change in CHANGES.items():
            names = [f"`{name}`" for i, name in enumerate(exercise.arguments) if fits(_changed(i, change))]
            if names:
                return hint.format(" or ".join(names))
    return ""


def _with(exercise: Exercise, change: Callable[[Arguments], Arguments], part: int) -> Callable[..., Any]:
    """The reference's answer to changed arguments."""

    def guess(args: Arguments, right: Any) -> Any:
        changed = change(args)
        parts = reference(exercise, changed)
        if parts is not None and (exercise.valid(*changed) or not _counts(args, changed)):
            return parts[part]
        return None if _counts(args, changed) else np.nan

    return guess


def _counts(args: Arguments, changed: Arguments) -> bool:
    """Whether it is a count or an index that has been changed: one more may be one too many for the other arguments."""
    return any(isinstance(a, int) and not np.array_equal(a, b) for a, b in zip(args, changed, strict=True))


def _changed(i: int, change: Callable[[Any], Any]) -> Callable[[Arguments], Arguments]:
    return lambda args: (*args[:i], change(args[i]), *args[i + 1 :])


def _exchanged(i: int, j: int) -> Callable[[Arguments], Arguments]:
    def exchanged(args: Arguments) -> Arguments:
        if np.shape(args[i]) != np.shape(args[j]):
            raise TypeError
        changed = list(args)
        changed[i], changed[j] = args[j], args[i]
        return tuple(changed)

    return exchanged
