"""Random inputs with few digits, so that they can be read."""

from __future__ import annotations

import numpy as np


def numbers(rng: np.random.Generator, *shape: int, sd: float = 2.0) -> np.ndarray:
    """Normal numbers with the mean 0 and the standard deviation sd, rounded to tenths.

    >>> numbers(np.random.default_rng(0), 2)
    array([ 0.3, -0.3])
    """
    return np.round(rng.normal(0.0, sd, shape), 1)


def positive(rng: np.random.Generator, low: float = 0.1, high: float = 2.0) -> float:
    """One number between low > 0 and high, rounded to hundredths."""
    return float(np.round(rng.uniform(low, high), 2))


def integer(rng: np.random.Generator, low: int = 1, high: int = 3) -> int:
    """An integer between low and high, both included: the length of an axis, or an index."""
    return int(rng.integers(low, high + 1))


def logits(rng: np.random.Generator, sds: tuple[float, ...] = (2, 2, 1000)) -> tuple[np.ndarray, int]:
    """A batch of logits, shape (n, K), and a class k; now and then so large that their exponentials overflow.

    >>> logits(np.random.default_rng(0), sds=(2,))
    (array([[-0.3,  1.3,  0.2],
           [-1.1,  0.7,  2.6],
           [ 1.9, -1.4, -2.5]]), 0)
    """
    n = integer(rng)
    classes = integer(rng, 2, 4)
    return numbers(rng, n, classes, sd=rng.choice(sds)), integer(rng, 0, classes - 1)


def around_relu(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What goes into a ReLU, now and then exactly 0, and the gradient that comes back to its output; both (n, m).

    >>> x, d = around_relu(np.random.default_rng(2))
    >>> x.T, d.T
    (array([[-1. , -0.8,  0. ]]), array([[ 1.5,  0.6, -1.1]]))
    """
    n = integer(rng)
    m = integer(rng)
    x = numbers(rng, n, m)
    x[rng.random((n, m)) < 0.2] = 0
    return x, numbers(rng, n, m)
