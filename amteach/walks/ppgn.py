"""The three-term step: towards what is likely, towards what the unit wants, and a little noise."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..functions.arrays import Array, namespace
from ..functions.checks import number
from ..functions.function import Function, identity
from .directions import named
from .langevin import normal
from .scheduled import for_step
from .walk import State, Step, evaluate


def ppgn(prior: Function, prior_rate: float, rate: float, noise: float, operator: Function = identity) -> Step:
    """x ← P(x + ε₁ d(x) + ε₂ ∇f(x) + ε₃ ξ),   ξ ~ N(0, 1),   d = ∇log p(x), or R(x) − x.

    f is log p(k|x), what the walk climbs; p(x) is the prior.  By Bayes their gradients add up to that of log p(x|k).

    prior      : where d comes from.  A Function with one number per row is log p(x), and d is its gradient.  A Function
                 that keeps the shape of x is a denoiser R, and d = R(x) − x, which is about σ² ∇log p(x) where R was
                 trained to take away noise of variance σ²; it may be random, such as R @ am.add_noise(0.1)
    prior_rate : ε₁, how realistic;   rate : ε₂, how much of class k;   noise : ε₃, how diverse; each ≥ 0
    operator   : P, such as am.clip(0, 1) for pixels, or am.clip(0, 30) for the codes of a decoder

    x may be a picture, with f = log_softmax(k) @ cnn, or a code h, with f = log_softmax(k) @ cnn @ decoder and R a
    denoiser of codes.  With ε₁ = ε₂ = ε and ε₃ = √(2ε) it is `langevin(ε)` on f + log p.  Nothing is accepted or
    rejected: a denoiser points the way but has no height, so there is nothing to compare.

    >>> import amteach as am
    >>> walk = am.walk(am.linear(w=[1.0]), [[0.0]], am.ppgn(-0.5 * am.l2, 0.1, 0.1, noise=0.0))
    >>> am.record(walk, steps=200).x[-1].round(3)                  # where x₁ − ½x₁² is largest
    array([[1.]])
    >>> walk = am.walk(am.linear(w=[1.0]), [[0.0]], am.ppgn(0.5 * am.identity, 0.2, 0.1, noise=0.0))
    >>> am.record(walk, steps=200).x[-1].round(3)                  # R(x) = ½x draws to 0, where 0.2 (x/2) = 0.1
    array([[1.]])

    Source: Nguyen, Clune, Bengio, Dosovitskiy & Yosinski (2017); Alain & Bengio (2014) for R.
    """
    usage = "am.ppgn(prior, prior_rate=1e-2, rate=1.0, noise=1e-15)"
    if not isinstance(prior, Function) or not isinstance(operator, Function):
        raise TypeError(
            f"ppgn needs Functions, log p(x) or a denoiser as its prior and an operator such as am.clip(0, 1), but got "
            f"{type(prior).__name__} and {type(operator).__name__}: write {usage}"
        )
    needs = f"of ε₁, ε₂, ε₃ each is finite and 0 or more; write {usage}"
    given = {"prior_rate": prior_rate, "rate": rate, "noise": noise}
    rates = [number(f"ppgn({name}={{}})", came, needs, least=0) for name, came in given.items()]

    def step(f: Function, s: State[Any], rng: np.random.Generator) -> State[Any]:
        x = s.x + rates[0] * _prior_direction(prior.draw(rng), s.x) + rates[1] * s.grad + rates[2] * normal(rng, s.x)
        return evaluate(f, for_step(operator, s).draw(rng)(x), s.t + 1, rng)

    written = "" if operator is identity else f", operator={operator}"
    return named(step, f"ppgn({prior}, {', '.join(f'{epsilon:g}' for epsilon in rates)}{written})")


def _prior_direction(prior: Function, x: Array) -> Array:
    """d(x): the gradient of a log density, or R(x) − x of a denoiser."""
    y, pullback = prior.forward(x)
    if tuple(y.shape) == tuple(x.shape):
        return y - x
    if tuple(y.shape) == (x.shape[0],):
        return pullback(namespace(y).ones_like(y))
    raise ValueError(
        f"the prior {prior} sends x of shape {tuple(x.shape)} to {tuple(y.shape)}: a log density gives one number per "
        f"row, {(x.shape[0],)}, and a denoiser the shape of x"
    )
