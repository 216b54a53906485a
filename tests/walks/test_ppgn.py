"""The three-term step: each term alone is a step we know, and together they end where Bayes' rule says."""

from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.gaussians import log_gaussian
from amteach.functions.score import random
from amteach.walks.langevin import langevin
from amteach.walks.ppgn import ppgn

X = np.random.default_rng(0).normal(size=(5, 3))
W = np.array([1.0, -2.0, 0.5])
PRIOR = -0.5 * am.l2


def walked(f, step, x0: Any = X, steps=20, seed=3):
    return am.record(am.walk(f, x0, step, seed), steps)


def test_the_second_term_alone_is_the_ascent_on_f(kind):
    f = am.linear(W) - 0.2 * am.lp(4)
    alone = walked(f, ppgn(PRIOR, 0.0, 0.03, 0.0), kind(X))
    assert np.allclose(to_numpy(alone.x), to_numpy(walked(f, am.ascent(0.03), kind(X)).x), rtol=1e-12)


def test_the_first_term_alone_is_the_ascent_on_log_p(kind):
    prior = -am.lp(4)
    alone = walked(am.linear(W), ppgn(prior, 0.01, 0.0, 0.0), kind(X))
    assert np.allclose(to_numpy(alone.x), to_numpy(walked(prior, am.ascent(0.01), kind(X)).x), rtol=1e-12)


def test_the_third_term_alone_is_a_random_walk_of_that_width():
    """Var xₜ = ε₃² t; the variance of 5000 chains is within 5.2 standard errors, but twice in ten million."""
    x = walked(am.linear([1.0]), ppgn(-am.l2, 0.0, 0.0, 0.3), np.zeros((5000, 1)), steps=50).x
    z = (x[1:, :, 0].var(axis=1) / (0.09 * np.arange(1, 51)) - 1) / np.sqrt(2 / 5000)
    assert np.abs(z).max() < 5.2


def test_with_equal_rates_and_the_noise_that_fits_it_is_langevin_on_the_sum(kind):
    f, rate = am.linear(W), 0.07
    three, one = ppgn(PRIOR, rate, rate, np.sqrt(2 * rate)), langevin(rate)
    together = walked(f + PRIOR, one, kind(X))
    apart = walked(f, three, kind(X))
    assert np.allclose(to_numpy(apart.x), to_numpy(together.x), rtol=1e-12)
    assert np.allclose(to_numpy(apart.value), [f(to_numpy(x)) for x in together.x])


def test_without_noise_it_ends_at_the_prototype_of_bayes_rule(kind):
    """p(x) = N(0, 1) and log p(k|x) = w·x + constant: log p(x|k) is largest at w."""
    end = to_numpy(walked(am.linear(W), ppgn(PRIOR, 0.1, 0.1, 0.0), kind(X), steps=300).x[-1])
    assert np.allclose(end, W)


@pytest.mark.parametrize("sd", [0.3, 1.0])
def test_the_best_denoiser_points_as_the_gradient_of_the_noisy_density_does(sd, kind):
    """x ~ N(μ, Σ), noise of variance σ²: R(x) = μ + Σ (Σ + σ²)⁻¹ (x − μ), and (R(x) − x)/σ² = ∇log N(x; μ, Σ + σ²)."""
    mu, sigma = np.array([1.0, 0.0, -1.0]), np.diag([0.5, 1.0, 2.0])
    kept = np.diagonal(sigma) / (np.diagonal(sigma) + sd**2)

    def forward(x):
        like = kind if not isinstance(x, np.ndarray) else np.asarray
        return like(mu * (1 - kept)) + like(kept) * x, lambda d: like(kept) * d

    denoiser, noisy = am.Function(forward, "R"), log_gaussian(mu, sigma + sd**2 * np.eye(3))
    by_map = walked(am.linear(W), ppgn(denoiser, 0.1 / sd**2, 0.1, 0.05), kind(X))
    by_density = walked(am.linear(W), ppgn(noisy, 0.1, 0.1, 0.05), kind(X))
    assert np.allclose(to_numpy(by_map.x), to_numpy(by_density.x), rtol=1e-10)


def test_a_code_is_clipped_and_the_trace_holds_f_of_the_code_that_was_kept(kind):
    decoder = am.blur(0.5)
    f = am.linear(np.ones((4, 4))) @ decoder
    trace = walked(f, ppgn(-am.l2, 0.01, 1.0, 0.1, am.clip(0, 2)), kind(np.zeros((2, 4, 4))), steps=10)
    x = to_numpy(trace.x)
    assert x.min() >= 0
    assert x.max() == 2
    assert np.allclose(to_numpy(trace.value[-1]), f(x[-1]))


def test_prior_f_and_operator_may_be_random_and_are_drawn_by_the_walk():
    denoiser = 0.5 * am.identity @ am.add_noise(0.5)
    step = ppgn(denoiser, 0.1, 0.1, 0.0, am.add_noise(0.1))
    f = am.linear(W) @ am.add_noise(0.1)
    first, again, other = (walked(f, step, seed=seed).x for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.allclose(first[-1], other[-1])


def test_a_scheduled_operator_is_given_the_state():
    halved = ppgn(-am.l2, 0.0, 1.0, 0.0, am.every(2, am.decay(0.5)))
    assert np.allclose(walked(am.linear([1.0]), halved, [[0.0]], steps=4).x[:, 0, 0], [0, 1, 1, 2, 1.5])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_kind_and_dtype_are_kept(dtype, kind):
    x = kind(X.astype(dtype))
    trace = walked(am.linear(W), ppgn(PRIOR, 0.1, 0.1, np.float64(0.1)), x)
    assert type(trace.x) is type(x)
    assert trace.x.dtype == x.dtype


@pytest.mark.parametrize("rates", [(-1, 1, 0), (1, np.inf, 0), (1, 1, np.nan)])
def test_a_rate_below_zero_is_refused(rates):
    with pytest.raises(ValueError, match=r"each is finite and 0 or more; write am.ppgn\(prior, prior_rate="):
        ppgn(PRIOR, *rates)


def test_what_is_no_prior_is_refused():
    no_function: Any = lambda x: x
    with pytest.raises(TypeError, match=r"log p\(x\) or a denoiser as its prior"):
        ppgn(no_function, 1, 1, 1)
    no_number: Any = am.clip(0, 1)
    with pytest.raises(TypeError, match=r"ppgn\(noise=clip\(0, 1\)\): of ε₁, ε₂, ε₃ each is finite"):
        ppgn(PRIOR, 1, 1, no_number)
    table = random(lambda rng: am.Function(lambda x: (x[:, :2], lambda d: d), "two"), "two")
    with pytest.raises(ValueError, match=r"the prior two sends x of shape \(5, 3\) to \(5, 2\)"):
        walked(am.linear(W), ppgn(table, 1, 1, 0))


def test_the_description_says_the_three_rates():
    trace = walked(am.linear(W), ppgn(PRIOR, 1e-5, 1, 1e-17, am.clip(0, 30)))
    assert trace.description == "w·x by ppgn(−0.5 ‖x‖², 1e-05, 1, 1e-17, operator=clip(0, 30)), seed 3"
