"""An exercise on layer norm: what comes back through a mean and a standard deviation."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def layer_norm_pullback(x, dy):
    """Entry by entry: x̂ⱼ changes with xᵢ at the rate ((1 if i = j else 0) − 1/d − x̂ᵢ x̂ⱼ/d) / s."""
    n, d = x.shape
    dx = np.zeros((n, d))
    for row in range(n):
        s = x[row].std()
        x_hat = (x[row] - x[row].mean()) / s
        for i in range(d):
            for j in range(d):
                dx[row, i] += dy[row, j] * ((i == j) - 1 / d - x_hat[i] * x_hat[j] / d) / s
    return dx


def _tokens(rng):
    """Tokens of three or four numbers: with two, nothing but a sign is left of x, and the gradient is 0."""
    n = integer(rng)
    d = integer(rng, 3, 4)
    x = numbers(rng, n, d)
    x[:, 0] += 2 * (x.std(axis=1) < 0.3)
    return x, numbers(rng, n, d)


def _wrong(projected, mean=lambda g: g.mean(axis=1, keepdims=True), s=lambda x: x.std(axis=1, keepdims=True)):
    """The way back with another projection, another mean or another s."""

    def pullback(x, dy):
        x_hat = (x - mean(x)) / s(x)
        return projected(dy, x_hat, mean) / s(x)

    return pullback


def _right(g, x_hat, mean):
    return g - mean(g) - x_hat * mean(g * x_hat)


def _of_batch(x):
    return x.mean(axis=0, keepdims=True)


LAYER_NORM = Exercise(
    name="layer-norm-pullback",
    question="Layer norm makes x̂ = (x − m)/s of each row of x, shape (n, d); m is the row's mean, and s² is the mean "
    "of (x − m)². Carry the gradient dy at x̂, shape (n, d), back to x, shape (n, d).",
    reference=layer_norm_pullback,
    inputs=_tokens,
    axes={"x": "n d", "dy": "n d"},
    valid=lambda x, dy: x.shape[1] >= 3 and x.std(axis=1).min() > 0.2,
    hints=(
        "What does x̂ do if all of a row grows by the same amount? What if the row is doubled?",
        "Neither changes x̂. So out of dy come its part along 1, which is its mean, and its part along x̂.",
        "The part along x̂ is x̂ times the mean of dy x̂, since x̂·x̂ = d. What is left is divided by s.",
    ),
    mistakes={
        "You take m and s for constants. Both are computed from x, and carry something back as well.": (
            _wrong(lambda g, x_hat, mean: g)
        ),
        "The mean is taken out. But s depends on x as well: the part along x̂ has to go too.": (
            _wrong(lambda g, x_hat, mean: g - mean(g))
        ),
        "The part along x̂ is taken out. But m depends on x as well: the mean of dy has to go too.": (
            _wrong(lambda g, x_hat, mean: g - x_hat * mean(g * x_hat))
        ),
        "1/s is missing: a row that is spread out is shrunk, and so is its gradient.": (
            lambda x, dy: _wrong(_right)(x, dy) * x.std(axis=1, keepdims=True)
        ),
        "You multiply by s. x is divided by it, and so is the gradient.": (
            lambda x, dy: _wrong(_right)(x, dy) * x.var(axis=1, keepdims=True)
        ),
        "You divide by s², the variance. x is divided by s, its root.": (
            lambda x, dy: _wrong(_right)(x, dy) / x.std(axis=1, keepdims=True)
        ),
        "Along x̂ you take a sum. With x̂·x̂ = d the part along x̂ is x̂ times a *mean*.": (
            _wrong(lambda g, x_hat, mean: g - mean(g) - x_hat * (g * x_hat).sum(axis=1, keepdims=True))
        ),
        "The part along x̂ is added. It has to go.": _wrong(
            lambda g, x_hat, mean: g - mean(g) + x_hat * mean(g * x_hat)
        ),
        "You take the mean and s over the batch: that is batch norm. Here each row has its own.": (
            _wrong(_right, _of_batch, lambda x: x.std(axis=0, keepdims=True) + 1e-9)
        ),
        "Your s has d − 1 below the sum of squares. Layer norm takes the mean: d.": (
            _wrong(_right, s=lambda x: x.std(axis=1, keepdims=True, ddof=1))
        ),
        "You project out x and not x̂: the part along x̂ needs the normalized row.": (
            lambda x, dy: (
                (dy - dy.mean(axis=1, keepdims=True) - x * (dy * x).mean(axis=1, keepdims=True))
                / x.std(axis=1, keepdims=True)
            )
        ),
        "That goes against the gradient: the sign is wrong.": lambda x, dy: -_wrong(_right)(x, dy),
    },
)
