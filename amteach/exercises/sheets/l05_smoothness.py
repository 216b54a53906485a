"""An exercise on smoothness: the total variation of a signal, and its gradient."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def tv_gradient(x):
    """Each difference counts twice: its gradient pushes the right end up and the left end down."""
    value = np.zeros(len(x))
    gradient = np.zeros(x.shape)
    for row in range(len(x)):
        for i in range(x.shape[1] - 1):
            difference = x[row, i + 1] - x[row, i]
            value[row] += difference**2
            gradient[row, i + 1] += 2 * difference
            gradient[row, i] -= 2 * difference
    return value, gradient


def _with_value(value):
    """This value beside the right gradient."""
    return lambda x: (value(x), tv_gradient(x)[1])


def _with_gradient(left, right):
    """The gradient from each difference, with these factors at its left and at its right end."""

    def wrong(x):
        differences = np.diff(x, axis=1)
        gradient = np.zeros(x.shape)
        gradient[:, :-1] += left * differences
        gradient[:, 1:] += right * differences
        return tv_gradient(x)[0], gradient

    return wrong


def _wrapped(x):
    """The last number has the first as its neighbour on the right."""
    differences = np.roll(x, -1, axis=1) - x
    return (differences**2).sum(axis=1), 2 * (np.roll(differences, 1, axis=1) - differences)


def _black_outside(x):
    """Zeros on both sides of the signal."""
    wide = np.pad(x, ((0, 0), (1, 1)))
    return tv_gradient(x)[0], 2 * (2 * x - wide[:, :-2] - wide[:, 2:])


def _inside(x):
    """No gradient at the two ends."""
    gradient = np.zeros(x.shape)
    gradient[:, 1:-1] = tv_gradient(x)[1][:, 1:-1]
    return tv_gradient(x)[0], gradient


def _across(x):
    """Differences between one signal and the next."""
    return (np.diff(x, axis=0) ** 2).sum(axis=1), tv_gradient(x.T)[1].T


TV_GRADIENT = Exercise(
    name="tv-gradient",
    difficulty=3,
    question="For each row of the batch x of 1-D signals, shape (n, d), return the value of TV(x) = Σ (xᵢ₊₁ − xᵢ)², "
    "shape (n,), and its gradient with respect to x, shape (n, d).",
    reference=tv_gradient,
    inputs=lambda rng: (numbers(rng, integer(rng), integer(rng, 2, 5)),),
    parts=("value", "gradient"),
    axes={"x": "n d"},
    valid=lambda x: x.shape[1] > 1,
    hints=(
        "`np.diff(x, axis=1)` holds the d − 1 differences of each signal.",
        "In which of the differences does xᵢ stand? In (xᵢ₊₁ − xᵢ)², and in (xᵢ − xᵢ₋₁)²; the two ends stand in one.",
        "Begin with zeros of the shape of x. Add 2(xᵢ₊₁ − xᵢ) to the gradient at i + 1, and subtract it at i.",
    ),
    mistakes={
        "A penalty is 0 or more, and it is subtracted from f later: here both have the wrong sign.": (
            lambda x: (-tv_gradient(x)[0], -tv_gradient(x)[1])
        ),
        "Your signal is closed to a ring: the last number has no neighbour on the right.": _wrapped,
        "In the gradient a 2 is missing: the derivative of a square is twice what is squared.": _with_gradient(-1, 1),
        "Your gradient feels the neighbour on the right alone. But each xᵢ stands in two differences: "
        "(xᵢ₊₁ − xᵢ)² and (xᵢ − xᵢ₋₁)².": _with_gradient(-2, 0),
        "Your gradient feels the neighbour on the left alone. But each xᵢ stands in two differences: "
        "(xᵢ − xᵢ₋₁)² and (xᵢ₊₁ − xᵢ)².": _with_gradient(0, 2),
        "Your gradient goes the wrong way: TV *grows* with an xᵢ above its neighbours.": _with_gradient(2, -2),
        "You add where one has to subtract: a difference grows with its right end, and shrinks with its left.": (
            _with_gradient(2, 2)
        ),
        "At the two ends you assume a neighbour of 0 outside. There is none.": _black_outside,
        "You leave the two ends out. They have one neighbour, and so they stand in one difference.": _inside,
        "You add up |xᵢ₊₁ − xᵢ|: squares are asked for.": _with_value(lambda x: np.abs(np.diff(x)).sum(axis=1)),
        "You add up the differences, which leaves the last number minus the first. Square each of them.": _with_value(
            lambda x: x[:, -1] - x[:, 0]
        ),
        "You take the mean of the squares. The question asks for their sum.": _with_value(
            lambda x: (np.diff(x, axis=1) ** 2).mean(axis=1)
        ),
        "You take the differences along axis 0, from one signal of the batch to the next.": _across,
    },
)
