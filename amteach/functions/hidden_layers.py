"""What we ask of a hidden layer a: a unit at a position, a channel, a direction, or as much of everything as there is.

a has the shape (batch, C, …): C channels, and behind them the positions, (h, w) of a convolution, (length,) of a
signal, or none of a dense layer.  One number per row.

    neuron(c, i, j)   a[c, i, j]                    channel(c)   the mean of a[c] over the positions p
    direction(v)      the mean over p of ⟨v, aₚ⟩    cosine(v)    the mean over p of ⟨v, aₚ⟩ / ‖v‖‖aₚ‖
    deep_dream        ½ ‖a‖²

Source: Olah, Mordvintsev & Schubert (2017), "Optimization objectives".
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, dot, like, namespace, norm, rows
from .checks import numbers, shown
from .function import Function
from .objectives import Units, logit, units_name
from .score import score


def neuron(c: Units, *position: int) -> Function:
    """f(a) = a[c, i, j],   ∇f = 1 there and 0 elsewhere.

    c        : a channel, or one for each row of the batch
    position : i, j, as many as a has axes behind the channels

    >>> a = np.arange(8.0).reshape(1, 2, 2, 2)
    >>> float(neuron(1, 0, 1)(a)[0])
    5.0
    """
    if not all(isinstance(i, int | np.integer) and not isinstance(i, bool) and i >= 0 for i in position):
        raise IndexError(f"position {shown(position)}: the places of a position are counted 0, 1, 2, …")

    def at_position(a):
        _check_channels(a, "neuron")
        if len(position) != a.ndim - 2 or any(i >= n for i, n in zip(position, a.shape[2:], strict=True)):
            middle = ", ".join(["c", *(str(n // 2) for n in a.shape[2:])])
            raise IndexError(
                f"position {position} is not in a layer of {a.shape[1]} channels of shape {tuple(a.shape[2:])}: "
                f"its middle is am.neuron({middle})"
            )

        def pullback(d):
            grad = namespace(a).zeros_like(a)
            grad[:, :, *position] = d
            return grad

        return a[:, :, *position], pullback

    name = ", ".join([units_name(c), *map(str, position)])
    return (logit(c) @ Function(at_position, "at a position")).named(f"neuron({name})")


def channel(c: Units) -> Function:
    """f(a) = the mean of a[c] over the P positions, ∇f = 1/P in channel c:   one feature, anywhere in the picture.

    c : a channel, or one for each row of the batch

    >>> channel(1).value_and_grad(np.arange(8.0).reshape(1, 2, 4))
    (array([5.5]), array([[[0.  , 0.  , 0.  , 0.  ],
            [0.25, 0.25, 0.25, 0.25]]]))
    """

    def mean(a):
        _check_channels(a, "channel")
        xp = namespace(a)
        n = math.prod(a.shape[2:])
        spread = lambda d: xp.broadcast_to(xp.reshape(d, (*a.shape[:2], *[1] * (a.ndim - 2))) / n, a.shape)
        return xp.mean(xp.reshape(a, (*a.shape[:2], n)), axis=2), spread

    return (logit(c) @ Function(mean, "mean over positions")).named(f"channel({units_name(c)})")


def direction(v: ArrayLike) -> Function:
    """f(a) = (1/P) Σₚ ⟨v, aₚ⟩, over the P positions:   ∇ₚf = v / P.

    v : a combination of the C channels, (C,)

    For a pattern with its positions, v of shape (C, h, w), write am.linear(v).

    >>> direction([1.0, -1.0])(np.array([[[5.0, 7.0], [1.0, 1.0]]]))
    array([5.])
    """
    v = _vector(v)

    def value_and_grad(a):
        w = _at_every_position(v, a, "direction") / math.prod(a.shape[2:])
        return dot(a, w), w

    return score(value_and_grad, name="direction(v)")


def cosine(v: ArrayLike) -> Function:
    """f(a) = (1/P) Σₚ cos(v, aₚ),   ∇ₚf = (v̂ − cos âₚ) / P‖aₚ‖:   the direction of aₚ alone, and not its length.

    v : a combination of the C channels, (C,)

    Where aₚ = 0, as behind a ReLU, there is no angle: cosine and gradient are 0 there.

    >>> cosine([1.0, 1.0])(np.array([[3.0, 3.0], [0.0, -9.0]])).round(4)
    array([ 1.    , -0.7071])
    """
    v = _vector(v)
    v = v / np.linalg.norm(v)

    def value_and_grad(a):
        w = _at_every_position(v, a, "cosine")
        xp = namespace(a)
        n = math.prod(a.shape[2:])
        last = lambda b: xp.reshape(xp.moveaxis(b, 1, -1), (a.shape[0] * n, a.shape[1]))  # positions as rows
        length = norm(last(a))
        unit = last(a) / rows(length + (length == 0), last(a))
        cos = dot(unit, last(w))
        grad = rows((length > 0) / (length + (length == 0)) / n, unit) * (last(w) - rows(cos, unit) * unit)
        grad = xp.moveaxis(xp.reshape(grad, (a.shape[0], *a.shape[2:], a.shape[1])), -1, 1)
        return xp.mean(xp.reshape(cos, (a.shape[0], n)), axis=1), grad

    return score(value_and_grad, name="cosine(v)")


deep_dream = score(lambda a: (dot(a, a) / 2, a), name="½‖a‖²")
"""½ ‖a‖² over all channels and positions of a layer,   ∇ = a:   what is strong grows most (Mordvintsev et al. 2015)."""


def _check_channels(a: Array, who: str) -> None:
    if a.ndim < 2:
        raise ValueError(f"{who} needs a layer of shape (batch, channels, …), but its shape is {tuple(a.shape)}")


def _vector(v: ArrayLike) -> np.ndarray:
    needs = "a direction is a vector of finite numbers, one for each channel, and not 0"
    found = numbers("v={}", v, needs)
    if found.ndim != 1 or not found.any():
        raise ValueError(f"{needs}; this one is {shown(v)}")
    return found


def _at_every_position(v: np.ndarray, a: Array, who: str) -> Array:
    _check_channels(a, who)
    if a.shape[1] != len(v):
        raise ValueError(f"{who}(v) got {len(v)} numbers for a layer of {a.shape[1]} channels: one for each is needed")
    return namespace(a).broadcast_to(like(v.reshape(1, -1, *[1] * (a.ndim - 2)), a), a.shape)
