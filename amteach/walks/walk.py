"""Climbing and sampling are the same loop with a different step.

    state₀  →  state₁  →  state₂  →  …

A step is a pure function (f, state, rng) ↦ state.  `walk` yields the states for ever; whoever listens decides when to
stop, what to keep and what to draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite
from typing import NamedTuple

import numpy as np

from ..functions.arrays import Array, as_batch, namespace, to_numpy
from ..functions.function import Composed, Function


class State(NamedTuple):
    """Where we are, how high, and which way is up: always of the *same* x.

    t      : the number of steps taken
    x      : the batch of points, (batch, …)
    value  : f(x), one number per row
    grad   : ∇f(x), in the shape of x
    f      : the Function that was evaluated; where f is random, the one drawn for this state
    memory : what the direction remembers
    recipe : what is climbed, by which step, from which seed
    accepted : how many proposals each row has accepted; None where a step cannot be rejected
    """

    t: int
    x: Array
    value: Array
    grad: Array
    f: Function
    memory: tuple = ()
    recipe: str = ""
    accepted: Array | None = None


Step = Callable[[Function, State, "np.random.Generator"], State]


class Diverged(ArithmeticError):
    """The walk met a value that is not finite."""


def look(f: Function, x: Array, t: int, rng: np.random.Generator, memory: tuple = ()) -> State:
    """The state at x: draw f for this step, and evaluate it."""
    f = f.draw(rng)
    return State(t, x, *f.value_and_grad(x), f, memory)


def walk(f: Function, x0, step: Step, seed: int = 0) -> Iterator[State]:
    """Yield the states of a walk on f from x₀, for ever.

    f    : a Function with one number per row
    x0   : the starts, (batch, …), floating point; lists will do
    step : such as `ascent(rate=0.1)`
    seed : the same seed replays the same walk, because the walk draws all randomness there is

    Bad starts are refused at this call.  A walk that leaves the finite numbers ends with `Diverged`, which says at
    which step and in which part of f.

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[1.0]) - 0.5 * am.l2, x0=[[0.0]], step=am.ascent(rate=0.5))
    >>> [float(next(states).x[0, 0]) for _ in range(4)]
    [0.0, 0.5, 0.75, 0.875]
    """
    expect("walk", f, step)
    return onward(f, as_batch(x0), step, np.random.default_rng(seed), 0, said(f, step, seed))


def expect(who: str, f: Function, step: Step) -> None:
    """An error if f is no Function or the step no function."""
    if not isinstance(f, Function):
        raise TypeError(f"{who}(f, ...) needs a Function, and {f!r} is none: am.score or am.from_torch makes one")
    if not callable(step):
        raise TypeError(f"{who}(..., step={step!r}): the step must be a function, such as am.ascent(rate=0.1)")


def said(f: Function, step: Step, seed: int) -> str:
    """The recipe of a walk in words: what is climbed, by which step, from which seed."""
    return f"{f} by {getattr(step, '__name__', type(step).__name__)}, seed {seed}"


def onward(f: Function, x: Array, step: Step, rng: np.random.Generator, t: int, recipe: str) -> Iterator[State]:
    """The walk from x on, where t steps have been taken before."""
    with np.errstate(over="ignore", invalid="ignore"):  # said below, with the place
        start = look(f, x, t, rng)
    _refuse_nonfinite(start)
    return _states(f, start, step, rng, recipe)


def _states(f: Function, state: State, step: Step, rng: np.random.Generator, recipe: str) -> Iterator[State]:
    while True:
        state = state._replace(recipe=recipe)
        yield state
        with np.errstate(over="ignore", invalid="ignore"):  # said below, with the step and the place
            state = step(f, state, rng)
        _refuse_nonfinite(state)


@np.errstate(over="ignore", invalid="ignore")
def _refuse_nonfinite(state: State) -> None:
    if isfinite(float(state.value.sum() + state.grad.sum())):
        return
    advice = "a smaller rate usually mends it" if state.t else "start elsewhere"
    bad = np.flatnonzero(~np.isfinite(to_numpy(state.value)))
    if not bad.size:
        bad = np.argwhere(~np.isfinite(to_numpy(state.grad)))
        if not bad.size:
            return  # finite numbers whose sum is not
        where = tuple(map(int, bad[0]))
        raise Diverged(
            f"step {state.t}: the objective is finite, but its gradient is {float(state.grad[where])} "
            f"at index {where}, in {state.f.name}; {advice}"
        )
    value = float(state.value[int(bad[0])])
    if state.t and value == float("inf"):
        advice = "nothing holds it back: subtract a penalty (f − 0.1 * am.l2; added, it drives the walk away)"
    where = first_nonfinite(state.f, state.x)
    raise Diverged(f"step {state.t}: the objective is {value} in row {bad[0]}, first in {where}; {advice}")


def first_nonfinite(f: Function, x: Array) -> str:
    """The name of the innermost part of f that turns x into something that is not finite."""
    with np.errstate(all="ignore"):
        if not _finite(x):
            return "x itself"
        if isinstance(f.form, Composed):
            outer, inner = f.form
            y = inner(x)
            return first_nonfinite(outer, y) if _finite(y) else first_nonfinite(inner, x)
        for part in f.parts:
            if not _finite(part(x)):
                return first_nonfinite(part, x)
    return f.name


def _finite(x: Array) -> bool:
    return bool(namespace(x).all(namespace(x).isfinite(x)))
