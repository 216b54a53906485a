"""MALA: Langevin's step as a proposal that is accepted or rejected, so that no bias remains."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..functions.arrays import Array, dot, like, namespace, rows
from ..functions.function import Function
from .ascent import positive_rate
from .directions import named
from .independent_rows import check_independent_rows
from .langevin import normal
from .walk import State, Step


def mala(rate: float) -> Step:
    """Propose x' = x + ε ∇f(x) + √(2ε) ξ, and go there with the probability

        a(x → x') = min(1, p(x') q(x | x') / p(x) q(x' | x)),     p = exp f,   q the density of proposals;

    otherwise stay at x, which then counts once more.  Then p(x) q(x'|x) a(x → x') = p(x') q(x|x') a(x' → x): as many
    chains go from x to x' as come back, so the density exp f is preserved, at every ε.  Too large an ε is not an error
    but a waste: hardly anything is accepted.  In many dimensions an acceptance of about 0.57 is best.

    rate : ε, in units of x²; f is a log density, up to a constant; each row of the batch is a chain of its own, and
           is accepted or rejected on its own, so an f whose rows depend on each other (am.diversity) is refused

    `state.accepted` counts the accepted proposals of each row, and `am.acceptance(trace)` is their share.  A random f
    is refused, because two draws of it cannot be compared.  A denoiser gives a direction and no height, so it cannot be
    an f: write am.ppgn(denoiser, ...).

    >>> import amteach as am
    >>> trace = am.record(am.walk(-0.5 * am.l2, np.zeros((500, 1)), mala(1.0)), steps=100)
    >>> am.acceptance(trace).mean().round(1), trace.x[50:].var().round(1)                  # N(0, 1) has variance 1
    (np.float64(0.8), np.float64(1.0))

    Source: Rossky, Doll & Friedman (1978); Roberts & Tweedie (1996); Roberts & Rosenthal (1998) for the 0.57.
    """
    rate = positive_rate("mala", rate)

    def step(f: Function, s: State[Any], rng: np.random.Generator) -> State[Any]:
        if f.is_random:
            raise ValueError(
                f"MALA compares the heights of two points, but {f} is random: write am.langevin({rate:g}), which "
                "compares nothing, or draw f once, f.draw(np.random.default_rng(0))"
            )
        xp = namespace(s.x)
        x = s.x + rate * s.grad + math.sqrt(2 * rate) * normal(rng, s.x)
        with np.errstate(all="ignore"):  # a non-finite proposal is rejected
            value, pullback = f.forward(x)
            grad = pullback(xp.ones_like(value))
            log_a = value - s.value + log_q(s.x, x, grad, rate) - log_q(x, s.x, s.grad, rate)
            if s.t == 0:
                check_independent_rows("mala", f, s.x, s.value, x - s.x)
            accept = xp.log(like(rng.random(len(log_a)), log_a)) < log_a  # False where log a is not a number
        choose = lambda new, old: xp.where(rows(accept, old), new, old)
        accepted = like(accept, s.value) + (0 if s.accepted is None else s.accepted)
        return State(s.t + 1, choose(x, s.x), choose(value, s.value), choose(grad, s.grad), f, accepted=accepted)

    return named(step, f"mala({rate:g})")


def log_q(to: Array, x: Array, grad: Array, rate: float) -> Array:
    """log q(to | x) = −‖to − x − ε ∇f(x)‖² / 4ε, up to a constant: how likely x proposes this point; (batch,)."""
    missed = to - x - rate * grad
    return -dot(missed, missed) / (4 * rate)
