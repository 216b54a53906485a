"""What we ask of a network with one output z: more, less, or a certain value.

z has the shape (batch,) or (batch, 1); one number per row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, like, namespace
from .checks import numbers, shown
from .function import Function, Pullback
from .score import score


def _only_output(z: Array) -> tuple[Array, Pullback]:
    if z.ndim not in (1, 2) or tuple(z.shape[1:]) not in ((), (1,)):
        raise ValueError(
            f"a regression has one output, of shape (batch,) or (batch, 1), but this is {tuple(z.shape)}; to climb one "
            "of several outputs write am.logit(3)"
        )
    shape = lambda d: namespace(z).reshape(d, z.shape)
    return namespace(z).reshape(z, (z.shape[0],)), shape


up = Function(_only_output, "up")
"""f(z) = z,   ∇ = 1:   more of what the network estimates."""

down = -up
"""f(z) = −z,   ∇ = −1:   less of it."""


def target(value: ArrayLike) -> Function:
    """f(z) = −(z − y)²,   ∇ = −2 (z − y):   largest, and 0, where the estimate is y.

    value : y, a number, or one for each row of the batch

    >>> target(7).value_and_grad(np.array([[5.0], [7.0]]))
    (array([-4., -0.]), array([[ 4.],
           [-0.]]))
    """
    needs = "the target is a finite number, or one for each row of the batch"
    y = np.atleast_1d(numbers("target({})", value, needs))
    if y.ndim > 1 or not y.size:
        raise ValueError(f"target({shown(value)}): {needs}")

    def value_and_grad(z):
        if y.size not in (1, z.shape[0]):
            raise ValueError(f"{y.size} targets for a batch of {z.shape[0]}: give one, or one for each row")
        off = up(z) - like(y, z)
        return -off * off, namespace(z).reshape(-2 * off, z.shape)

    return score(value_and_grad, name=f"target({y[0]:g})" if y.size == 1 else f"target({y[0]:g}…{y[-1]:g})")
