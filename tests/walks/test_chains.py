"""Burn-in, thinning, effective samples and R̂: what is left out, and what the numbers must be where they are known."""

import sys

import numpy as np
import pytest

import amteach as am
from amteach.walks.chains import acceptance, burn_in, effective_samples, r_hat, thin


@pytest.fixture
def trace():
    return am.record(am.walk(-0.5 * am.l2, np.zeros((4, 2)), am.mala(1.5)), steps=60, every=2, terms=True)


def autoregression(phi, steps=4000, chains=4, seed=0):
    """A chain whose effective sample size is known: the langevin step on N(0, 1), x ← φ x + √(2(1 − φ)) ξ."""
    x0 = np.random.default_rng(seed).normal(size=(chains, 1)) * np.sqrt(2 / (1 + phi))
    return am.record(am.walk(-0.5 * am.l2, x0, am.langevin(1 - phi), seed), steps)


def test_burn_in_counts_steps_and_not_states(trace):
    late = burn_in(trace, 20)
    assert late.t.tolist() == list(range(20, 61, 2))
    assert np.array_equal(late.x, trace.x[10:])
    assert np.array_equal(late.terms["−0.5 ‖x‖²"], trace.terms["−0.5 ‖x‖²"][10:])
    assert late.description == trace.description


def test_thinning_keeps_every_nth_state(trace):
    assert thin(trace, 5).t.tolist() == [0, 10, 20, 30, 40, 50, 60]
    assert np.array_equal(thin(trace, 5).x, trace.x[::5])
    assert thin(trace, 1).t.tolist() == trace.t.tolist()


def test_the_acceptance_is_that_of_what_was_kept(trace):
    late = burn_in(trace, 20)
    assert np.allclose(acceptance(late) * 40, trace.accepted[-1] - trace.accepted[10])
    assert np.allclose(acceptance(trace) * 60, trace.accepted[-1])


def test_a_walk_without_proposals_has_no_acceptance():
    with pytest.raises(ValueError, match=r"only am.mala accepts and rejects"):
        acceptance(autoregression(0.5, steps=10))


@pytest.mark.parametrize("phi", [0.0, 0.5, 0.9])
def test_the_effective_samples_of_an_autoregression_are_its_share_1_minus_phi_over_1_plus_phi(phi):
    """(1 − φ) / (1 + φ) of the states, within a fifth."""
    pytest.importorskip("arviz_stats", reason="ArviZ is the extra amteach[sampling]")
    (seen,) = effective_samples(autoregression(phi))
    assert seen == pytest.approx(4 * 4001 * (1 - phi) / (1 + phi), rel=0.2)


def test_r_hat_is_one_for_chains_that_agree_and_large_for_chains_in_two_modes():
    pytest.importorskip("arviz_stats", reason="ArviZ is the extra amteach[sampling]")
    assert r_hat(autoregression(0.5)) == pytest.approx(1.0, abs=0.01)
    f = am.log_gaussians([0.5, 0.5], [[-8.0], [8.0]], [[[1.0]], [[1.0]]])
    apart = am.record(am.walk(f, [[-8.0], [8.0]], am.mala(0.5)), steps=500)
    assert r_hat(apart) > 1.5


def test_the_numbers_have_the_shape_of_a_point_and_come_from_tensors_too(kind):
    pytest.importorskip("arviz_stats", reason="ArviZ is the extra amteach[sampling]")
    x0 = kind(np.random.default_rng(0).normal(size=(3, 2, 2)).astype("float32"))
    trace = am.record(am.walk(-0.5 * am.l2, x0, am.mala(0.5)), steps=200)
    assert effective_samples(trace).shape == r_hat(trace).shape == (2, 2)
    assert np.all(effective_samples(trace) > 50)


def test_bad_requests_say_what_to_write(trace):
    with pytest.raises(ValueError, match="the trace goes from step 0 to 60"):
        burn_in(trace, 61)
    with pytest.raises(ValueError, match="a whole number is needed, 1 or more"):
        thin(trace, 0)
    with pytest.raises(ValueError, match="start from several"):
        r_hat(am.record(am.walk(-am.l2, [[1.0]], am.mala(0.1)), 10))
    with pytest.raises(ValueError, match="a Trace of 2 states is too short"):
        effective_samples(am.record(am.walk(-am.l2, [[1.0]], am.mala(0.1)), 1))
    with pytest.raises(ValueError, match="holds no proposals"):
        acceptance(thin(trace, 100))


def test_without_arviz_the_error_names_the_extra(trace, monkeypatch):
    for name in ("arviz_stats", "arviz_stats.base", "arviz_stats.base.array"):
        monkeypatch.setitem(sys.modules, name, None)
    for ask in (effective_samples, r_hat):
        with pytest.raises(ImportError, match=r'pip install "amteach\[sampling\]"'):
            ask(trace)
