"""Adversarial pictures: the same ascent, kept near a picture.

    x ← clip(P(x + η d)),   P the nearest point of the ball ‖x − c‖ ≤ ε about the picture c

Only the operator is new.  The literature on attacks calls it projected gradient ascent (PGD).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..functions.arrays import Array, as_batch, like, namespace, rows, to_numpy
from ..functions.arrays import norm as l2
from ..functions.checks import number, seed_of, shown, whole
from ..functions.function import Function
from ..functions.objectives import Units, margin
from .ascent import ascent
from .directions import Direction, normalized, sign
from .operators import ball, box, clip
from .walk import check_arguments, walk


def _largest(v: Array) -> Array:
    xp = namespace(v)
    return xp.max(xp.abs(xp.reshape(v, (v.shape[0], -1))), axis=1)


class Norm(NamedTuple):
    """A norm: the projection on its ball, the steepest direction in it, and the norm of each row."""

    ball: Callable[..., Function]
    steepest: Direction
    length: Callable[[Any], Any]


NORMS = {"L2": Norm(ball, normalized, l2), "L∞": Norm(box, sign, _largest)}
SHARE = 1 / 8  # of the radius: the length of one step


@dataclass(frozen=True)
class Attack(Generic[Array]):
    """The best pictures that an attack found.

    x     : the pictures, (n, …)
    value : f(x), (n,)
    push  : x − c, in the shape of x
    size  : ‖x − c‖ in the norm of the attack, (n,)
    """

    x: Array
    value: Array
    push: Array
    size: Array


def within(radius: float, center: ArrayLike, norm: str = "L2") -> Function:
    """The operator that keeps x in the ball about the center, and in [0, 1]: clip(0, 1) @ ball(radius, center).

    center : a picture, or one for each row of the batch

    Clipping moves no pixel away from a center in [0, 1], so the result lies in both sets.

    >>> within(0.5, [0.2, 0.2], "L∞")(np.array([[-1.0, 1.0]]))
    array([[0. , 0.7]])
    """
    return clip(0, 1) @ _norm(norm).ball(radius, center=center)


def attack(
    f: Function,
    center: Array | list,
    radius: float,
    norm: str = "L2",
    *,
    steps: int = 40,
    restarts: int = 1,
    seed: int = 0,
) -> Attack[Array]:
    """The highest f that an ascent of so many steps finds within the radius of each picture.

    f        : such as log_softmax(3) @ net, or −margin(labels) @ net, which is above 0 where the net is wrong
    center   : the pictures c, (n, …), in [0, 1]
    norm     : "L2": ‖x − c‖ ≤ ε, with steps of ε/8 along g/‖g‖; or "L∞": |xᵢ − cᵢ| ≤ ε, with steps of ε/8 along sign g
    restarts : the first walk starts at c, each other one at a random place in the ball

    The best state of all walks is kept for each row, so more steps or restarts never do worse.  Pictures outside [0, 1]
    are refused, and so is a random f, whose values cannot be compared.

    >>> import amteach as am
    >>> it = attack(am.linear(w=[3.0, 4.0]), np.array([[0.5, 0.5]]), 0.1)
    >>> it.x.round(3), it.size.round(3)
    (array([[0.56, 0.58]]), array([0.1]))

    Source: Madry et al. (2018); Szegedy et al. (2014), who found adversarial pictures.
    """
    ascending = _norm(norm)
    c = as_batch(center)
    if not (to_numpy(c) >= 0).all() or not (to_numpy(c) <= 1).all():
        raise ValueError("attack needs pictures in [0, 1], because that is where it keeps them: write x.clip(0, 1)")
    radius = number("attack(f, center, radius={})", radius, "the radius must be finite and above 0", above=0)
    steps = whole("attack(steps={})", steps, "whole numbers are needed, steps ≥ 0 and restarts ≥ 1")
    restarts = whole("attack(restarts={})", restarts, "whole numbers are needed, steps ≥ 0 and restarts ≥ 1", least=1)
    seed = seed_of("attack", seed)
    check_arguments("attack", f, ascending.steepest)
    if f.is_random:
        raise ValueError(
            f"attack compares values of f, but {f} is random: draw it once, f.draw(np.random.default_rng(0))"
        )
    xp = namespace(c)
    operator = within(radius, c, norm)
    step = ascent(SHARE * radius, ascending.steepest, operator)
    x, value = c, f(c)
    for i in range(restarts):
        rng = np.random.default_rng([seed, i])
        start = operator(c + like(_anywhere(norm, radius, c.shape, rng), c)) if i else c
        for state in islice(walk(f, start, step, seed), steps + 1):
            better = state.value > value
            x = xp.where(rows(better, x), state.x, x)
            value = xp.where(better, state.value, value)
    return Attack(x, value, x - c, ascending.length(x - c))


def accuracy_under_attack(
    net: Function,
    x: Array | list,
    labels: Units,
    radius: float,
    norm: str = "L2",
    *,
    steps: int = 40,
    restarts: int = 1,
) -> float:
    """The share of pictures that the net classifies correctly, even after `attack` with this radius.

    x (n, …), labels (n,).  It is an upper bound: another attack may find more.

    >>> import amteach as am
    >>> accuracy_under_attack(am.identity, np.array([[0.6, 0.4], [0.9, 0.1]]), [0, 0], radius=0.2)
    0.5
    """
    best = attack(-margin(labels) @ net, x, radius, norm, steps=steps, restarts=restarts).value
    return float((to_numpy(best) < 0).mean())


def _norm(name: str) -> Norm:
    if not isinstance(name, str) or name not in NORMS:
        raise ValueError(f"norm={shown(name)}: there are {', '.join(map(repr, NORMS))}")
    return NORMS[name]


def _anywhere(norm: str, radius: float, shape: Sequence[int], rng: np.random.Generator) -> np.ndarray:
    """A random place in the ball about 0, one for each row."""
    if norm == "L∞":
        return rng.uniform(-radius, radius, shape)
    v = rng.standard_normal(shape)
    return radius * rows(rng.random(len(v)) / l2(v), v) * v
