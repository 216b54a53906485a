"""Mistakes that are made in every exercise, recognised by undoing them: if it is right then, that was it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .compare import align, as_array, same
from .exercise import Arguments, Exercise, Parts

Trial = tuple[Arguments, Parts, Parts]  # the arguments, the answer to them, and the right answer

# hint ↦ what makes the answer right again
UNDO: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "Its sign is reversed: exactly the opposite is right. Which way is up?": lambda y: -y,
    "It is twice what it must be. Does a factor 2 stand where it does not belong, or is a ½ missing?": lambda y: y / 2,
    "It is half of what it must be. The derivative of x² is 2x: is its 2 missing?": lambda y: 2 * y,
    "It is the exponential of the answer: softmax where its logarithm, log-softmax, was meant.": np.log,
    "It is the logarithm of the answer: log-softmax where softmax itself was meant.": np.exp,
    "It is transposed: rows and columns have changed places.": np.transpose,
}

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


def recognise(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """The hint for the mistake that explains this part of the answer in all trials, or ""."""
    return (
        _own_mistake(exercise, part, trials)
        or _undone_mistake(exercise, part, trials)
        or _batch_mistake(exercise, part, trials)
        or _gradient_by_weights(exercise, part, trials)
    )


def right_parts(exercise: Exercise, answer: Any) -> Parts:
    """An answer in the form of the reference's, split into the exercise's parts."""
    return tuple(map(as_array, answer)) if len(exercise.parts) > 1 else (as_array(answer),)


def accepted(exercise: Exercise, got: Parts, right: Parts, args: Arguments) -> bool:
    """Whether the exercise takes this answer as well, once its parts have the shapes that are needed."""
    aligned = tuple(align(g, r.shape) for g, r in zip(got, right, strict=True))
    return all(a is not None for a in aligned) and bool(exercise.accept(aligned, args))  # type: ignore[arg-type]


def _own_mistake(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    """A mistake that the exercise lists.  One that explains all parts of the answer goes first."""
    for parts in (range(len(exercise.parts)), [part]):
        for hint, wrong in exercise.mistakes.items():
            made = [(got, right_parts(exercise, wrong(*args))) for args, got, _ in trials]
            if all(same(got[i], mistaken[i]) for got, mistaken in made for i in parts):
                return hint
    return ""


def _undone_mistake(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    for hint, undo in UNDO.items():
        if all(_right_after(exercise, part, undo, trial) for trial in trials):
            return hint
    return ""


def _right_after(exercise: Exercise, part: int, undo: Callable[[np.ndarray], np.ndarray], trial: Trial) -> bool:
    """Whether the answer is right once this is done to one part of it."""
    args, got, right = trial
    mended = undo(got[part] if got[part].dtype.kind == "f" else got[part].astype(float))
    return same(mended, right[part]) or accepted(exercise, (*got[:part], mended, *got[part + 1 :]), right, args)


def _batch_mistake(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
    if not exercise.batched:
        return ""
    for hint, mistake in BATCH.items():
        made = [(got[part], mistake(right[part])) for _, got, right in trials]
        if all(got.shape == wrong.shape and same(got, wrong) for got, wrong in made):
            return hint
    return ""


def _gradient_by_weights(exercise: Exercise, part: int, trials: Sequence[Trial]) -> str:
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
