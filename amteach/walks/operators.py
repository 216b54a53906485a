"""What is done to the iterate after each step, and not differentiated: x ← P(x + η d).

Operators are Functions, so they compose with `@`, and each may also stand inside f; `blur` is in functions/transforms.
"""

from __future__ import annotations

import math

from ..functions.arrays import dot, namespace, norm, rows
from ..functions.function import Function


def clip(low: float = 0.0, high: float = 1.0) -> Function:
    """P(x) = min(max(x, low), high);   the pullback lets through what was not clipped.

    >>> import numpy as np
    >>> clip(0, 1)(np.array([[-0.5, 0.5, 2.0]]))
    array([[0. , 0.5, 1. ]])
    """
    if not low < high:
        raise ValueError(f"clip({low}, {high}): low must be below high")
    low, high = float(low), float(high)

    def forward(x):
        inside = (x >= low) & (x <= high)
        return namespace(x).clip(x, low, high), lambda d: d * inside

    return Function(forward, f"clip({low:g}, {high:g})")


def ball(radius: float) -> Function:
    """P(x) = x min(1, r / ‖x‖), the nearest point with ‖x‖ ≤ r;   outside, P'(x) d = (r / ‖x‖)(d − x̂ ⟨x̂, d⟩).

    >>> import numpy as np
    >>> ball(1.0)(np.array([[3.0, 4.0], [0.3, 0.4]]))
    array([[0.6, 0.8],
           [0.3, 0.4]])

    Source: Erhan et al. (2009), who hold ‖x‖ = ρ.
    """
    if not (math.isfinite(radius) and radius > 0):
        raise ValueError(f"ball({radius}): the radius must be finite and above 0")
    radius = float(radius)

    def forward(x):
        xp = namespace(x)
        length = norm(x)
        outside = length > radius
        scale = xp.where(outside, radius / (length + (length == 0)), xp.ones_like(length))
        unit = x / rows(length + (length == 0), x)

        def pullback(d):
            return rows(scale, d) * (d - unit * rows(outside * dot(unit, d), d))

        return rows(scale, x) * x, pullback

    return Function(forward, f"ball({radius:g})")


def decay(rate: float) -> Function:
    """P(x) = (1 − rate) x:   every step also walks a little of the way back to 0 (weight decay, on the picture).

    With rate = 2ηλ this is nearly −λ‖x‖² inside of f; nearly, because it shrinks the step η ∇f as well.

    >>> import numpy as np
    >>> decay(0.1)(np.array([[10.0]]))
    array([[9.]])
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"decay({rate}): the rate is a share of x that is taken away, between 0 and 1")
    left = 1 - float(rate)
    return Function(lambda x: (left * x, lambda d: left * d), f"decay({rate:g})")
