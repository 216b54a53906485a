"""Listeners that stand between a walk and its record: stopping rules and a progress bar.

Each takes states and yields them on:   record(progress(until_still(walk(...)), 1000), steps=1000)
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from ..functions.arrays import dot
from .walk import State


def until_value(states: Iterator[State], goal: float) -> Iterator[State]:
    """Stop at the first state at which every row has f(x) ≥ goal, that state included.

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[1.0]), [[0.0]], am.ascent(1.0))
    >>> [float(s.value[0]) for s in am.until_value(states, 2.0)]
    [0.0, 1.0, 2.0]
    """
    for state in states:
        yield state
        if float(state.value.min()) >= goal:
            return


def until_still(states: Iterator[State], tolerance: float = 1e-6) -> Iterator[State]:
    """Stop at the first state at which no row has moved by more than the tolerance (‖xₜ − xₜ₋₁‖) since the last."""
    before = None
    for state in states:
        yield state
        if before is not None:
            moved = state.x - before
            if float(dot(moved, moved).max()) <= tolerance**2:
                return
        before = state.x


def progress(states: Iterator[State], steps: int) -> Iterator[State]:
    """Draw a progress bar with the mean of f(x) while the states pass by."""
    if find_spec("ipywidgets"):
        from tqdm.auto import tqdm
    else:
        from tqdm import tqdm
    with tqdm(total=steps) as bar:
        for state in states:
            bar.update(state.t - bar.n)
            bar.set_postfix(f=f"{float(state.value.mean()):.4g}", refresh=False)
            yield state
