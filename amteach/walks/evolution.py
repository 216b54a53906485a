"""Climbing without a gradient: make random changes and keep the best."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..functions.arrays import like, namespace, rows
from ..functions.checks import number, whole
from ..functions.function import Function, identity
from .ascent import check_operator
from .directions import named
from .independent_rows import check_independent_rows
from .langevin import normal
from .scheduled import for_step
from .walk import State, Step

FIFTH = 0.2  # the share of better children that leaves σ as it is


def evolve(sd: float, children: int = 20, operator: Function = identity) -> Step:
    """x ← the highest of x and P(x + σ ξᵢ), ξᵢ ~ N(0, 1), i = 1 … λ:   a (1 + λ) evolution strategy.

    sd       : the first σ, in units of x; each row of the batch is a family of its own, with its own σ
    children : λ, how many a generation has
    operator : P, such as clip(0, 1), as for `ascent`

    f is evaluated and never differentiated: `grad` is 0 from the first step on.  (An f that has no gradient is written
    am.score(lambda x: (value(x), 0 * x)).)  f(x) never falls.  With s the share of children that are higher than x,
    σ ← σ · 1.5^((s − 0.2) / 0.8): of tiny changes half succeed but gain little, of large ones hardly any succeed, and
    one in five is a good mean.  `state.memory[0]` holds the σ of each row.  A random f is refused, because two draws of
    it cannot be compared, and so is an f whose rows depend on each other, such as am.diversity.

    >>> import amteach as am
    >>> f = am.linear(w=[1.0, 2.0]) - 0.5 * am.l2                                           # highest at (1, 2)
    >>> am.record(am.walk(f, [[3.0, -2.0]], evolve(0.5)), steps=100).x[-1].round(2)
    array([[1., 2.]])

    Source: Rechenberg (1973), who found the rule of one fifth; Nguyen, Yosinski & Clune (2015) fool networks like this.
    """
    if callable(sd):
        raise TypeError("evolve needs its standard deviation: write step=am.evolve(0.1)")
    sd = number("evolve(sd={})", sd, "the standard deviation must be finite and above 0", above=0)
    needs = "a whole number of children is needed, 1 or more"
    children = whole(f"evolve({sd:g}, children={{}})", children, needs, least=1)
    check_operator(operator)

    def step(f: Function, s: State[Any], rng: np.random.Generator) -> State[Any]:
        if f.is_random:
            raise ValueError(
                f"evolve compares values of f, but {f} is random: draw it once, f.draw(np.random.default_rng(0))"
            )
        xp = namespace(s.x)
        project = for_step(operator, s)
        (sigma,) = s.memory or (xp.full_like(s.value, sd),)
        if s.t == 0:
            check_independent_rows("evolve", f, s.x, s.value, rows(sigma, s.x) + 0 * s.x)
        x, value = s.x, s.value
        share = xp.zeros_like(value)
        for _ in range(children):
            child = project(s.x + rows(sigma, s.x) * normal(rng, s.x))
            with np.errstate(all="ignore"):  # a child without a finite value is never the best
                height = f(child)
            share = share + like(height > s.value, value) / children
            better = height > value
            x = xp.where(rows(better, x), child, x)
            value = xp.where(better, height, value)
        sigma = sigma * 1.5 ** ((share - FIFTH) / (1 - FIFTH))
        return State(s.t + 1, x, value, xp.zeros_like(x), f, (sigma,))

    parts = [f"{sd:g}", *([f"children={children}"] if children != 20 else [])]
    parts += [f"operator={operator}"] if operator is not identity else []
    return named(step, f"evolve({', '.join(parts)})")
