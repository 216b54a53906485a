"""Where a walk starts.  All are float32, as networks are; for the toys a list of numbers will do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

Shape = Sequence[int]


def zeros(shape: Shape) -> np.ndarray:
    """All 0: black."""
    return constant(shape, 0.0)


def ones(shape: Shape) -> np.ndarray:
    """All 1: white."""
    return constant(shape, 1.0)


def constant(shape: Shape, value: float) -> np.ndarray:
    """All the same value, such as 0.5: grey."""
    return np.full(shape, value, dtype=np.float32)


def uniform(shape: Shape, low: float = 0.0, high: float = 1.0, seed: int = 0) -> np.ndarray:
    """Independent pixels, uniform between low and high.

    >>> bool(uniform((1, 28, 28), seed=1).max() < 1)
    True
    """
    return np.random.default_rng(seed).uniform(low, high, shape).astype(np.float32)


def noise(shape: Shape, sd: float = 1.0, mean: float = 0.0, seed: int = 0) -> np.ndarray:
    """Independent pixels, normal with the given mean and standard deviation.

    >>> noise((2, 1, 28, 28), sd=0.01).dtype
    dtype('float32')
    """
    return np.random.default_rng(seed).normal(mean, sd, shape).astype(np.float32)


def starts(*which: str | float | ArrayLike, shape: Shape, seed: int = 0) -> np.ndarray:
    """Several starts at once, one row each: a name, a number for a constant, or an image of the given shape.

    The names are "zeros", "ones", "uniform" and "noise".

    >>> starts("zeros", "ones", 0.5, "uniform", shape=(1, 28, 28)).shape
    (4, 1, 28, 28)
    """
    if not which:
        raise ValueError('starts() needs at least one start, such as starts("zeros", shape=(1, 28, 28))')
    return np.stack([_start(w, tuple(shape), seed + i) for i, w in enumerate(which)])


def _start(which: str | float | ArrayLike, shape: tuple[int, ...], seed: int) -> np.ndarray:
    if isinstance(which, str):
        named = {"zeros": zeros, "ones": ones}
        seeded = {"uniform": uniform, "noise": noise}
        if which not in named | seeded:
            raise ValueError(f"no start is called {which!r}; there are {', '.join(named | seeded)}, numbers and images")
        return named[which](shape) if which in named else seeded[which](shape, seed=seed)
    if np.ndim(which) == 0:
        return constant(shape, float(np.asarray(which)))
    if np.shape(which) != shape:
        raise ValueError(f"a start of shape {np.shape(which)} does not fit in a batch of images of shape {shape}")
    return np.asarray(which, dtype=np.float32)
