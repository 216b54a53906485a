"""The references of lecture 08 are right: against the package's own samplers and densities, and what defines them."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.exercises import EXERCISES, check
from amteach.functions.implicit_density import log_sum_exp
from amteach.walks.langevin import langevin
from amteach.walks.mala import log_q
from amteach.walks.ppgn import ppgn
from amteach.walks.walk import State


def dealt(xi) -> Any:
    """A generator that deals this noise."""
    return SimpleNamespace(standard_normal=lambda shape: xi)


def stands(x, gradient):
    """A walk on a linear f, standing at x with this gradient."""
    f = am.score(lambda y: (0 * y[:, 0], 0 * y), "f")
    return State(0, x, np.zeros(len(x)), gradient, f)


def test_the_langevin_step_is_the_packages(trials):
    for (x, gradient, xi, rate), point in trials("langevin-step"):
        state = stands(x, gradient)
        np.testing.assert_allclose(langevin(rate)(state.f, state, dealt(xi)).x, point)


def test_the_acceptance_is_the_packages(trials):
    for (x, to, rate), share in trials("mala-acceptance"):
        log_a = 0.5 * (am.dot(x, x) - am.dot(to, to)) + log_q(x, to, -to, rate) - log_q(to, x, -x, rate)
        np.testing.assert_allclose(share, np.exp(np.minimum(0, log_a)))


def test_the_acceptance_balances_the_two_ways(trials):
    """p(x) q(x'|x) a(x → x') is the same from x' to x; the densities are scipy's."""
    norm = pytest.importorskip("scipy.stats", reason="scipy is the oracle here").norm
    a = EXERCISES["mala-acceptance"].reference
    for (x, to, rate), _ in trials("mala-acceptance"):
        q = lambda y, x, rate=rate: norm((1 - rate) * x, np.sqrt(2 * rate)).pdf(y).prod(axis=1)
        there = norm.pdf(x).prod(axis=1) * q(to, x) * a(x, to, rate)
        np.testing.assert_allclose(there, norm.pdf(to).prod(axis=1) * q(x, to) * a(to, x, rate))


def test_log_p_of_x_is_the_packages_and_torchs(trials, torch):
    for (z, log_z), log_p in trials("implied-log-p"):
        np.testing.assert_allclose(log_p, log_sum_exp(z) - log_z)
    assert check("implied-log-p", lambda z, log_z: torch.logsumexp(torch.tensor(z), 1) - log_z)


def test_what_is_added_to_all_logits_and_to_log_z_cancels(trials):
    reference = EXERCISES["implied-log-p"].reference
    for (z, log_z), log_p in trials("implied-log-p"):
        np.testing.assert_allclose(reference(z + 3, log_z + 3), log_p, atol=1e-9)


def test_the_three_terms_are_the_packages(trials):
    for (h, denoised, gradient, xi, epsilon, high), code in trials("three-terms"):
        denoiser = am.Function(lambda x, y=denoised: (y, lambda d: 0 * d), "R")
        state = stands(h, gradient)
        step = ppgn(denoiser, *epsilon, operator=am.clip(0, high))
        np.testing.assert_allclose(step(state.f, state, dealt(xi)).x, code)


def test_vectorised_answers_are_right():
    assert check("langevin-step", lambda x, gradient, xi, rate: x + rate * gradient + (2 * rate) ** 0.5 * xi)
    assert check("three-terms", lambda h, r, g, xi, e, high: np.clip(h + e @ np.stack([r - h, g, xi], axis=1), 0, high))
