"""Axes: summed or averaged away, kept too many, one entry too few."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..compare import same
from ..exercise import Arguments, Exercise, Parts
from .explain import MANY, Trial, enough, explains, reference

# hint ↦ what makes the right answer wrong, in an exercise with a batch
BATCH: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "The batch axis has been summed away. Every row has an answer of its own: sum over all axes but axis 0.": (
        lambda right: right.sum(axis=0)
    ),
    "The batch axis has been averaged away. Every row has an answer of its own: leave axis 0 alone.": (
        lambda right: right.mean(axis=0)
    ),
    "It is divided by the size of the batch, as the gradient of a *mean* over the rows would be. "
    "Every row has an objective of its own: nothing is averaged.": lambda right: right / len(right),
}
# hint ↦ what makes the right answer wrong, in its last axis
LAST: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "Its last axis has been summed away: that is one number where several are asked for.": lambda y: y.sum(axis=-1),
    "Its last axis has been averaged away: that is one number where several are asked for.": lambda y: y.mean(axis=-1),
    "Of its last axis the largest is left alone.": lambda y: y.max(axis=-1),
    "Along its last axis the last entry is missing: off by one.": lambda y: y[..., :-1],
    "Along its last axis the first entry is missing: off by one.": lambda y: y[..., 1:],
    "Its rows and columns have changed places: the last two axes are transposed.": lambda y: np.swapaxes(y, -1, -2),
}
KEEPDIMS = (
    "Numbers of shape (n,) meet an array of shape (n, …), or (n, 1) meets (n,), and are spread over the wrong axis. "
    "One number a row fits beside its row if it keeps its axis: `keepdims=True`."
)


def axis_mistake(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint at an axis, or ""."""
    if not enough(exercise, part, trials) or len(trials) == 1:
        return ""
    return (
        (exercise.batched and _matches(BATCH, part, trials))
        or (exercise.batched and _spread(part, trials) and KEEPDIMS)
        or _matches(LAST, part, trials)
        or _other_axis(exercise, part, trials)
        or _value_alone(exercise, part, trials)
        or _of_another_argument(exercise, part, trials)
        or _of_another_axis(exercise, part, trials)
    )


def _matches(mistakes: dict[str, Callable[[np.ndarray], np.ndarray]], part: int, trials: Sequence[Trial]) -> str:
    for hint, mistake in mistakes.items():
        try:
            made = [(got[part], mistake(right[part])) for _, got, right in trials]
        except (ValueError, IndexError):  # there is no such axis
            continue
        if all(got.shape == wrong.shape and same(got, wrong) for got, wrong in made):
            return hint
    return ""


def _spread(part: int, trials: Sequence[Trial]) -> bool:
    """Whether n rows have given n × n numbers, wherever there are several rows."""
    shapes = [(got[part].shape, right[part].shape) for _, got, right in trials]
    several = [(got, right) for got, right in shapes if right and right[0] > 1 and got != right]
    return len(several) >= MANY and all(got[:2] == (right[0], right[0]) for got, right in several)


def _of_another_axis(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """One number for each entry of an axis, where it is asked for along another one."""
    if any(right[part].ndim != 1 or got[part].ndim != 1 for _, got, right in trials):
        return ""
    if sum(got[part].shape != right[part].shape for _, got, right in trials) < MANY:
        return ""
    for argument, axes in enumerate(exercise.argument_axes):
        for axis, letter in enumerate(axes):
            if all(len(got[part]) == np.shape(args[argument])[axis] for args, got, _ in trials):
                return f"It has a number for each entry of the axis {letter}: it runs over the wrong axis."
    return ""


def _other_axis(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """Columns treated as rows: the answer is the transpose of the right one to the transpose of the first argument."""

    def guess(args: Arguments, right: Parts) -> np.ndarray | None:
        parts = reference(exercise, (args[0].T, *args[1:]))
        return None if parts is None else parts[part].T

    if exercise.argument_axes[0] != ("n", "d") or not explains(part, trials, guess):
        return ""
    return f"Each column of `{exercise.arguments[0]}` is treated as if it were a row: it runs over the wrong axis."


def _value_alone(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """One number a row where a gradient is asked for."""
    shapes = [(got[part].shape, right[part].shape) for _, got, right in trials]
    if exercise.parts[part] != "gradient" or not exercise.batched or any(got != want[:1] for got, want in shapes):
        return ""
    return "It has one number a row, as a value has. A gradient has a number for each number of the row."


def _of_another_argument(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A gradient that has the shape of another argument than the first."""
    if exercise.parts[part] != "gradient":
        return ""
    for i, name in enumerate(exercise.arguments[1:], start=1):
        shaped = [got[part].shape == np.shape(args[i]) != right[part].shape for args, got, right in trials]
        if all(shaped) and np.ndim(trials[0][0][i]) > 0:
            return (
                f"It has the shape of `{name}`. Is it a gradient with respect to the weights? The question asks for "
                f"that with respect to the input, which has the shape of `{exercise.arguments[0]}`."
            )
    return ""
