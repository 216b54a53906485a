"""Gradient ascent: one step uphill."""

from __future__ import annotations

import math
from numbers import Real

from ..functions.function import Function, identity
from .directions import Direction, steepest
from .walk import State, Step, look


def ascent(rate: float, direction: Direction = steepest, operator: Function = identity) -> Step:
    """x ← P(x + η d):   along the direction d, by the rate η, and then an operator P such as clip or blur.

    rate      : η, in units of x per unit of d
    direction : steepest, normalized, sign, momentum(), adam()
    operator  : clip(0, 1), ball(9.3), decay(0.01), blur(0.5), or several composed with `@`

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[3.0, 4.0]), [[0.0, 0.0]], am.ascent(1.0, am.normalized))
    >>> next(states).x, next(states).x
    (array([[0., 0.]]), array([[0.6, 0.8]]))

    Source: Erhan et al. (2009), equation 1.
    """
    if not isinstance(rate, Real):
        raise TypeError("ascent needs its rate: write step=am.ascent(0.1)")
    if not (math.isfinite(rate) and rate > 0):
        raise ValueError(f"ascent(rate={rate}): the rate must be finite and above 0; to go downhill, climb −f")
    if not isinstance(operator, Function):
        raise TypeError(
            f"operator={operator!r} is not a Function: write operator=am.clip(0, 1), or make one with Function"
        )
    if isinstance(direction, Function) or not callable(direction):
        raise TypeError(f"{direction!r} is not a direction: for an operator write am.ascent(rate, operator=...)")
    rate = float(rate)

    def step(f: Function, s: State, rng) -> State:
        way = direction(s.grad, *s.memory)
        if not isinstance(way, tuple):
            raise TypeError(f"the direction gave {type(way).__name__}, not (d, memory): write am.adam(), with brackets")
        d, memory = way
        return look(f, operator.draw(rng)(s.x + rate * d), s.t + 1, rng, memory)

    return step
