"""What is done to the iterate after each step, and not differentiated: x ← P(x + η d).

Operators are Functions, so they compose with `@`, and each may also stand inside f; `blur` is in functions/transforms.
Four of these are projections: P(x) is the nearest point of a set, and P(P(x)) = P(x).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from numpy.typing import ArrayLike

from ..functions.arrays import Array, dot, like, namespace, norm, rows
from ..functions.checks import number, numbers, shown
from ..functions.function import Function, Pullback


def clip(low: float = 0.0, high: float = 1.0) -> Function:
    """P(x) = min(max(x, low), high);   the pullback lets through what was not clipped.

    >>> import numpy as np
    >>> clip(0, 1)(np.array([[-0.5, 0.5, 2.0]]))
    array([[0. , 0.5, 1. ]])
    """
    needs = "low must be below high"
    low = number(f"clip({{}}, {shown(high)})", low, needs, most=math.inf, finite=False)
    high = number(f"clip({shown(low)}, {{}})", high, needs, finite=False)
    if not low < high:
        raise ValueError(f"clip({low:g}, {high:g}): {needs}")

    def forward(x):
        inside = (x >= low) & (x <= high)
        return namespace(x).clip(x, low, high), lambda d: d * inside

    return Function(forward, f"clip({low:g}, {high:g})")


def box(radius: float, center: ArrayLike = 0.0) -> Function:
    """P(x) = min(max(x, c − r), c + r), the nearest point with |xᵢ − cᵢ| ≤ r for every i, the ball of the norm L∞.

    center : c, a number, a picture, or one picture for each row of the batch

    >>> import numpy as np
    >>> box(0.5, center=[1.0, 2.0])(np.array([[0.0, 2.25]]))
    array([[0.5 , 2.25]])

    Source: Goodfellow et al. (2015).
    """
    radius = _radius("box", radius)
    _check_center("box", center)

    def forward(x):
        where = namespace(x).where
        c = _center("box", center, x)
        low = c - radius
        high = c + radius
        inside = (x >= low) & (x <= high)
        return where(inside, x, where(x < low, low, high)), lambda d: d * inside

    return Function(forward, f"box({radius:g}{_about(center)})")


def ball(radius: float, center: ArrayLike = 0.0) -> Function:
    """P(x) = c + (x − c) min(1, r / ‖x − c‖), the nearest point with ‖x − c‖ ≤ r, in the norm L2.

    center : c, a number, a picture, or one picture for each row of the batch

    Outside, with the unit vector u along x − c, P'(x) d = (r / ‖x − c‖)(d − u ⟨u, d⟩).

    >>> import numpy as np
    >>> ball(1.0)(np.array([[3.0, 4.0], [0.3, 0.4]]))
    array([[0.6, 0.8],
           [0.3, 0.4]])

    Source: Erhan et al. (2009), who hold ‖x‖ = ρ.
    """
    radius = _radius("ball", radius)
    _check_center("ball", center)
    return Function(
        lambda x: _along_rays(x, _center("ball", center, x), radius, lambda length: length > radius),
        f"ball({radius:g}{_about(center)})",
    )


def sphere(radius: float) -> Function:
    """P(x) = r x / ‖x‖, the nearest point with ‖x‖ = r;   P'(x) d = (r / ‖x‖)(d − u ⟨u, d⟩) with u = x / ‖x‖.

    Only x = 0 has no nearest point; it stays where it is.

    >>> import numpy as np
    >>> sphere(10.0)(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([[6., 8.],
           [0., 0.]])

    Source: Erhan et al. (2009), with the mean norm of a digit as r: 9.3 on MNIST, with pixels from 0 to 1.
    """
    radius = _radius("sphere", radius)
    return Function(lambda x: _along_rays(x, 0.0, radius, lambda length: length > 0), f"sphere({radius:g})")


def decay(rate: float) -> Function:
    """P(x) = (1 − rate) x:   every step also walks a little of the way back to 0 (weight decay, on the picture).

    With rate = 2ηλ this is nearly −λ‖x‖² inside of f; nearly, because it shrinks the step η ∇f as well.

    >>> import numpy as np
    >>> decay(0.1)(np.array([[10.0]]))
    array([[9.]])
    """
    needs = "the rate is a share of x that is taken away, between 0 and 1"
    rate = number("decay({})", rate, needs, least=0, most=1)
    left = 1 - rate
    return Function(lambda x: (left * x, lambda d: left * d), f"decay({rate:g})")


def _along_rays(x: Array, c: Array | float, radius: float, moves: Callable[[Array], Array]) -> tuple[Array, Pullback]:
    """Each row that moves is moved along its ray from c until it lies at the radius."""
    xp = namespace(x)
    length = norm(x - c)
    moved = moves(length)
    scale = xp.where(moved, radius / (length + (length == 0)), xp.ones_like(length))
    unit = (x - c) / rows(length + (length == 0), x)

    def pullback(d):
        return rows(scale, d) * (d - unit * rows(moved * dot(unit, d), d))

    return xp.where(rows(moved, x), c + rows(scale, x) * (x - c), x), pullback


def _radius(who: str, radius: float) -> float:
    return number(f"{who}({{}})", radius, "the radius must be finite and above 0", above=0)


def _check_center(who: str, center: ArrayLike) -> None:
    numbers(
        f"{who}(radius, center={{}})", center, "the center holds finite numbers: one, a picture, or one for each row"
    )


def _center(who: str, center: ArrayLike, x: Array) -> Array:
    c = like(center, x)
    if tuple(c.shape) not in ((), tuple(x.shape[1:]), tuple(x.shape)):
        raise ValueError(
            f"{who}: the center has shape {tuple(c.shape)}; it must be a number, a picture of shape "
            f"{tuple(x.shape[1:])}, or a batch of shape {tuple(x.shape)}"
        )
    return c


def _about(center: Any) -> str:
    shape = getattr(center, "shape", ())
    return ", center" if shape or isinstance(center, (list, tuple)) else f", {float(center):g}" if center else ""
