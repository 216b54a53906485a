"""How unlike the rows of a batch are, in one number.  With it, whether a unit has several facets can be measured."""

from __future__ import annotations

import numpy as np

from ..functions.arrays import Array, norm, to_numpy


def mean_distance(x: Array) -> np.float64:
    """(2 / n(n − 1)) Σ_{i<j} ‖xᵢ − xⱼ‖: the mean distance of two rows of the batch, in units of x; 0 if all are equal.

    >>> mean_distance(np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 0.0]])).round(3)
    np.float64(3.333)
    """
    flat = _flat(x, "mean_distance")
    i, j = np.triu_indices(len(flat), 1)
    return np.linalg.norm(flat[i] - flat[j], axis=1).mean()


def mean_cosine(x: Array) -> np.float64:
    """(2 / n(n − 1)) Σ_{i<j} cos(xᵢ, xⱼ): 1 if all rows point the same way, 0 if they are orthogonal.

    It is −1 times the mean of am.diversity(x).  A row of zeros has no angle, and its cosines count as 0.

    >>> mean_cosine(np.array([[1.0, 0.0], [0.0, 2.0], [5.0, 0.0]])).round(3)
    np.float64(0.333)
    """
    flat = _flat(x, "mean_cosine")
    length = norm(flat)[:, None]
    u = flat / (length + (length == 0))
    return (u @ u.T)[np.triu_indices(len(u), 1)].mean()


def _flat(x: Array, caller: str) -> np.ndarray:
    pictures = np.asarray(x) if isinstance(x, list) else to_numpy(x)
    rows = pictures.astype(float).reshape(len(x), -1)
    if len(rows) < 2:
        raise ValueError(f"{caller} compares the rows of a batch, and this batch has {len(rows)}: give it several")
    return rows
