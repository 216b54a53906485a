"""Mistakes that are made in every exercise, recognised by undoing them: if it is right then, that was it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .compare import align, as_numbers, same
from .exercise import Exercise

Undo = Callable[[np.ndarray], np.ndarray]

UNDO: dict[str, Undo] = {
    "Its sign is turned round: exactly the opposite is right. Which way is up?": lambda y: -y,
    "It is twice what it ought to be. Does a factor 2 stand where it does not belong, or is a ½ missing?": lambda y: (
        y / 2
    ),
    "It is half of what it ought to be. The derivative of x² is 2x: has its 2 got lost?": lambda y: 2 * y,
    "It is the exponential of what was asked: softmax where its logarithm, log-softmax, was meant.": np.log,
    "It is the logarithm of what was asked: log-softmax where softmax itself was meant.": np.exp,
    "It is transposed: rows and columns have changed places.": np.transpose,
}

BATCH: dict[str, Undo] = {
    "The batch axis has been summed away. Every row has an answer of its own: sum over all axes but axis 0.": (
        lambda right: right.sum(axis=0)
    ),
    "The batch axis has been averaged away. Every row has an answer of its own: leave axis 0 alone.": (
        lambda right: right.mean(axis=0)
    ),
    "It is divided by the size of the batch, as the gradient of a *mean* over the rows would be. "
    "Every row has an objective of its own: nothing is averaged.": lambda right: right / len(right),
}


def recognise(exercise: Exercise, part: int, asked: list[tuple[tuple, tuple, tuple]]) -> str:
    """The hint for the mistake that explains this part of the answer on all inputs, or "".

    asked : for each trial the arguments, the answer's parts, and the right parts
    """
    for parts in (range(len(exercise.parts)), [part]):  # a mistake that explains all of the answer goes first
        for hint, wrong in exercise.mistakes.items():
            made = [(got, right_parts(exercise, wrong(*args))) for args, got, _ in asked]
            if all(same(got[i], other[i]) for got, other in made for i in parts):
                return hint
    for hint, undo in UNDO.items():
        if all(_undone(exercise, part, undo, *trial) for trial in asked):
            return hint
    if exercise.batched:
        for hint, do in BATCH.items():
            made = [(got[part], do(right[part])) for _, got, right in asked]
            if all(got.shape == wrong.shape and same(got, wrong) for got, wrong in made):
                return hint
    for i, name in enumerate(exercise.arguments[1:], start=1):
        shaped = [got[part].shape == np.shape(args[i]) != right[part].shape for args, got, right in asked]
        if exercise.parts[part] == "gradient" and all(shaped) and np.ndim(asked[0][0][i]) > 0:
            return (
                f"It has the shape of `{name}`. Is it a gradient with respect to the weights? Asked is the one with "
                f"respect to the input, which has the shape of `{exercise.arguments[0]}`."
            )
    return ""


def right_parts(exercise: Exercise, answer) -> tuple[np.ndarray, ...]:
    """An answer in the form of the reference's, split into the exercise's parts."""
    return tuple(map(as_numbers, answer)) if len(exercise.parts) > 1 else (as_numbers(answer),)


def accepted(exercise: Exercise, got: tuple, right: tuple, args: tuple) -> bool:
    """Whether the exercise takes this answer as well, once its parts have the shapes that are asked."""
    aligned = tuple(align(g, r.shape) for g, r in zip(got, right, strict=True))
    return all(a is not None for a in aligned) and bool(exercise.accept(aligned, args))


def _undone(exercise: Exercise, part: int, undo: Undo, args: tuple, got: tuple, right: tuple) -> bool:
    other = undo(got[part] if got[part].dtype.kind == "f" else got[part].astype(float))
    mended = (*got[:part], other, *got[part + 1 :])
    return same(other, right[part]) or accepted(exercise, mended, right, args)
