"""What stands between a walk and its record: stopping rules and a progress bar.

Each takes states and passes them on:   record(progress(until_still(walk(...)), 1000), steps=1000)
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from ..functions.arrays import Array, dot, namespace
from ..functions.checks import number, shown, whole
from .walk import State


def until_value(states: Iterator[State[Array]], goal: float) -> Iterator[State[Array]]:
    """Stop at the first state at which every row has f(x) ≥ goal, that state included.

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[1.0]), [[0.0]], am.ascent(1.0))
    >>> [float(s.value[0]) for s in am.until_value(states, 2.0)]
    [0.0, 1.0, 2.0]
    """
    goal = number("until_value(states, goal={})", goal, "the goal is a number", finite=False)
    return _until_value(_checked("until_value", states), goal)


def _until_value(states: Iterator[State[Array]], goal: float) -> Iterator[State[Array]]:
    for state in states:
        yield state
        if float(state.value.min()) >= goal:
            return


def until_still(states: Iterator[State[Array]], tolerance: float = 1e-6) -> Iterator[State[Array]]:
    """Stop at the first state at which no row has moved further than the tolerance: ‖xₜ − xₜ₋₁‖ ≤ tolerance."""
    needs = "the tolerance is a distance, finite and ≥ 0"
    tolerance = number("until_still(states, tolerance={})", tolerance, needs, least=0)
    return _until_still(_checked("until_still", states), tolerance)


def _until_still(states: Iterator[State[Array]], tolerance: float) -> Iterator[State[Array]]:
    before = None
    for state in states:
        yield state
        if before is not None:
            moved = state.x - before
            if float(dot(moved, moved).max()) <= tolerance**2:
                return
        before = state.x


def until_no_better(states: Iterator[State[Array]], patience: int) -> Iterator[State[Array]]:
    """Stop when no row has risen above its best value for `patience` steps in a row.

    The last state is then not the best one: `trace.best` is.

    >>> import amteach as am
    >>> f = am.linear(w=[1.0]) - 0.5 * am.l2                             # highest at x = 1
    >>> states = am.walk(f, [[-0.5]], am.ascent(0.5, am.sign))           # which comes by and goes to and fro
    >>> [float(s.x[0, 0]) for s in until_no_better(states, patience=2)]
    [-0.5, 0.0, 0.5, 1.0, 1.0, 1.0]
    """
    needs = "a whole number of steps is needed, 1 or more"
    patience = whole("until_no_better(patience={})", patience, needs, least=1)
    return _until_no_better(_checked("until_no_better", states), patience)


def _until_no_better(states: Iterator[State[Array]], patience: int) -> Iterator[State[Array]]:
    best = None
    waited = 0
    for state in states:
        yield state
        waited = 0 if best is None or bool((state.value > best).any()) else waited + 1
        best = state.value if best is None else namespace(best).where(state.value > best, state.value, best)
        if waited >= patience:
            return


def progress(states: Iterator[State[Array]], steps: int) -> Iterator[State[Array]]:
    """Draw a progress bar with the mean of f(x) while the states pass through."""
    steps = whole("progress(states, steps={})", steps, "a whole number of steps is needed, 0 or more")
    return _progress(_checked("progress", states), steps)


def _progress(states: Iterator[State[Array]], steps: int) -> Iterator[State[Array]]:
    if find_spec("ipywidgets"):
        from tqdm.auto import tqdm
    else:
        from tqdm import tqdm
    with tqdm(total=steps) as bar:
        for state in states:
            bar.update(state.t - bar.n)
            bar.set_postfix(f=f"{float(state.value.mean()):.4g}", refresh=False)
            yield state


def _checked(who: str, states: Iterator[State[Array]]) -> Iterator[State[Array]]:
    if not isinstance(states, Iterator):
        raise TypeError(f"{who}({shown(states)}, ...): the states of a walk come first: write {who}(walk(...), ...)")
    return states
