"""Gradient ascent: one step uphill."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..functions.checks import number, shown
from ..functions.function import Function, identity
from .directions import Direction, apply, named, steepest
from .scheduled import for_step
from .walk import State, Step, evaluate


def ascent(rate: float, direction: Direction = steepest, operator: Function = identity) -> Step:
    """x ← P(x + η d):   along the direction d, by the rate η, and then an operator P such as clip or blur.

    rate      : η, in units of x per unit of d
    direction : steepest, normalized, sign, momentum(), adam(), or one that changes the gradient first: blurred(1.0)
    operator  : clip(0, 1), ball(9.3), decay(0.01), every(4, blur(0.5)), or several composed with `@`

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[3.0, 4.0]), [[0.0, 0.0]], am.ascent(1.0, am.normalized))
    >>> next(states).x, next(states).x
    (array([[0., 0.]]), array([[0.6, 0.8]]))

    Source: Erhan et al. (2009), equation 1.
    """
    rate = positive_rate("ascent", rate)
    check_operator(operator)
    check_direction(direction)

    def step(f: Function, s: State[Any], rng: np.random.Generator) -> State[Any]:
        d, memory = apply(direction, s.grad, s.memory)
        return evaluate(f, for_step(operator, s).draw(rng)(s.x + rate * d), s.t + 1, rng, memory)

    parts = [f"{rate:g}"]
    if direction is not steepest:
        parts.append(getattr(direction, "__name__", repr(direction)))
    if operator is not identity:
        parts.append(f"operator={operator}")
    return named(step, f"ascent({', '.join(parts)})")


def positive_rate(who: str, rate: float) -> float:
    """The rate η, if it is a finite number above zero."""
    if callable(rate):  # a direction, a Function, or the Function that a walk hands to a step without brackets
        raise TypeError(f"{who} needs its rate: write step=am.{who}(0.1)")
    needs = "the rate must be finite and above 0; to go downhill, climb −f"
    return number(f"{who}(rate={{}})", rate, needs, above=0)


def check_operator(operator: Function) -> None:
    """An error if this is not an operator, such as `am.clip` without its brackets."""
    if not isinstance(operator, Function):
        raise TypeError(
            f"operator={shown(operator)} is not a Function: write operator=am.clip(0, 1), or make one with Function"
        )


def check_direction(direction: Direction) -> None:
    """An error if this is not a direction, such as an operator in its place."""
    if isinstance(direction, Function) or not callable(direction):
        raise TypeError(f"{shown(direction)} is not a direction: for an operator write am.ascent(rate, operator=...)")
