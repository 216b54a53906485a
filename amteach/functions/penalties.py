"""What is subtracted from an objective to keep the image small or smooth.  A penalty is ≥ 0: f − λ * penalty."""

from __future__ import annotations

from .arrays import Array, check_images, dot, namespace
from .checks import number
from .function import Function
from .score import score


def _l2(x: Array) -> tuple[Array, Array]:
    return dot(x, x), 2 * x


l2 = score(_l2, name="‖x‖²")
"""‖x‖² = Σ xᵢ²,   ∇ = 2x.   Not ½‖x‖², so that w·x − λ‖x‖² is largest at w/(2λ)."""


def lp(p: float) -> Function:
    """‖x‖ₚᵖ = Σ |xᵢ|ᵖ,   ∇ = p |x|ᵖ⁻¹ sign x,   for p ≥ 1 (the α-norm of Simonyan 2014 and Mahendran & Vedaldi 2015).

    >>> import numpy as np
    >>> lp(6).value_and_grad(np.array([[1.0, -2.0]]))
    (array([65.]), array([[   6., -192.]]))
    """
    p = number("lp({})", p, "the exponent must be finite and ≥ 1; below 1 there is no gradient at zero", least=1)

    def value_and_grad(x):
        xp = namespace(x)
        power = xp.abs(x) ** (p - 1)
        return dot(power, xp.abs(x)), p * power * xp.sign(x)

    return score(value_and_grad, name=f"‖x‖_{p:g}^{p:g}")


l1 = lp(1).named("‖x‖₁")
"""‖x‖₁ = Σ |xᵢ|,   ∇ = sign x:   a push of the same size on every pixel, which sets most of them to zero."""


def _total_variation(x: Array) -> tuple[Array, Array]:
    check_images(x, "total_variation")
    down = x[..., 1:, :] - x[..., :-1, :]
    right = x[..., :, 1:] - x[..., :, :-1]
    grad = namespace(x).zeros_like(x)
    grad[..., 1:, :] += 2 * down
    grad[..., :-1, :] -= 2 * down
    grad[..., :, 1:] += 2 * right
    grad[..., :, :-1] -= 2 * right
    return dot(down, down) + dot(right, right), grad


total_variation = score(_total_variation, name="TV(x)")
"""TV(x) = Σ (x[i+1, j] − x[i, j])² + (x[i, j+1] − x[i, j])²,   ∇ = the negative Laplacian × 2   (β = 2)."""


def tv(beta: float) -> Function:
    """TVᵝ(x) = Σ ((x[i+1, j] − x[i, j])² + (x[i, j+1] − x[i, j])²)^{β/2}, for β ≥ 1; no difference leaves the picture.

    With s = down² + right² at a pixel, ∂/∂down = β s^{β/2 − 1} down, and 0 where s = 0.  β = 2 is `total_variation`;
    β = 1 keeps edges, because one large difference then costs no more than many small ones.

    >>> import numpy as np
    >>> float(tv(1)(np.array([[[0.0, 3.0], [4.0, 3.0]]]))[0])       # √(4² + 3²) + 0 + 1 + 0
    6.0

    Source: Mahendran & Vedaldi (2015).
    """
    beta = number("tv({})", beta, "the exponent must be finite and ≥ 1; below 1 there is no gradient at zero", least=1)

    def value_and_grad(x):
        check_images(x, f"tv({beta:g})")
        xp = namespace(x)
        down, right, grad = (xp.zeros_like(x) for _ in range(3))
        down[..., :-1, :] = x[..., 1:, :] - x[..., :-1, :]
        right[..., :, :-1] = x[..., :, 1:] - x[..., :, :-1]
        s = down**2 + right**2
        flat = s == 0
        slope = xp.where(flat, s, beta * (s + flat) ** (beta / 2 - 1))
        grad[..., 1:, :] += (slope * down)[..., :-1, :]
        grad[..., :, 1:] += (slope * right)[..., :, :-1]
        grad -= slope * (down + right)
        return xp.sum(xp.reshape(s ** (beta / 2), (x.shape[0], -1)), axis=1), grad

    return score(value_and_grad, name=f"TV^{beta:g}(x)")
