"""Exercises on L(x) = w·x + b − λ‖x‖²: where it is largest, and its gradient."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def linear_optimum(w, penalty):
    """∂L/∂xᵢ = wᵢ − 2λxᵢ = 0, solved for xᵢ."""
    return [w_i / (2 * penalty) for w_i in w]


OPTIMUM = Exercise(
    name="linear-optimum",
    difficulty=1,
    question="Return the x, shape (d,), at which L(x) = w·x − λ‖x‖² is largest; penalty is λ > 0.",
    reference=linear_optimum,
    inputs=lambda rng: (numbers(rng, integer(rng)), positive(rng)),
    axes={"w": "d"},
    valid=lambda w, penalty: penalty > 0,
    hints=(
        "L is concave: it is largest where its gradient is zero.",
        "The gradient of w·x is w. What is the gradient of ‖x‖² = Σ xᵢ²?",
        "Solve w − 2λx = 0 for x.",
    ),
    mistakes={
        "That is w/λ. The derivative of x² is 2x, so a 2 stands beside λ.": lambda w, penalty: w / penalty,
        "Your x points away from w, where w·x is smallest; we maximise.": lambda w, penalty: -w / (2 * penalty),
        "You multiply by 2λ. But a larger penalty holds x nearer to the origin.": lambda w, penalty: 2 * penalty * w,
        "That is *how high* the top is, L* = ‖w‖²/(4λ). *Where* is it?": lambda w, penalty: w @ w / (4 * penalty),
        "Your x has the length 1, whatever λ is. But λ decides how far x gets.": lambda w, penalty: w / np.sqrt(w @ w),
    },
)


def linear_gradient(x, w, b, penalty):
    """Row by row; sum(row**2) is ‖row‖²."""
    value = [sum(w * row) + b - penalty * sum(row**2) for row in x]
    gradient = [w - 2 * penalty * row for row in x]
    return value, gradient


def _batch_and_weights(rng):
    n = integer(rng)
    d = integer(rng)
    return numbers(rng, n, d), numbers(rng, d), float(numbers(rng)), positive(rng)


def _with_value(value):
    """This value beside the right gradient."""
    return lambda x, w, b, penalty: (value(x, w, b, penalty), linear_gradient(x, w, b, penalty)[1])


def _with_gradient(gradient):
    """The right value beside this gradient."""
    return lambda x, w, b, penalty: (linear_gradient(x, w, b, penalty)[0], gradient(x, w, penalty))


GRADIENT = Exercise(
    name="linear-gradient",
    difficulty=1,
    question="For each row of the batch x, shape (n, d), return the value of L(x) = w·x + b − λ‖x‖², shape (n,), "
    "and its gradient with respect to x, shape (n, d); penalty is λ.",
    reference=linear_gradient,
    inputs=_batch_and_weights,
    parts=("value", "gradient"),
    axes={"x": "n d", "w": "d"},
    valid=lambda x, w, b, penalty: penalty > 0,
    hints=(
        "Axis 0 of x is the batch: every row is a point, with a value and a gradient of its own.",
        "For all rows at once, w·x is `x @ w`, and ‖x‖² is `(x**2).sum(axis=1)`.",
        "The gradient of w·x is w, the same for every row; that of −λ‖x‖² is −2λx.",
    ),
    mistakes={
        "In the penalty's gradient a 2 is missing: the derivative of x² is 2x.": _with_gradient(
            lambda x, w, p: w - p * x
        ),
        "The penalty is subtracted from L, so its gradient is subtracted too.": _with_gradient(
            lambda x, w, p: w + 2 * p * x
        ),
        "That is the gradient of w·x + b alone. Where has the penalty gone?": _with_gradient(lambda x, w, p: w + 0 * x),
        "That is a gradient with respect to the weights, ∂L/∂w = x. Here w is given, and x is what moves.": (
            _with_gradient(lambda x, w, p: x)
        ),
        "The penalty is subtracted: a long x is to cost something.": (
            _with_value(lambda x, w, b, p: x @ w + b + p * (x**2).sum(axis=1))
        ),
        "The penalty is missing in the value.": _with_value(lambda x, w, b, p: x @ w + b),
        "The penalty is λ‖x‖², with a square, and not λ‖x‖.": (
            _with_value(lambda x, w, b, p: x @ w + b - p * np.sqrt((x**2).sum(axis=1)))
        ),
        "b is missing. It does not move the maximum, but it is part of the value.": (
            _with_value(lambda x, w, b, p: x @ w - p * (x**2).sum(axis=1))
        ),
        "`(x**2).sum()` adds up the whole batch; each row has a norm of its own: `(x**2).sum(axis=1)`.": (
            _with_value(lambda x, w, b, p: x @ w + b - p * (x**2).sum())
        ),
    },
)
