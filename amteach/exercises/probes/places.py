"""Where the answer is wrong: on which inputs, and at which entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..compare import TOLERANCES, align, same
from ..exercise import Arguments, Exercise
from .explain import MANY, Trial, is_right

FEW = 3  # inputs on either side that show a rule


def wrong_inputs(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A property of the inputs that all of the wrong answers share and none of the right ones has."""
    wrong = np.array([not is_right(exercise, part, trial) for trial in trials])
    if min(wrong.sum(), (~wrong).sum()) < FEW:
        return ""
    properties: dict[str, list[bool]] = {}
    for args, _, right in trials:
        for name, holds in _properties(exercise, args, right[part]):
            properties.setdefault(name, []).append(holds)
    fitting = (name for name, holds in properties.items() if len(holds) == len(wrong) and np.array_equal(holds, wrong))
    return next((f"It is wrong exactly where {name}." for name in fitting), "")


def _properties(exercise: Exercise, args: Arguments, right: np.ndarray) -> Iterator[tuple[str, bool]]:
    for name, arg, axes in zip(exercise.arguments, args, exercise.argument_axes, strict=True):
        for axis, letter in enumerate(axes):
            for least in (2, 3):
                yield f"{letter} is {least} or more", np.shape(arg)[axis] >= least
                yield f"{letter} is less than {least}", np.shape(arg)[axis] < least
        numbers = np.asarray(arg)
        if numbers.ndim == 0:
            for v in (0, 1, 2):
                yield f"`{name}` is {v}", bool(numbers == v)
                yield f"`{name}` is not {v}", bool(numbers != v)
                yield f"`{name}` is above {v}", bool(numbers > v)
                yield f"`{name}` is below {v}", bool(numbers < v)
        else:
            yield f"`{name}` holds a negative number", bool((numbers < 0).any())
            yield f"`{name}` holds no negative number", not (numbers < 0).any()
            yield f"`{name}` holds a 0", bool((numbers == 0).any())
            yield f"`{name}` holds no 0", not (numbers == 0).any()
            yield f"`{name}` holds numbers above 1", bool((numbers > 1).any())
    yield "the right answer holds a negative number", bool((right < 0).any())
    yield "the right answer holds a 0", bool((right == 0).any())


def wrong_entries(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A rule that all of the wrong entries keep, and hardly one of the right entries."""
    places: dict[str, list[np.ndarray]] = {}
    masks_of_wrong = []
    for args, got, right in trials:
        aligned = align(got[part], right[part].shape)
        if aligned is None or right[part].ndim == 0:
            return ""
        tolerance = TOLERANCES.get(got[part].dtype.name, 1e-5)
        wrong = ~np.isclose(aligned.astype(float), right[part].astype(float), tolerance, tolerance, equal_nan=True)
        masks_of_wrong.append(wrong.ravel())
        for name, where in _places(exercise, args, right[part]):
            places.setdefault(name, []).append(np.broadcast_to(where, wrong.shape).ravel())
    wrong = np.concatenate(masks_of_wrong)
    if wrong.sum() < 2 * MANY or (~wrong).sum() < 2 * MANY or sum(w.any() for w in masks_of_wrong) < MANY:
        return ""
    shares = {name: _share(wrong, np.concatenate(m)) for name, m in places.items() if len(m) == len(trials)}
    best = max(shares, key=lambda name: shares[name], default="")
    return f"It is wrong only {best}." if best and shares[best] > 0.5 else ""


def wrong_rows(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A hint if only the first row of a batch is right, or only the last, or ""."""
    wrong_counts = {"first": 0, "last": 0}
    for _, got, right in trials:
        if not exercise.batched or got[part].shape != right[part].shape or right[part].ndim == 0:
            return ""
        wrong = [i for i, (g, r) in enumerate(zip(got[part], right[part], strict=True)) if not same(g, r)]
        for place, kept in (("first", 0), ("last", len(right[part]) - 1)):
            wrong_counts[place] += -len(trials) * len(right[part]) if kept in wrong else bool(wrong)
    place = max(wrong_counts, key=lambda place: wrong_counts[place])
    if wrong_counts[place] < MANY:
        return ""
    return f"Only the {place} row of the batch is right: are the others treated as well, each on its own?"


def _share(wrong: np.ndarray, where: np.ndarray) -> float:
    """Of the entries where a rule holds the share that is wrong; 0 if others are wrong as well."""
    telling = where.any() and (~where).sum() >= 2 * MANY and not wrong[~where].any()
    return float(wrong[where].mean()) if telling else 0.0


def _places(exercise: Exercise, args: Arguments, right: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    for name, arg in zip(exercise.arguments, args, strict=True):
        if np.ndim(arg) > 0 and np.shape(arg) == right.shape:
            yield f"where `{name}` is negative", arg < 0
            yield f"where `{name}` is 0", arg == 0
            yield f"where `{name}` is 0 or less", arg <= 0
            yield f"where `{name}` is positive", arg > 0
            yield f"where `{name}` is 0 or more", arg >= 0
            yield f"where `{name}` is above 1", arg > 1
        if isinstance(arg, int) and right.ndim == 2:
            yield f"in column `{name}`", np.arange(right.shape[1]) == arg
            yield f"outside of column `{name}`", np.arange(right.shape[1]) != arg
    yield "where the right one is negative", right < 0
    yield "where the right one is 0", right == 0
    for axis in range(right.ndim):
        index = np.arange(right.shape[axis]).reshape([-1 if a == axis else 1 for a in range(right.ndim)])
        last = right.shape[axis] - 1
        what = "row of the batch" if axis == 0 and exercise.batched else f"place along axis {axis}"
        yield f"in the first {what}", index == 0
        yield f"in the last {what}", index == last
        yield f"after the first {what}", index > 0
        yield f"before the last {what}", index < last
        yield f"at the two ends of axis {axis}", (index == 0) | (index == last)
        yield f"between the two ends of axis {axis}", (index > 0) & (index < last)
    if right.ndim > 2:
        h, w = right.shape[-2:]
        i, j = np.arange(h)[:, None], np.arange(w)[None, :]
        yield "in the last row or column of a picture", (i == h - 1) | (j == w - 1)
        yield "in the first row or column of a picture", (i == 0) | (j == 0)
