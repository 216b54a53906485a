"""Random inputs with few digits, so that they can be read."""

from __future__ import annotations

import numpy as np


def numbers(rng: np.random.Generator, *shape: int, sd: float = 2.0) -> np.ndarray:
    """Normal numbers, rounded to tenths.

    >>> numbers(np.random.default_rng(0), 2)
    array([ 0.3, -0.3])
    """
    return np.round(rng.normal(0.0, sd, shape), 1)


def positive(rng: np.random.Generator, low: float = 0.1, high: float = 2.0) -> float:
    """One number between low > 0 and high, rounded to hundredths."""
    return float(np.round(rng.uniform(low, high), 2))


def size(rng: np.random.Generator, low: int = 1, high: int = 3) -> int:
    """A length between low and high, both included."""
    return int(rng.integers(low, high + 1))
