"""Operators that set to 0 the pixels that matter least: by their norm, or by what they contribute to f.

A pixel is all the channels at one place (i, j).  x has the shape (batch, …, h, w), and every axis between is a channel.
Source: Yosinski et al. (2015), who set half of the pixels, or nine of ten, to the mean of the data, which is their 0.
"""

from __future__ import annotations

import math
from typing import Any

from ..functions.arrays import Array, check_images, namespace
from ..functions.checks import number
from ..functions.function import Function
from .scheduled import scheduled
from .walk import State


def clip_small_norm(percent: float) -> Function:
    """P(x) = m x,   with m = 0 at the given share of each picture's pixels that has the smallest ‖x[:, i, j]‖, else 1.

    The pullback lets through what was kept.  Pixels with a norm equal to the smallest that is kept are kept as well.

    >>> import numpy as np
    >>> clip_small_norm(50)(np.array([[[1.0, 2.0], [3.0, -4.0]]]))
    array([[[ 0.,  0.],
            [ 3., -4.]]])
    """
    percent = _share("clip_small_norm", percent)

    def forward(x):
        check_images(x, "clip_small_norm")
        kept = _all_but_smallest(percent, x * x)
        return x * kept, lambda d: d * kept

    return Function(forward, f"clip_small_norm({percent:g})")


def clip_small_contribution(percent: float) -> Function:
    """P(x) = m x,   with m = 0 at the given share of each picture's pixels that contributes least to f, else 1.

    What a pixel contributes is |Σ_c x[c, i, j] ∂f/∂x[c, i, j]|, the first-order guess at how far f moves if the pixel
    is set to 0.  x is the picture after the step and ∂f the gradient that the step was taken with.
    """
    percent = _share("clip_small_contribution", percent)

    def at(state: State[Any]) -> Function:
        def forward(x):
            check_images(x, "clip_small_contribution")
            kept = _all_but_smallest(percent, x * state.grad)
            return x * kept, lambda d: d * kept

        return Function(forward, "clip_small_contribution")

    return scheduled(at, f"clip_small_contribution({percent:g})")


def _all_but_smallest(percent: float, parts: Array) -> Array:
    """True where |Σ_c parts| is not among the smallest `percent` of its picture, (batch, 1, …, h, w)."""
    xp = namespace(parts)
    n = parts.shape[0]
    size = math.prod(parts.shape[-2:])
    weight = xp.abs(xp.sum(xp.reshape(parts, (n, -1, size)), axis=1))
    cleared = int(size * percent / 100)
    kept = weight >= xp.sort(weight, axis=1)[:, cleared : cleared + 1]
    return xp.reshape(kept, (n, *(1,) * (parts.ndim - 3), *parts.shape[-2:]))


def _share(who: str, percent: float) -> float:
    needs = "the share of the pixels is in percent, 0 or more and below 100"
    return number(f"{who}({{}})", percent, needs, least=0, below=100)
