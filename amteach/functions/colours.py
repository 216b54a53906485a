"""Colours in other numbers: for networks that take blue first, or brightness and two differences."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .arrays import Array, like, namespace
from .checks import numbers
from .function import Function


def colours(matrix: ArrayLike, offset: ArrayLike = 0.0) -> Function:
    """y = M x + b at every pixel, over the channels;   dx = Mᵀ dy.

    matrix : M, (channels out, channels in);   offset : b, a number, or one for each channel out

    >>> import numpy as np
    >>> bgr = colours([[0, 0, 1], [0, 1, 0], [1, 0, 0]])             # red, green, blue to blue, green, red
    >>> bgr(np.array([1.0, 2.0, 3.0]).reshape(1, 3, 1, 1)).ravel()
    array([3., 2., 1.])
    """
    m = numbers("colours(matrix={})", matrix, "a finite matrix is needed, (channels out, channels in)")
    b = numbers("colours(matrix, offset={})", offset, "a finite offset is needed, or one for each channel out")
    if m.ndim != 2 or b.shape not in ((), m.shape[:1]):
        raise ValueError(
            f"colours: a finite matrix (channels out, channels in) is needed, and an offset for each channel out, not "
            f"shapes {m.shape} and {b.shape}"
        )

    def forward(x: Array):
        if x.ndim < 3 or x.shape[1] != m.shape[1]:
            raise ValueError(f"colours needs x of shape (batch, {m.shape[1]}, …, h, w), not {tuple(x.shape)}")
        xp = namespace(x)

        def mixed(weights, a):
            flat = xp.reshape(a, (a.shape[0], a.shape[1], -1))
            return xp.reshape(like(weights, a) @ flat, (a.shape[0], weights.shape[0], *a.shape[2:]))

        return mixed(m, x) + like(b.reshape(-1, *[1] * (x.ndim - 2)), x), lambda d: mixed(m.T, d)

    return Function(forward, "colours")
