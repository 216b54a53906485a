"""Does a sampler sample what it says?  Means, covariances and weights, against their closed forms.

Every row is a chain of its own, so the last states of a batch are independent, and each z-score of `Known.scores` is
N(0, 1).  Over the seeds, the sum of one of them over √SEEDS is N(0, 1) again, which a bias moves; and the sum of their
squares is χ², which grows when chains are not independent.  A sampler is caught if any of these 2m numbers is further
out than chance allows once in 2m million times: the false-alarm rate is one in a million for each call of `caught`.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.walks import mala as mala_file
from amteach.walks.langevin import langevin
from amteach.walks.mala import mala

stats = pytest.importorskip("scipy.stats", reason="scipy knows the quantiles of χ²")
SEEDS, CHAINS, FALSE_ALARM = 20, 1000, 1e-6


def ends(known, step, steps, seed, start=None):
    """The last state of each of CHAINS chains, from exact draws or all from one point."""
    x0 = known.draws(CHAINS, seed) if start is None else np.tile(start, (CHAINS, 1))
    walk = am.walk(known.f, x0, step, seed=1000 + seed)
    return am.record(walk, steps, every=steps).x[-1]


def caught(known, step, steps=20, start=None):
    """Whether the z-scores of all seeds together are further out than chance allows."""
    z = np.array([known.scores(ends(known, step, steps, seed, start)) for seed in range(SEEDS)])
    biased = 2 * stats.norm.sf(np.abs(z.sum(axis=0)) / SEEDS**0.5)
    spread = stats.chi2(SEEDS).sf((z**2).sum(axis=0))
    return bool(min(biased.min(), spread.min()) < FALSE_ALARM / (2 * z.shape[1]))


@pytest.mark.parametrize("rate", [0.05, 0.4])
def test_mala_keeps_the_density(known, rate):
    assert not caught(known, mala(rate))


def test_mala_finds_the_density_from_one_point_far_away(known):
    assert not caught(known, mala(0.3), steps=100, start=[4.0, 4.0])


def test_langevin_with_a_large_step_does_not(known):
    assert caught(known, langevin(0.4))


def test_langevin_with_a_small_step_nearly_does(known):
    """Its bias is of the order of ε: at ε = 0.002 it is below the noise of 20,000 chains."""
    assert not caught(known, langevin(0.002))


def always_yes(rng) -> Any:
    """The generator, but its coin for accepting always falls on yes, which takes MALA's correction away."""
    return SimpleNamespace(standard_normal=rng.standard_normal, random=lambda n: np.full(n, 1e-300))


def test_mala_without_its_correction_is_caught(known):
    assert caught(known, lambda f, s, rng: mala(0.4)(f, s, always_yes(rng)))


def test_mala_that_forgets_how_proposals_are_made_is_caught(known, monkeypatch):
    """min(1, p(x')/p(x)) would be right for proposals as likely there as back, which these are not."""
    monkeypatch.setattr(mala_file, "log_q", lambda to, x, grad, rate: 0.0)
    assert caught(known, mala(0.4))


def test_exact_draws_are_not_caught_and_shifted_ones_are(known):
    """The test itself: right on the truth, and able to see 0.06 of a standard deviation."""
    still = lambda f, s, rng: s
    assert not caught(known, still, steps=1)
    assert caught(known, lambda f, s, rng: s._replace(x=s.x + 0.06 * np.sqrt(np.diagonal(known.covariance))), steps=1)


@pytest.mark.parametrize("rate", [0.1, 0.5, 1.0, 1.5])
def test_langevin_on_a_normal_distribution_is_as_wide_as_the_closed_form(rate):
    """Along an axis of variance σ²: σ² / (1 − ε/2σ²).  100 steps forget the start, since |1 − ε/σ²| ≤ 0.9."""
    sigma2, n = np.array([1.0, 0.8]), 40_000
    walk = am.walk(am.log_gaussian([0.0, 0.0], np.diag(sigma2)), np.zeros((n, 2)), langevin(rate), seed=3)
    x = am.record(walk, 100, every=100).x[-1]
    z = (x.var(axis=0) / (sigma2 / (1 - rate / (2 * sigma2))) - 1) / np.sqrt(2 / n)
    assert np.abs(z).max() < 5.2  # twice in ten million


def test_langevin_beyond_its_largest_step_diverges_and_mala_only_stands_still():
    f, x0 = am.log_gaussian([0.0], [[1.0]]), am.noise((50, 1)).astype(float)
    with pytest.warns(RuntimeWarning, match="the walk stopped at step"):
        assert am.record(am.walk(f, x0, langevin(2.5)), 2000).diverged
    trace = am.record(am.walk(f, x0, mala(2.5)), 2000)
    assert np.isfinite(trace.x).all()
