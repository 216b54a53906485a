"""Adversarial pictures: the same ascent, kept near a picture.

    x ← clip(P(x + η d)),   P the nearest point of the ball ‖x − c‖ ≤ ε about the picture c

Nothing is new but the operator.  Projected gradient ascent (PGD) is its name in the literature on attacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np

from ..functions.arrays import Array, as_batch, like, namespace, rows, to_numpy
from ..functions.arrays import norm as l2
from ..functions.function import Function
from ..functions.objectives import Units, margin
from .ascent import ascent
from .directions import normalized, sign
from .operators import ball, box, clip
from .walk import expect, walk

NORMS = {  # what is bounded: (the ball, the steepest direction in that norm, the norm of each row)
    "L2": (ball, normalized, l2),
    "L∞": (box, sign, lambda v: namespace(v).max(namespace(v).abs(namespace(v).reshape(v, (len(v), -1))), axis=1)),
}
SHARE = 1 / 8  # of the radius: the length of one step


@dataclass(frozen=True)
class Attack:
    """The highest pictures that were met, x, (n, …); f there, value, (n,); push = x − c, and size, its norm, (n,)."""

    x: Array
    value: Array
    push: Array
    size: Array


def within(radius: float, center: Array, norm: str = "L2") -> Function:
    """The operator that keeps x in the ball about the picture, and in [0, 1]: clip(0, 1) @ ball(radius, center).

    Clipping brings no pixel further from a center in [0, 1], so what comes out lies in both.

    >>> within(0.5, [0.2, 0.2], "L∞")(np.array([[-1.0, 1.0]]))
    array([[0. , 0.7]])
    """
    return clip(0, 1) @ _of(norm)[0](radius, center=center)


def attack(
    f: Function, center, radius: float, norm: str = "L2", *, steps: int = 40, restarts: int = 1, seed: int = 0
) -> Attack:
    """The highest f that an ascent of so many steps meets within the radius of each picture.

    f        : such as log_softmax(3) @ net, or −margin(labels) @ net, which is above 0 where the net is wrong
    center   : the pictures c, (n, …), in [0, 1]
    norm     : "L2": ‖x − c‖ ≤ ε, with steps along g/‖g‖; or "L∞": |xᵢ − cᵢ| ≤ ε, with steps along sign g
    restarts : the first walk starts at c, each other one at a random place in the ball

    The best state of all walks is kept, row by row, so neither a step more nor a restart more does worse.  Pictures
    outside of [0, 1] are refused, and so is a random f, whose values cannot be compared.

    >>> import amteach as am
    >>> it = attack(am.linear(w=[3.0, 4.0]), np.array([[0.5, 0.5]]), 0.1)
    >>> it.x.round(3), it.size.round(3)
    (array([[0.56, 0.58]]), array([0.1]))

    Source: Madry et al. (2018); Szegedy et al. (2014) found that it works at all.
    """
    _, direction, length = _of(norm)
    center = as_batch(center)
    if not (to_numpy(center) >= 0).all() or not (to_numpy(center) <= 1).all():
        raise ValueError("attack needs pictures in [0, 1], because that is where it keeps them: write x.clip(0, 1)")
    if not (steps >= 0 and restarts >= 1 and steps % 1 == restarts % 1 == 0):
        raise ValueError(
            f"attack(steps={steps}, restarts={restarts}): whole numbers are needed, steps ≥ 0 and restarts ≥ 1"
        )
    operator, xp = within(radius, center, norm), namespace(center)
    expect("attack", f, direction)
    if f.is_random:
        raise ValueError(
            f"attack compares values of f, but {f} is random: draw it once, f.draw(np.random.default_rng(0))"
        )
    x, value = center, f(center)
    for i in range(int(restarts)):
        rng = np.random.default_rng([seed, i])
        start = operator(center + like(_somewhere(norm, radius, center.shape, rng), center)) if i else center
        for state in islice(walk(f, start, ascent(SHARE * radius, direction, operator), seed), int(steps) + 1):
            better = state.value > value
            x, value = xp.where(rows(better, x), state.x, x), xp.where(better, state.value, value)
    return Attack(x, value, x - center, length(x - center))


def accuracy_under_attack(
    net: Function, x, labels: Units, radius: float, norm: str = "L2", *, steps: int = 40, restarts: int = 1
) -> float:
    """The share of pictures that the net names rightly, whatever `attack` finds within the radius.

    An upper bound: another attack may find more.

    >>> import amteach as am
    >>> accuracy_under_attack(am.identity, np.array([[0.6, 0.4], [0.9, 0.1]]), [0, 0], radius=0.2)
    0.5
    """
    best = attack(-margin(labels) @ net, x, radius, norm, steps=steps, restarts=restarts).value
    return float((to_numpy(best) < 0).mean())


def _of(norm: str):
    if norm not in NORMS:
        raise ValueError(f"norm={norm!r}: there are {', '.join(map(repr, NORMS))}")
    return NORMS[norm]


def _somewhere(norm: str, radius: float, shape, rng: np.random.Generator) -> np.ndarray:
    """A random place in the ball about 0, one for each row."""
    if norm == "L∞":
        return rng.uniform(-radius, radius, shape)
    v = rng.standard_normal(shape)
    return radius * rows(rng.random(len(v)) / l2(v), v) * v
