"""What we hold against an image: norms.  A penalty is ≥ 0 and is *subtracted*: f − λ * penalty."""

from __future__ import annotations

import math

from .arrays import dot, expect_images, namespace
from .function import Function
from .make import score


def _l2(x):
    return dot(x, x), 2 * x


l2 = score(_l2, name="‖x‖²")
"""‖x‖² = Σ xᵢ²,   ∇ = 2x.   Not ½‖x‖², so that w·x − λ‖x‖² is largest at w/(2λ)."""


def lp(p: float) -> Function:
    """‖x‖ₚᵖ = Σ |xᵢ|ᵖ,   ∇ = p |x|ᵖ⁻¹ sign x,   for p ≥ 1 (the α-norm of Simonyan 2014 and Mahendran & Vedaldi 2015).

    >>> import numpy as np
    >>> lp(6).value_and_grad(np.array([[1.0, -2.0]]))
    (array([65.]), array([[   6., -192.]]))
    """
    if not 1 <= p < math.inf:
        raise ValueError(f"lp({p}): the exponent must be finite and ≥ 1; below 1 there is no gradient at zero")
    p = float(p)

    def value_and_grad(x):
        xp = namespace(x)
        power = xp.abs(x) ** (p - 1)
        return dot(power, xp.abs(x)), p * power * xp.sign(x)

    return score(value_and_grad, name=f"‖x‖_{p:g}^{p:g}")


def _total_variation(x):
    expect_images(x, "total_variation")
    down, right = x[..., 1:, :] - x[..., :-1, :], x[..., :, 1:] - x[..., :, :-1]
    grad = namespace(x).zeros_like(x)
    grad[..., 1:, :] += 2 * down
    grad[..., :-1, :] -= 2 * down
    grad[..., :, 1:] += 2 * right
    grad[..., :, :-1] -= 2 * right
    return dot(down, down) + dot(right, right), grad


total_variation = score(_total_variation, name="TV(x)")
"""TV(x) = Σ (x[i+1, j] − x[i, j])² + (x[i, j+1] − x[i, j])²,   ∇ = the negative Laplacian × 2   (β = 2)."""
