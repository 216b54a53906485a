"""Climbing and sampling are the same loop with a different step.

    state₀  →  state₁  →  state₂  →  …

A step is a pure function (f, state, rng) ↦ state.  `walk` yields the states for ever; what consumes them decides when
to stop, what to keep and what to draw.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, Generic, NamedTuple

import numpy as np

from ..functions.arrays import Array, as_batch, namespace, to_numpy
from ..functions.checks import seed_of, shown
from ..functions.function import Composed, Function


class State(NamedTuple, Generic[Array]):
    """A point of the walk, its value and its gradient, all three of the *same* x.

    t      : the number of steps taken
    x      : the batch of points, (batch, …)
    value  : f(x), one number per row
    grad   : ∇f(x), in the shape of x
    f      : the Function that was evaluated; where f is random, the one drawn for this state
    memory : what the direction remembers
    description : what is climbed, by which step, from which seed
    accepted : how many proposals each row has accepted, (batch,); None where a step cannot be rejected
    """

    t: int
    x: Array
    value: Array
    grad: Array
    f: Function
    memory: tuple = ()
    description: str = ""
    accepted: Array | None = None

    @property
    def recipe(self) -> str:
        """The former name of `description`."""
        return renamed("State", self.description)


Step = Callable[[Function, State[Any], "np.random.Generator"], State[Any]]


class Diverged(ArithmeticError):
    """The walk met a value that is not finite."""


def evaluate(f: Function, x: Array, t: int, rng: np.random.Generator, memory: tuple = ()) -> State[Array]:
    """The state at x after t steps: draw f for this step, and evaluate it."""
    f = f.draw(rng)
    return State(t, x, *f.value_and_grad(x), f, memory)


def walk(f: Function, x0: Array | list, step: Step, seed: int = 0) -> Iterator[State[Array]]:
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
    check_arguments("walk", f, step)
    seed = seed_of("walk", seed)
    return resume(f, as_batch(x0), step, np.random.default_rng(seed), 0, describe(f, step, seed))


def check_arguments(who: str, f: Function, step: Callable) -> None:
    """An error if f is not a Function or the step (or direction) is not a function."""
    if not isinstance(f, Function):
        order = ": f comes first, write walk(f, x0, step)" if isinstance(step, Function) or hasattr(f, "shape") else ""
        raise TypeError(
            f"{who}(f, ...) needs a Function, and {shown(f)} is none{order}: am.score or am.from_torch makes one"
        )
    if isinstance(step, Function):
        raise TypeError(f"{who}(..., step={step}): an operator is part of a step: am.ascent(0.1, operator={step})")
    if not callable(step):
        order = "; x0 comes before it" if hasattr(step, "shape") or isinstance(step, list) else ""
        raise TypeError(
            f"{who}(..., step={shown(step)}): the step must be a function, such as am.ascent(rate=0.1){order}"
        )
    if who == "walk" and getattr(step, "__module__", "").endswith((".directions", ".modifiers")):
        name = getattr(step, "__name__", "adam()")
        raise TypeError(f"{who}(..., step={name}): this is a direction: write step=am.ascent(0.1, am.{name})")


def describe(f: Function, step: Step, seed: int) -> str:
    """A walk in words: what is climbed, by which step, from which seed."""
    return f"{f} by {getattr(step, '__name__', type(step).__name__)}, seed {seed}"


def resume(
    f: Function, x: Array, step: Step, rng: np.random.Generator, t: int, description: str
) -> Iterator[State[Array]]:
    """The walk from x on, where t steps have been taken before."""
    with np.errstate(over="ignore", invalid="ignore"):  # reported below, with the place
        start = evaluate(f, x, t, rng)
    _refuse_nonfinite(start)
    return _states(f, start, step, rng, description)


def _states(
    f: Function, state: State[Array], step: Step, rng: np.random.Generator, description: str
) -> Iterator[State[Array]]:
    while True:
        state = state._replace(description=description)
        yield state
        with np.errstate(over="ignore", invalid="ignore"):  # reported below, with the step and the place
            new = step(f, state, rng)
        if type(new) is not State:
            raise TypeError(
                f"the step {getattr(step, '__name__', step)} gave {type(new).__name__}, not a State: end it with "
                "return am.State(s.t + 1, x, *f.value_and_grad(x), f)"
            )
        state = new
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


def renamed(what: str, value: str) -> str:
    """The value of `description`, with a warning that its old name `recipe` was used."""
    warnings.warn(f"{what}.recipe is now called {what}.description", DeprecationWarning, stacklevel=3)
    return value


def _finite(x: Array) -> bool:
    return bool(namespace(x).all(namespace(x).isfinite(x)))
