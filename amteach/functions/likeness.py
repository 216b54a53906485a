"""What a layer a of one picture is to have in common with the layer b of another: its values, or its direction.

    feature_inversion(b)   −‖a − b‖² / ‖b‖²              the picture that the layer cannot tell from the other one
    caricature(b)          mean over p of ⟨aₚ, bₚ⟩ cosₚ   the same, drawn large: more of what the layer sees in it

b has the shape of the layer, (1, C, …) for all rows, or one for each row: b = am.from_torch(net, "features.5")(photo).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .arrays import Array, dot, like, namespace, norm, real, rows
from .checks import number
from .function import Function
from .score import score

FLOOR = 0.1  # the smallest cosine that counts: else where a and b disagree there would be no way to agree


def feature_inversion(b: Array) -> Function:
    """f(a) = −‖a − b‖² / ‖b‖²,   ∇ = −2 (a − b) / ‖b‖²:   0 where the layer is the same, −1 at a = 0.

    >>> feature_inversion(np.array([[3.0, 4.0]]))(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([-0., -1.])

    Source: Mahendran & Vedaldi (2015), equation 2.
    """
    b = _layer(b, "feature_inversion")

    def value_and_grad(a):
        goal = _beside(b, a, "feature_inversion")
        off, scale = a - goal, 1 / dot(goal, goal)
        return -scale * dot(off, off), -2 * rows(scale, a) * off

    return score(value_and_grad, name="feature_inversion(b)")


def caricature(b: Array, power: float = 1.0) -> Function:
    """f(a) = (1/P) Σₚ ⟨aₚ, bₚ⟩ max(cosₚ, 0.1)^power, over the P positions, cosₚ the cosine between aₚ and bₚ.

    power : 0 for the inner product alone; the larger, the more the direction counts, and the less the length

    >>> caricature(np.array([[1.0, 0.0]]))(np.array([[3.0, 4.0]])).round(6)          # 3 · 3/5
    array([1.8])

    Source: Mordvintsev et al., lucid, objectives.dot_compare; there of a layer of the same shape, as here.
    """
    b = _layer(b, "caricature")
    power = number("caricature(b, power={})", power, "the power is finite and ≥ 0", least=0)

    def value_and_grad(a):
        xp, goal = namespace(a), _beside(b, a, "caricature")
        n = math.prod(a.shape[2:])
        last = lambda c: xp.reshape(xp.moveaxis(c, 1, -1), (a.shape[0] * n, a.shape[1]))  # positions as rows
        u, v = last(a), last(goal)
        length, inner = norm(u), dot(u, v)
        inverse = (length > 0) / (length + (length == 0))
        cos = inner * inverse * _inverse(norm(v))
        counts = xp.where(cos > FLOOR, cos, xp.full_like(cos, FLOOR))
        slope = rows(inverse, u) * (rows(_inverse(norm(v)), v) * v - rows(cos * inverse, u) * u)  # ∇cos
        grown = power * inner * counts ** (power - 1) * (cos > FLOOR)
        grad = (rows(counts**power, v) * v + rows(grown, v) * slope) / n
        grad = xp.moveaxis(xp.reshape(grad, (a.shape[0], *a.shape[2:], a.shape[1])), -1, 1)
        return xp.mean(xp.reshape(inner * counts**power, (a.shape[0], n)), axis=1), grad

    return score(value_and_grad, name="caricature(b)" if power == 1 else f"caricature(b, {power:g})")


def _inverse(length: Any) -> Any:
    """1 / length, and 0 for 0."""
    return (length > 0) / (length + (length == 0))


def _layer(b: Any, who: str) -> Any:
    b = real(b.detach() if hasattr(b, "detach") else b)
    xp = namespace(b)
    if b.ndim < 2 or not bool(xp.any(b != 0)) or not bool(xp.all(xp.isfinite(b))):
        raise ValueError(
            f"{who}(b): b is a layer of shape (batch, channels, …), finite and not 0; this one is of {tuple(b.shape)}"
        )
    return b


def _beside(b: Any, a: Any, who: str) -> Any:
    """b for each row of a."""
    if a.ndim < 2 or tuple(b.shape[1:]) != tuple(a.shape[1:]) or b.shape[0] not in (1, a.shape[0]):
        raise ValueError(f"{who}(b): the layer has the shape {tuple(a.shape)}, and b {tuple(b.shape)}")
    b = like(b, a) if isinstance(a, np.ndarray) == isinstance(b, np.ndarray) else like(np.asarray(b), a)
    return namespace(a).broadcast_to(b, a.shape)
