"""Operators that are told the state the step began at: they look at its step number t, or at its gradient.

An ordinary operator is a Function of x alone.  These are recipes, like random Functions: `at(P, state)` gives the
Function of one step, and telling distributes over `@`, so that clip(0, 1) @ every(4, blur(0.5)) is an operator too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Real

from ..functions.function import Function, identity
from .walk import State


@dataclass(frozen=True, eq=False, repr=False)
class Told(Function):
    """An operator that must be told where the walk is: `at(state)` is the Function that moves x on from that state."""

    at: Callable[[State], Function] = field(kw_only=True)


def told(at: Callable[[State], Function], name: str) -> Told:
    """An operator from a function of the state, which stands beside the walk and never inside f.

    >>> import amteach as am
    >>> am.walk(am.l2 @ every(4, am.blur(0.5)), [[[1.0]]], am.ascent(0.1))
    Traceback (most recent call last):
    ...
    TypeError: every(4, blur(0.5)) acts on the iterate and must be told the step, so it cannot stand inside f: write ...
    """

    def forward(x):
        raise TypeError(
            f"{name} acts on the iterate and must be told the step, so it cannot stand inside f: write "
            f"am.ascent(rate, operator={name})"
        )

    return Told(forward, name, at=at)


def at(operator: Function, state: State) -> Function:
    """The operator of the step that begins at this state: every part that must be told is told."""
    if isinstance(operator, Told):
        return operator.at(state)
    if operator.rebuild is None:
        return operator
    return operator.rebuild(*[at(part, state) for part in operator.parts])


def every(n: int, operator: Function) -> Function:
    """P at the steps n, 2n, 3n, …, and nothing in between.

    >>> import amteach as am
    >>> halved = am.ascent(1.0, operator=every(3, am.decay(0.5)))
    >>> am.record(am.walk(am.linear(w=[1.0]), [[0.0]], halved), steps=6).x[:, 0, 0]
    array([0.  , 1.  , 2.  , 1.5 , 2.5 , 3.5 , 2.25])

    Source: Yosinski et al. (2015), who blur every fourth step.
    """
    if not isinstance(n, Real) or not n >= 1 or n % 1:
        raise ValueError(f"every({n}, {operator}): first the number of steps, a whole number, 1 or more")
    if not isinstance(operator, Function):
        raise TypeError(f"every({n}, {operator!r}): the operator must be a Function, such as am.blur(0.5)")
    n = int(n)

    def of(state: State) -> Function:
        return at(operator, state) if (state.t + 1) % n == 0 else identity

    return told(of, f"every({n}, {operator})")
