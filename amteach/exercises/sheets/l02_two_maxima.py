"""Exercises on max(x₁, x₂): its value and its subgradients, and which of the two maxima a walk ends in."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def max_gradient(x):
    """Where the two are equal, both share the gradient; any other shares would do as well."""
    value = [max(row) for row in x]
    gradient = [[0.5, 0.5] if x1 == x2 else [x1 > x2, x2 > x1] for x1, x2 in x]
    return value, gradient


def _is_subgradient(parts, args):
    """Whether the value is right, and the gradient shares 1 among the coordinates that are largest."""
    value, gradient = parts
    (x,) = args
    top = x.max(axis=1)
    shares = (gradient >= -1e-5).all() and np.allclose(gradient.sum(axis=1), 1, atol=1e-4)
    winners_only = np.allclose(gradient[x < top[:, None]], 0, atol=1e-5)
    return np.allclose(value, top, rtol=1e-4, atol=1e-4) and bool(shares and winners_only)


def _points(rng):
    """Points, some of them on the tie line x₁ = x₂."""
    x = numbers(rng, integer(rng), 2)
    tied = rng.random(len(x)) < 0.3
    x[tied, 1] = x[tied, 0]
    return (x,)


def _top(x):
    return x.max(axis=1)


MAX_GRADIENT = Exercise(
    name="max-gradient",
    question="For each row of the batch x, shape (n, 2), return the value of max(x₁, x₂), shape (n,), and a gradient, "
    "shape (n, 2); where x₁ = x₂ any subgradient is right.",
    reference=max_gradient,
    inputs=_points,
    parts=("value", "gradient"),
    axes={"x": "n 2"},
    accept=_is_subgradient,
    hints=(
        "Where x₁ > x₂ the maximum is x₁. How does it change when x₁ grows a little, and how when x₂ does?",
        "The gradient of a row is (1, 0) where x₁ is larger and (0, 1) where x₂ is.",
        "At a tie give one of the two, or a mixture such as (½, ½): shares that are not negative and add up to 1.",
    ),
    mistakes={
        "At a tie you give (1, 1). Both gradients are subgradients there, and so is every *mixture* of them, "
        "but not their sum: the shares add up to 1.": lambda x: (_top(x), x == _top(x)[:, None]),
        "At a tie you give (0, 0), as if the top were reached. But the maximum still grows along (1, 1): "
        "give (1, 0), (0, 1), or a mixture.": lambda x: (_top(x), (x > x[:, ::-1]) * 1.0),
        "You give the gradient to the smaller of the two.": lambda x: (_top(x), [[a < b, a >= b] for a, b in x]),
        "The gradient says how fast the maximum grows with each coordinate: 1 or 0. You give the coordinate itself.": (
            lambda x: (_top(x), x * (x == _top(x)[:, None]))
        ),
        "That is the largest number of the whole batch. Every row has a maximum of its own: `axis=1`.": (
            lambda x: (x.max(), max_gradient(x)[1])
        ),
        "`axis=0` is the batch: you take the maximum over the points. Over each point's coordinates it is `axis=1`.": (
            lambda x: (x.max(axis=0), max_gradient(x)[1])
        ),
        "You take the larger of |x₁| and |x₂|. But −3 < 1.": lambda x: (np.abs(x).max(axis=1), max_gradient(x)[1]),
    },
)


def basin(x0, penalty):
    """While x₁ > x₂ only x₁ is pulled up, and x₂ shrinks: a small step keeps the order of the two."""
    if x0[0] > x0[1]:
        return [1 / (2 * penalty), 0]
    return [0, 1 / (2 * penalty)]


def _untied(x0, penalty):
    return penalty > 0 and x0[0] != x0[1]


def _start(rng):
    """A start beside the tie line."""
    x0 = numbers(rng, 2)
    return (x0 if x0[0] != x0[1] else x0 + np.eye(2)[0], positive(rng))


def _toward(winner):
    """The maximum on the axis of the coordinate, 0 or 1, that winner(x₁, x₂) names."""

    def wrong(x0, penalty):
        return np.eye(2)[int(winner(*x0))] / (2 * penalty)

    return wrong


BASIN = Exercise(
    name="basin",
    question="Return where an ascent on max(x₁, x₂) − λ‖x‖² with small steps ends, shape (2,), if it starts at x0, "
    "shape (2,), beside the tie line; penalty is λ.",
    reference=basin,
    inputs=_start,
    axes={"x0": "2"},
    valid=_untied,
    hints=(
        "Draw the start into the figure and press play. Which line does the walk never cross?",
        "Where x₁ > x₂ the objective is x₁ − λ‖x‖². Where is that largest?",
        "x₁ > x₂ ends in (1/(2λ), 0), and x₂ > x₁ in (0, 1/(2λ)).",
    ),
    mistakes={
        "You send each start to the other maximum. The larger coordinate is the one that is pulled up.": (
            _toward(lambda a, b: a > b)
        ),
        "You compare |x₁| with |x₂|. But max(−3, 1) is 1: the signs count.": _toward(lambda a, b: abs(b) > abs(a)),
        "You look at the sign of x₁ alone. What decides is which coordinate is larger.": _toward(lambda a, b: a <= 0),
        "That lies on the tie line: seen along it the best, seen across it a ridge, and a walk beside it leaves.": (
            lambda x0, penalty: [1 / (4 * penalty)] * 2
        ),
        "Both coordinates cannot be pulled up at once.": lambda x0, penalty: [1 / (2 * penalty)] * 2,
        "The right side, but at 1/λ. The derivative of x² is 2x.": lambda x0, penalty: 2 * np.array(basin(x0, penalty)),
        "That is always the same maximum. The start decides.": lambda x0, penalty: [1 / (2 * penalty), 0],
    },
)
