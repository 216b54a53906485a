"""Operators that depend on the state a step begins at: on its step number t, or on its gradient.

An ordinary operator is a Function of x alone.  A scheduled one has no value before the state is known: `for_step(P,
state)` is the Function of one step, as `f.draw(rng)` is for a random Function.  Both reach into `@`, `+` and `*`, so
clip(0, 1) @ every(4, blur(0.5)) is an operator too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..functions.checks import shown, whole
from ..functions.function import Function, Scheduled, identity
from .walk import State


def scheduled(at: Callable[[State[Any]], Function], name: str) -> Function:
    """An operator from a rule: at(state) is the Function that acts in the step which begins at this state.

    It acts on the iterate and cannot stand inside f:

    >>> import amteach as am
    >>> am.walk(am.l2 @ every(4, am.blur(0.5)), [[[1.0]]], am.ascent(0.1))
    Traceback (most recent call last):
    ...
    TypeError: every(4, blur(0.5)) acts on the iterate and needs the state of the walk, so it cannot stand inside f: ...
    """

    def forward(x):
        raise TypeError(
            f"{name} acts on the iterate and needs the state of the walk, so it cannot stand inside f: write "
            f"am.ascent(rate, operator={name})"
        )

    return Function(forward, name, Scheduled(at))


def for_step(operator: Function, state: State[Any]) -> Function:
    """The operator in the step that begins at this state: every scheduled part is replaced by what it is there."""
    if isinstance(operator.form, Scheduled):
        return operator.form.at(state)
    return operator.rebuilt(lambda part: for_step(part, state))


def every(n: int, operator: Function) -> Function:
    """P at the steps n, 2n, 3n, …, and nothing in between.

    >>> import amteach as am
    >>> halved = am.ascent(1.0, operator=every(3, am.decay(0.5)))
    >>> am.record(am.walk(am.linear(w=[1.0]), [[0.0]], halved), steps=6).x[:, 0, 0]
    array([0.  , 1.  , 2.  , 1.5 , 2.5 , 3.5 , 2.25])

    Source: Yosinski et al. (2015), who blur every fourth step.
    """
    needs = "first the number of steps, a whole number, 1 or more"
    n = whole(f"every({{}}, {shown(operator)})", n, needs, least=1)
    if not isinstance(operator, Function):
        raise TypeError(f"every({n}, {shown(operator)}): the operator must be a Function, such as am.blur(0.5)")

    def at(state: State[Any]) -> Function:
        return for_step(operator, state) if (state.t + 1) % n == 0 else identity

    return scheduled(at, f"every({n}, {operator})")
