"""The axes of a row in another order: for networks that take, or give, their channels last."""

from __future__ import annotations

from .arrays import namespace
from .checks import shown
from .function import Function


def permute(*order: int) -> Function:
    """y = x with the axes of each row in another order, as in NumPy's transpose;   the adjoint is the order back.

    order : axis order[i] of a row becomes axis i; the batch stays in front

    A network that takes (rows, columns, channels) looks at pictures (channels, rows, columns): net @ permute(1, 2, 0).
    Layers of tokens, (tokens, features), are turned to (features, tokens): channel(3) @ permute(1, 0) @ net.

    >>> import numpy as np
    >>> permute(1, 2, 0)(np.zeros((5, 3, 28, 32))).shape
    (5, 28, 32, 3)
    """
    if not all(isinstance(i, int) for i in order) or sorted(order) != list(range(len(order))):
        raise ValueError(f"permute{shown(order)}: each of the axes 0 to {len(order) - 1} of a row is needed once")
    there = (0, *(i + 1 for i in order))
    back = tuple(there.index(i) for i in range(len(there)))

    def forward(x):
        if x.ndim != len(there):
            raise ValueError(f"permute{order} is for rows of {len(order)} axes, but x has the shape {tuple(x.shape)}")
        turn = namespace(x).permute_dims
        return turn(x, there), lambda d: turn(d, back)

    return Function(forward, f"permute{order}")
