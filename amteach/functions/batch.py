"""Objectives that look at the batch as a whole: another one for each row, and how unlike the rows are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from .arrays import Array, dot, namespace, norm, rows
from .function import Combined, Function, Pullback


def each(functions: Sequence[Function]) -> Function:
    """Row i of the batch goes through its own fᵢ:   ∇ᵢ = ∇fᵢ(xᵢ), as if each row were walked alone.

    x has the shape (n, …) for n Functions; y stacks what they give.

    >>> import numpy as np, amteach as am
    >>> each([am.logit(0), am.softmax(1)])(np.array([[3.0, 0.0], [0.0, 0.0]]))
    array([3. , 0.5])
    """
    functions = tuple(functions) if isinstance(functions, Iterable) else ()
    if not functions or not all(isinstance(f, Function) for f in functions):
        raise TypeError("each needs a list of Functions, one for each row: each([am.logit(0), am.logit(1)])")

    def forward(x):
        if x.shape[0] != len(functions):
            raise ValueError(f"each has {len(functions)} Functions for a batch of {x.shape[0]}: one for each row")
        concat = namespace(x).concat
        pairs = [f.forward(x[i : i + 1]) for i, f in enumerate(functions)]
        pullback = lambda d: concat([pull(d[i : i + 1]) for i, (_, pull) in enumerate(pairs)], axis=0)
        return concat([y for y, _ in pairs], axis=0), pullback

    name = f"each({', '.join(f.name for f in functions)})"
    return Function(forward, name, Combined(lambda *parts: each(parts), functions))


def _diversity(x: Array) -> tuple[Array, Pullback]:
    n = x.shape[0]
    if n == 1:
        raise ValueError("diversity compares the rows of a batch, and this batch has 1 row: start from several")
    xp = namespace(x)
    flat = xp.reshape(x, (n, -1))
    length = norm(flat)
    shrink = rows((length > 0) / (length + (length == 0)), flat)  # 1 / ‖xᵢ‖
    u = shrink * flat

    def pullback(d):
        pull = xp.sum(rows(d, u) * u, axis=0) + rows(d, u) * xp.sum(u, axis=0)  # Σⱼ (dᵢ + dⱼ) ûⱼ
        across = pull - rows(dot(u, pull), u) * u  # what lies along ûᵢ does not change its angle
        return xp.reshape(-shrink * across / (n - 1), x.shape)

    return -dot(u, xp.sum(u, axis=0) - u) / (n - 1), pullback


diversity = Function(_diversity, "diversity")
"""fᵢ = −(1/(n − 1)) Σⱼ≠ᵢ cos(xᵢ, xⱼ):   −1 for a batch of equal rows, 0 for orthogonal ones; added to an objective.

Row i also occurs in the terms of all other rows, so its gradient is that of the sum Σᵢ fᵢ:
∂ᵢ = −(2/(n − 1)) Σⱼ≠ᵢ (x̂ⱼ − cos x̂ᵢ) / ‖xᵢ‖.  It is 0 for equal rows: let them start unequal.  A row of zeros has no
angle: its cosines and its gradient are 0.

x may hold the pictures themselves, or a layer; diversity @ gram @ layer is that of Olah et al. (2017)."""


def _gram(a: Array) -> tuple[Array, Pullback]:
    if a.ndim < 3:
        raise ValueError(
            f"gram needs a layer of shape (batch, channels, positions …), but its shape is {tuple(a.shape)}"
        )
    xp = namespace(a)
    n = math.prod(a.shape[2:])
    flat = xp.reshape(a, (*a.shape[:2], n))
    transposed = lambda m: xp.permute_dims(m, (0, 2, 1))
    pullback = lambda d: xp.reshape((d + transposed(d)) @ flat, a.shape) / n
    return flat @ transposed(flat) / n, pullback


gram = Function(_gram, "gram")
"""G_cd = (1/P) Σₚ a[c, p] a[d, p]:   which channels are active at the same positions;   da = (dG + dGᵀ) a / P.

a is a layer of shape (batch, C, …) with P positions, and G has the shape (batch, C, C).
Source: Gatys, Ecker & Bethge (2015)."""
