"""A step that finds its own rate: try a long one, and halve it until f rises enough for its length."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..functions.arrays import dot, namespace, rows
from ..functions.checks import number, whole
from ..functions.function import Function
from .ascent import check_direction, positive_rate
from .directions import Direction, apply, named, steepest
from .walk import State, Step


def line_search(
    rate: float = 1.0, direction: Direction = steepest, shrink: float = 0.5, share: float = 1e-4, tries: int = 30
) -> Step:
    """x ← x + η d with the first η of rate, rate · shrink, rate · shrink², … that climbs enough (Armijo):

        f(x + η d) ≥ f(x) + share · η ⟨∇f, d⟩

    rate   : the largest η; each row of the batch finds its own
    share  : what fraction of the rise that the slope at x predicts is required, between 0 and 1
    tries  : how many η are tried; a row that finds none stays where it is

    f(x) never falls, whatever the rate and the start.  The search of a row begins one size above the η it found last;
    `state.memory[0]` holds the η of each row, 0 for one that stayed.  A random f is refused, because two draws of it
    cannot be compared.  Each try costs one evaluation of f.

    On w·x − λ‖x‖² with d = ∇f the condition is η ≤ (1 − share) / λ:

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[4.0]) - 2 * am.l2, [[0.0]], line_search())
    >>> start, top = next(states), next(states)
    >>> top.x, top.value, top.memory[0]
    (array([[1.]]), array([2.]), array([0.25]))

    Source: Armijo (1966); Nocedal & Wright (2006), algorithm 3.1.
    """
    rate = positive_rate("line_search", rate)
    check_direction(direction)
    shrink = number("line_search(shrink={})", shrink, "shrink lies between 0 and 1", above=0, below=1)
    share = number("line_search(share={})", share, "share lies between 0 and 1", above=0, below=1)
    tries = whole("line_search(tries={})", tries, "at least one try is needed", least=1)

    def step(f: Function, s: State[Any], rng: np.random.Generator) -> State[Any]:
        if f.is_random:
            raise ValueError(
                f"a line search compares values of f, but {f} is random: write am.ascent({rate:g}) instead"
            )
        xp = namespace(s.x)
        last, *rest = s.memory or [xp.zeros_like(s.value)]
        d, memory = apply(direction, s.grad, tuple(rest))
        slope = xp.clip(dot(s.grad, d), 0.0, None)
        longest = xp.full_like(s.value, rate)
        eta = xp.where(last > 0, xp.minimum(longest, last / shrink), longest)
        left = tries
        while True:
            x = s.x + rows(eta, d) * d
            with np.errstate(all="ignore"):  # a try whose value is not finite is too long
                value, pullback = f.forward(x)
            short = ~(xp.isfinite(value) & (value >= s.value + share * eta * slope))
            if left == 0 or not bool(short.any()):
                break
            left -= 1
            eta = xp.where(short, eta * shrink if left else 0 * eta, eta)
        return State(s.t + 1, x, value, pullback(xp.ones_like(value)), f, (eta, *memory))

    return named(step, f"line_search({rate:g}" + (")" if direction is steepest else f", {direction.__name__})"))
