"""Detailed balance: p(x) q(x'|x) a(x → x') = p(x') q(x|x') a(x' → x), so that as many chains go over as come back.

Once point by point, with the very coin that the step throws, and once on a grid of cells, where journeys are counted.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks import mala as mala_file
from amteach.walks.langevin import langevin
from amteach.walks.mala import mala
from amteach.walks.walk import evaluate

stats = pytest.importorskip("scipy.stats", reason="scipy is the oracle here")
RATE = 0.4


def dealt(noise, coin) -> Any:
    """A generator that deals this noise and this coin."""
    return SimpleNamespace(standard_normal=lambda shape: noise, random=lambda n: coin)


def goes(f, x, to, coin):
    """Whether MALA goes from each row of x to the same row of `to` when its coin shows this number."""
    state = evaluate(f, x, 0, np.random.default_rng(0))
    noise = (to_numpy(to) - to_numpy(x) - RATE * to_numpy(state.grad)) / np.sqrt(2 * RATE)
    end = mala(RATE)(f, state, dealt(noise, coin))
    assert np.array_equal(to_numpy(end.accepted), np.abs(to_numpy(end.x - state.x)).max(axis=1) > 0)
    return to_numpy(end.accepted) == 1


def acceptance(f, x, to):
    """a(x → x'), by halving the range of the coin in which it still goes, 50 times."""
    low, high = np.zeros(len(x)), np.ones(len(x))
    for _ in range(50):
        middle = (low + high) / 2
        yes = goes(f, x, to, middle)
        low, high = np.where(yes, middle, low), np.where(yes, high, middle)
    return low


def density(known, x):
    return sum(w * stats.multivariate_normal(m, c).pdf(x) for w, m, c in zip(*known.parts, strict=True))


def proposal(known, x, to):
    """q(x'|x), by scipy, with the gradient of log p by differences of scipy's density."""
    h = 1e-5 * np.eye(2)
    grad = np.stack([np.log(density(known, x + e) / density(known, x - e)) / 2e-5 for e in h], axis=1)
    return stats.norm(x + RATE * grad, np.sqrt(2 * RATE)).pdf(to).prod(axis=1)


def flows(known, a):
    """p q a from x to x', and from x' to x, for 40 pairs of points."""
    x, to = known.draws(40, seed=1), known.draws(40, seed=2)
    there = density(known, x) * proposal(known, x, to) * a(known.f, x, to)
    back = density(known, to) * proposal(known, to, x) * a(known.f, to, x)
    return there, back


def test_what_flows_over_flows_back(known):
    there, back = flows(known, acceptance)
    assert np.allclose(there, back, rtol=1e-6)
    assert there.min() > 0


def test_the_acceptance_is_the_ratio_but_not_above_one(known):
    x, to = known.draws(40, seed=1), known.draws(40, seed=2)
    back, there = density(known, to) * proposal(known, to, x), density(known, x) * proposal(known, x, to)
    assert np.allclose(acceptance(known.f, x, to), np.minimum(1, back / there), rtol=1e-6, atol=1e-12)


def test_without_its_correction_it_does_not(known):
    there, back = flows(known, lambda f, x, to: np.ones(len(x)))
    assert not np.allclose(there, back, rtol=1e-2)


def test_forgetting_how_proposals_are_made_it_does_not(known, monkeypatch):
    monkeypatch.setattr(mala_file, "log_q", lambda to, x, grad, rate: 0 * to[:, 0])
    there, back = flows(known, acceptance)
    assert not np.allclose(there, back, rtol=1e-2)


def unbalanced(known, step, cells=4, n=60_000):
    """Bowker's test: journeys between cells of a grid, there and back; true by chance once in a million.

    The chains start from exact draws, take one step, and are independent: Σ (nᵢⱼ − nⱼᵢ)² / (nᵢⱼ + nⱼᵢ) is χ².
    """
    x0 = known.draws(n, seed=4)
    x1 = am.record(am.walk(known.f, x0, step, seed=5), 1).x[-1]
    edges = np.quantile(x0, np.arange(1, cells) / cells, axis=0)
    cell = lambda x: np.searchsorted(edges[:, 0], x[:, 0]) * cells + np.searchsorted(edges[:, 1], x[:, 1])
    journeys = np.zeros((cells**2, cells**2))
    np.add.at(journeys, (cell(x0), cell(x1)), 1)
    i, j = np.triu_indices(cells**2, 1)
    both = journeys[i, j] + journeys[j, i]
    seen = both >= 20  # enough for χ²
    chi2 = ((journeys[i, j] - journeys[j, i])[seen] ** 2 / both[seen]).sum()
    return stats.chi2(seen.sum()).sf(chi2) < 1e-6


@pytest.mark.parametrize("rate", [0.05, 0.4, 1.0])
def test_as_many_chains_go_from_cell_to_cell_as_come_back(known, rate):
    assert not unbalanced(known, mala(rate))


def test_langevins_do_not(known):
    assert unbalanced(known, langevin(0.4))
