"""What has been done to the right answer: its sign, its logarithm, its place among the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from ..compare import same
from ..exercise import Exercise
from .explain import Trial, accepted, enough, explains

# hint ↦ what makes the answer right again
UNDO: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "Its sign is reversed: exactly the opposite is right.": lambda y: -y,
    "It is twice what it must be. Does a factor 2 stand where it does not belong, or is a ½ missing?": lambda y: y / 2,
    "It is half of what it must be. Is a 2 missing?": lambda y: 2 * y,
    "It is the exponential of the answer, as softmax is of log-softmax.": np.log,
    "It is the logarithm of the answer, as log-softmax is of softmax.": np.exp,
    "It is minus the logarithm of the answer.": lambda y: np.exp(-y),
    "It is transposed: rows and columns have changed places.": np.transpose,
    "It is the square of the answer: a root is missing.": np.sqrt,
    "It is one over the answer: what is divided and what it is divided by have changed places.": lambda y: 1 / y,
    "It is 1 minus the answer.": lambda y: 1 - y,
}
GRADIENT = {  # what is added where a derivative is asked for
    "Its sign is reversed: exactly the opposite is right.": " Which way is up?",
    "It is half of what it must be. Is a 2 missing?": " The derivative of x² is 2x.",
}
# hint ↦ what makes the right answer wrong
DONE: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "It is the root of the answer: a square is missing.": lambda y: np.sqrt(y),
    "It is the absolute value of the answer: what is below 0 has lost its sign.": np.abs,
    "What is below 0 in the right answer is 0 in yours: is something cut off that must not be?": (
        lambda y: np.maximum(y, 0)
    ),
    "It is 0 on every input.": lambda y: 0 * y,
    "Its numbers are the right ones in the reverse order.": lambda y: y[::-1],
    "Its rows are in the reverse direction: first and last have changed places.": lambda y: y[..., ::-1],
    "It is 1 too large: is counting begun at 1, where Python begins at 0?": lambda y: y + 1,
    "It is 1 too small: is one step, or one index, left out?": lambda y: y - 1,
    "It is moved by one place along its last axis: off by one.": lambda y: np.roll(y, 1, -1),
    "It is moved back by one place along its last axis: off by one.": lambda y: np.roll(y, -1, -1),
}

# hint ↦ what is made of an argument and the right answer
OF_ARGUMENT: dict[str, Callable[[Any, np.ndarray], Any]] = {
    "That is `{}` itself, as it was passed.": lambda a, y: a + 0 * y,
    "It is too large by `{}`.": lambda a, y: y + a,
    "It is too small by `{}`: is it left out?": lambda a, y: y - a,
    "It is multiplied by `{}`, entry by entry, once too often.": lambda a, y: y * _array(a),
    "It is divided by `{}`, entry by entry, once too often.": lambda a, y: y / _array(a),
    "That is the first column of `{}`.": lambda a, y: a[:, 0],
    "That is the smallest number of each row of `{}`.": lambda a, y: a.min(axis=-1),
    "That is the largest number of each row of `{}`.": lambda a, y: a.max(axis=-1),
    "That is the sum of each row of `{}`.": lambda a, y: a.sum(axis=-1),
    "That is the mean of each row of `{}`.": lambda a, y: a.mean(axis=-1),
}
OF_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "That is the column `{1}` of `{0}`.": lambda a, b: a[:, b],
    "That is `{}` times `{}`.": lambda a, b: a * b,
    "That is `{}` plus `{}`.": lambda a, b: a + b,
    "That is `{}` minus `{}`.": lambda a, b: a - b,
}


def _array(argument: Any) -> np.ndarray:
    if np.ndim(argument) == 0:
        raise TypeError
    return argument


def answer_mistake(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint at what has been done to the right answer, or ""."""
    if not enough(exercise, part, trials):
        return ""
    if len(trials) == 1:  # of one number, more than this might be by chance
        return _undone(exercise, part, trials, list(UNDO)[:3])
    return (
        _undone(exercise, part, trials)
        or _of_arguments(exercise, part, trials)
        or next((hint for hint, wrong in DONE.items() if explains(part, trials, _done(wrong, part))), "")
    )


def lost_order(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if the numbers are the right ones, but in another order, or ""."""
    if not enough(exercise, part, trials) or any(got[part].shape != right[part].shape for _, got, right in trials):
        return ""
    sorted_alike = all(same(np.sort(got[part], axis=None), np.sort(right[part], axis=None)) for _, got, right in trials)
    return "Its numbers are the right ones, but not in the right order." if sorted_alike else ""


def lost_size(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if only the sign is left of the answer, or ""."""
    if len(trials) == 1 or not explains(part, trials, lambda args, right: np.sign(right[part])):
        return ""
    return "It is the sign of the answer: how large it is has been lost."


def _done(wrong: Callable[[np.ndarray], np.ndarray], part: int) -> Callable[..., Any]:
    return lambda args, right: wrong(right[part])


def exchanged_parts(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if two parts have changed places, or ""."""
    for other in _instead(exercise, part, trials):
        if explains(other, trials, lambda args, right: right[part]):
            return f"The {exercise.parts[part]} and the {exercise.parts[other]} have changed places."
    return ""


def repeated_part(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if one part stands where another one is asked for, or ""."""
    return next((f"It is the {exercise.parts[other]}, once more." for other in _instead(exercise, part, trials)), "")


def _instead(exercise: Exercise, part: int, trials: Sequence[Trial]) -> list[int]:
    """The other parts that this one is equal to."""
    if not enough(exercise, part, trials):
        return []
    others = [other for other in range(len(exercise.parts)) if other != part]
    return [o for o in others if explains(part, trials, lambda args, right, o=o: right[o])]


def _undone(exercise: Exercise, part: int, trials: Sequence[Trial], hints: Iterable[str] = UNDO) -> str:
    for hint in hints:
        if all(_right_after(exercise, part, UNDO[hint], trial) for trial in trials):
            return hint + GRADIENT.get(hint, "") * (exercise.parts[part] == "gradient")
    return ""


def _right_after(exercise: Exercise, part: int, undo: Callable[[np.ndarray], np.ndarray], trial: Trial) -> bool:
    """Whether the answer is right once this is done to one part of it."""
    args, got, right = trial
    mended = undo(got[part] if got[part].dtype.kind == "f" else got[part].astype(float))
    return same(mended, right[part]) or accepted(exercise, (*got[:part], mended, *got[part + 1 :]), right, args)


def _of_arguments(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """Something simple that is made of an argument, or of one and the right answer."""
    for i, name in enumerate(exercise.arguments):
        for hint, guess in OF_ARGUMENT.items():
            if explains(part, trials, lambda args, right, i=i, guess=guess: guess(args[i], right[part])):
                return hint.format(name)
    for i, j in combinations(range(len(exercise.arguments)), 2):
        for hint, combine in OF_TWO.items():
            if explains(part, trials, lambda args, right, i=i, j=j, combine=combine: combine(args[i], args[j])):
                return hint.format(exercise.arguments[i], exercise.arguments[j])
    return ""
