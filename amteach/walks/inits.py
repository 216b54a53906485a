"""Where a walk starts.  All are float32, as networks are; for the toys a list of numbers will do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..functions.checks import number, numbers, seed_of, shape_of, shown
from ..store.names import did_you_mean

Shape = Sequence[int]


def zeros(shape: Shape) -> np.ndarray:
    """All 0: black."""
    return constant(shape, 0.0)


def ones(shape: Shape) -> np.ndarray:
    """All 1: white."""
    return constant(shape, 1.0)


def constant(shape: Shape, value: float) -> np.ndarray:
    """All the same value, such as 0.5: grey."""
    value = number("constant(shape, value={})", value, "the value is a finite number")
    return np.full(shape_of("constant", shape), value, dtype=np.float32)


def uniform(shape: Shape, low: float = 0.0, high: float = 1.0, seed: int = 0) -> np.ndarray:
    """Independent pixels, uniform between low and high.

    >>> bool(uniform((1, 28, 28), seed=1).max() < 1)
    True
    """
    low = number("uniform(low={})", low, "low is a finite number, at most high")
    high = number("uniform(high={})", high, f"high is a finite number, at least low = {low:g}", least=low)
    rng = np.random.default_rng(seed_of("uniform", seed))
    return rng.uniform(low, high, shape_of("uniform", shape)).astype(np.float32)


def noise(shape: Shape, sd: float = 1.0, mean: float = 0.0, seed: int = 0) -> np.ndarray:
    """Independent pixels, normal with the given mean and standard deviation.

    >>> noise((2, 1, 28, 28), sd=0.01).dtype
    dtype('float32')
    """
    sd = number("noise(sd={})", sd, "the standard deviation is finite and ≥ 0", least=0)
    mean = number("noise(mean={})", mean, "the mean is a finite number")
    rng = np.random.default_rng(seed_of("noise", seed))
    return rng.normal(mean, sd, shape_of("noise", shape)).astype(np.float32)


def starts(*which: str | float | ArrayLike, shape: Shape, seed: int = 0) -> np.ndarray:
    """Several starts at once, one row each: a name, a number for a constant, or an image of the given shape.

    The names are "zeros", "ones", "uniform" and "noise".

    >>> starts("zeros", "ones", 0.5, "uniform", shape=(1, 28, 28)).shape
    (4, 1, 28, 28)
    """
    if not which:
        raise ValueError('starts() needs at least one start, such as starts("zeros", shape=(1, 28, 28))')
    shape = shape_of("starts", shape)
    seed = seed_of("starts", seed)
    return np.stack([_start(w, shape, seed + i) for i, w in enumerate(which)])


def _start(which: str | float | ArrayLike, shape: tuple[int, ...], seed: int) -> np.ndarray:
    if isinstance(which, str):
        named = {"zeros": zeros, "ones": ones}
        seeded = {"uniform": uniform, "noise": noise}
        if which not in named | seeded:
            near = did_you_mean(which, named | seeded)
            there = ", ".join(named | seeded)
            raise ValueError(f"no start is called {shown(which)}; there are {there}, numbers and images.{near}")
        return named[which](shape) if which in named else seeded[which](shape, seed=seed)
    picture = numbers("starts({})", which, "a start is a name, a finite number, or an image of finite numbers")
    if picture.ndim and picture.shape != shape:
        raise ValueError(f"a start of shape {picture.shape} does not fit in a batch of images of shape {shape}")
    return picture.astype(np.float32) if picture.ndim else constant(shape, float(picture))
