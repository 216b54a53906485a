"""What stands between a picture and a network that takes it in other units, or with other axes."""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from .arrays import like, namespace
from .checks import numbers, shape_of
from .function import Function


def standardize(mean: ArrayLike, std: ArrayLike) -> Function:
    """y = (x − mean) / std, channel by channel;   dx = dy / std.   `cnn @ standardize(mean, std)` takes x in [0, 1].

    mean, std : a number, or one for each channel, which is axis 1 of x

    >>> import numpy as np
    >>> standardize(0.5, 0.25)(np.array([[0.0, 0.5, 1.0]]))
    array([[-2.,  0.,  2.]])
    """
    needs = "a finite number is needed, or one for each channel"
    mean = numbers("standardize(mean={}, std)", mean, needs)
    std = numbers("standardize(mean, std={})", std, needs)
    if mean.ndim > 1 or std.ndim > 1 or not (std > 0).all():
        raise ValueError(
            f"standardize({mean}, {std}): a number or one for each channel is needed, finite, and every std above 0"
        )
    channels = max(mean.size, std.size)

    def forward(x):
        if channels > 1 and (x.ndim < 2 or x.shape[1] != channels):
            raise ValueError(f"standardize has {channels} channels, but x has the shape {tuple(x.shape)}")
        m, s = (like(a.reshape(-1, *[1] * (x.ndim - 2)), x) for a in (mean, std))
        return (x - m) / s, lambda d: d / s

    return Function(forward, "standardize")


def reshape(shape: tuple[int, ...]) -> Function:
    """y = the same numbers in another shape, row by row;   the adjoint is the old shape.

    A network of signals, (batch, channels, length), looks at pictures of one row: net @ reshape((channels, length)).

    >>> import numpy as np
    >>> reshape((4,))(np.ones((3, 1, 2, 2))).shape
    (3, 4)
    """
    shape = shape_of("reshape", shape)

    def forward(x):
        if math.prod(shape) != math.prod(x.shape[1:]):
            raise ValueError(f"reshape({shape}): the rows of x have the shape {tuple(x.shape[1:])}, another number")
        xp = namespace(x)
        return xp.reshape(x, (x.shape[0], *shape)), lambda d: xp.reshape(d, x.shape)

    return Function(forward, f"reshape{shape}")
