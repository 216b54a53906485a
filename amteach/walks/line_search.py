"""A step that finds its own rate: try a long one, and halve it until the climb is worth its length."""

from __future__ import annotations

import numpy as np

from ..functions.arrays import dot, namespace, rows
from ..functions.function import Function
from .ascent import expect_direction, positive_rate
from .directions import Direction, ask, named, steepest
from .walk import State, Step


def line_search(
    rate: float = 1.0, direction: Direction = steepest, shrink: float = 0.5, share: float = 1e-4, tries: int = 30
) -> Step:
    """x ← x + η d with the first η of rate, rate · shrink, rate · shrink², … that climbs enough (Armijo):

        f(x + η d) ≥ f(x) + share · η ⟨∇f, d⟩

    rate   : the largest η; each row of the batch finds its own
    share  : how much of the climb that the slope at x promises must come true, between 0 and 1
    tries  : how many η are tried; a row that finds none stays where it is

    f(x) never falls, whatever the rate and wherever the walk starts.  A row's search goes on where its last one ended,
    one size up; `state.memory[0]` holds the η of each row, 0 for one that stayed.  A random f is refused: two draws of
    it cannot be compared.  Each try costs one evaluation of f.

    On w·x − λ‖x‖² with d = ∇f the condition is η ≤ (1 − share) / λ:

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[4.0]) - 2 * am.l2, [[0.0]], line_search())
    >>> start, top = next(states), next(states)
    >>> top.x, top.value, top.memory[0]
    (array([[1.]]), array([2.]), array([0.25]))

    Source: Armijo (1966); Nocedal & Wright (2006), algorithm 3.1.
    """
    rate = positive_rate("line_search", rate)
    expect_direction(direction)
    if not (0 < shrink < 1 and 0 < share < 1 and tries >= 1):
        raise ValueError(
            f"line_search(shrink={shrink}, share={share}, tries={tries}): shrink and share lie between 0 and 1, and "
            "at least one try is needed"
        )

    def step(f: Function, s: State, rng: np.random.Generator) -> State:
        if f.is_random:
            raise ValueError(
                f"a line search compares values of f, but {f} is random: write am.ascent({rate:g}) instead"
            )
        xp = namespace(s.x)
        last, *rest = s.memory or [xp.zeros_like(s.value)]
        d, memory = ask(direction, s.grad, tuple(rest))
        slope = xp.clip(dot(s.grad, d), 0.0, None)
        longest = xp.full_like(s.value, rate)
        eta = xp.where(last > 0, xp.minimum(longest, last / shrink), longest)
        for left in reversed(range(tries + 1)):
            x = s.x + rows(eta, d) * d
            with np.errstate(all="ignore"):  # a try that leaves the finite numbers is only too long
                value, pullback = f.forward(x)
            short = ~(xp.isfinite(value) & (value >= s.value + share * eta * slope))
            if not bool(short.any()):
                break
            eta = xp.where(short, eta * shrink if left > 1 else 0 * eta, eta)
        return State(s.t + 1, x, value, pullback(xp.ones_like(value)), f, (eta, *memory))

    return named(step, f"line_search({rate:g}" + (")" if direction is steepest else f", {direction.__name__})"))
