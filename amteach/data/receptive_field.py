"""Where in a picture a channel is activated, and by which pixels.

A channel has a value at each position (i, j), and each value answers only to a patch of the picture, its receptive
field.  The box is the part of that patch that the value answers to here, where ∂y_k[i, j]/∂x ≠ 0.
"""

from __future__ import annotations

import numpy as np

from ..functions.arrays import Array, like, to_numpy
from ..functions.function import Function


def receptive_fields(f: Function, images: Array, unit: int | None) -> tuple[np.ndarray, np.ndarray] | tuple[()]:
    """The position of the largest value of each image, (n, 2), and the box of the pixels it answers to, (n, 2, 2).

    Of each box the first row and the last + 1, and the same of the columns.  () where f has no positions.

    >>> from amteach.functions.function import identity
    >>> x = np.zeros((1, 1, 5, 6))
    >>> x[0, 0, 2, 4] = 1
    >>> [a.tolist() for a in receptive_fields(identity, x, unit=0)]
    [[[2, 4]], [[[2, 3], [4, 5]]]]
    """
    positions, boxes = [], []
    for i in range(len(images)):
        y, pullback = f.forward(images[i : i + 1])
        if y.ndim < 3:
            return ()
        a = to_numpy(y[0, unit])
        position = np.unravel_index(int(a.argmax()), a.shape)
        one = np.zeros(y.shape)
        one[(0, unit, *position)] = 1
        positions.append(position)
        boxes.append(_box(to_numpy(pullback(like(one, y)))[0].any(axis=0)))
    return np.array(positions), np.array(boxes)


def _box(mask: np.ndarray) -> list[tuple[int, int]]:
    """First and last + 1 along each axis of what is true; 0 and 0 where nothing is."""
    where = np.argwhere(mask)
    if not len(where):
        return [(0, 0)] * mask.ndim
    return [(int(a), int(b) + 1) for a, b in zip(where.min(axis=0), where.max(axis=0), strict=True)]
