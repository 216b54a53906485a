"""Langevin's walk: uphill, with as much noise as makes it a sampler."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..functions.arrays import Array, like
from ..functions.function import Function
from .ascent import positive_rate
from .directions import named
from .walk import State, Step, evaluate


def langevin(rate: float) -> Step:
    """x ← x + ε ∇f(x) + √(2ε) ξ,   ξ ~ N(0, 1):   a chain that visits x about in proportion to exp f(x).

    rate : ε, in units of x²; f is a log density, up to a constant, and each row of the batch is a chain of its own

    A step follows ∇f in a straight line where the continuous path would bend, so the chain is *biased*: it samples
    another density, which approaches exp f as ε → 0.  On N(0, σ²) it is the autoregression x ← (1 − ε/σ²) x +
    √(2ε) ξ, whose variance is σ² / (1 − ε/2σ²): too wide, and infinite from ε = 2σ² on.  `mala` takes the same step
    and has no bias.

    >>> import amteach as am
    >>> chain = am.walk(-0.5 * am.l2, [[3.0]], langevin(0.1), seed=0)                   # N(0, 1) is exp(−½‖x‖²)
    >>> [round(float(next(chain).x[0, 0]), 2) for _ in range(4)]
    [3.0, 2.76, 2.42, 2.47]

    Source: Parisi (1981); Roberts & Tweedie (1996), the unadjusted Langevin algorithm.
    """
    rate = positive_rate("langevin", rate)

    def step(f: Function, s: State[Any], rng: np.random.Generator) -> State[Any]:
        return evaluate(f, s.x + rate * s.grad + math.sqrt(2 * rate) * normal(rng, s.x), s.t + 1, rng)

    return named(step, f"langevin({rate:g})")


def normal(rng: np.random.Generator, x: Array) -> Array:
    """ξ ~ N(0, 1), independent numbers in the shape, the kind and the dtype of x."""
    return like(rng.standard_normal(tuple(x.shape)), x)
