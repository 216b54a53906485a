"""From the gradient to a direction of travel.

A direction maps (gradient, *memory) to (direction, memory).  Its memory starts at the default arguments and is passed
to the next call, so a direction keeps no hidden state and can be shared between walks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..functions.arrays import Array, namespace, norm, rows
from ..functions.checks import number

Direction = Callable[..., tuple[Any, tuple]]


def named(made: Callable, name: str) -> Callable:
    """The same function, named after the line that makes it; a Trace prints this name."""
    made.__name__ = name
    return made


def apply(direction: Direction, g: Array, memory: tuple) -> tuple[Array, tuple]:
    """(d, memory) from the direction, or an error that says that its brackets are missing."""
    result = direction(g, *memory)
    if not isinstance(result, tuple):
        raise TypeError(f"the direction gave {type(result).__name__}, not (d, memory): write am.adam(), with brackets")
    return result


def steepest(g: Array) -> tuple[Array, tuple]:
    """d = g"""
    return g, ()


def normalized(g: Array) -> tuple[Array, tuple]:
    """d = g / ‖g‖: every step has the same length.  Where g = 0 there is no direction, and d = 0."""
    length = norm(g)
    unit: Any = g / rows(length + (length == 0), g)
    return unit, ()


def sign(g: Array) -> tuple[Array, tuple]:
    """d = sign g: every coordinate moves by the same amount (Goodfellow et al. 2015)."""
    return namespace(g).sign(g), ()


def momentum(beta: float = 0.9) -> Direction:
    """v ← β v + g,   d = v   (Polyak 1964).

    >>> push = momentum(0.5)
    >>> d, memory = push(1.0)
    >>> push(1.0, *memory)
    (1.5, (1.5,))
    """

    beta = _share("momentum", beta)

    def direction(g: Array, v=0.0):
        v = beta * v + g
        return v, (v,)

    return named(direction, f"momentum({beta:g})")


def adam(b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> Direction:
    """d = m̂ / (√v̂ + ε), with m̂ and v̂ the bias-corrected running means of g and g² (Kingma & Ba 2015, algorithm 1)."""

    b1 = _share("adam", b1)
    b2 = _share("adam", b2)
    eps = number("adam(eps={})", eps, "ε keeps the quotient finite: a finite number, 0 or more", least=0)

    def direction(g: Array, m=0.0, v=0.0, t=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g * g
        m_hat = m / (1 - b1**t)
        v_hat = v / (1 - b2**t)
        return m_hat / (namespace(g).sqrt(v_hat) + eps), (m, v, t + 1)

    return named(direction, f"adam({b1:g}, {b2:g}, {eps:g})")


def _share(who: str, beta: float) -> float:
    if getattr(beta, "ndim", 0):  # the gradient, which a walk hands to a direction
        raise TypeError(f"{who} got {type(beta).__name__}, not a number: write am.{who}(), with brackets")
    needs = "the share of the past that is kept lies between 0 and 1, and below 1"
    return number(f"{who}({{}})", beta, needs, least=0, below=1)
