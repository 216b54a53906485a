"""The Wilson interval against the package's, its equation, and its coverage."""

from math import comb

import numpy as np
import pytest

from amteach.exercises import EXERCISES
from amteach.study import pooling


def test_the_interval_is_the_packages(trials, monkeypatch):
    monkeypatch.setattr(pooling, "Z", 1.96)
    for (k, n), ends in trials("wilson-interval"):
        np.testing.assert_allclose(ends, pooling.wilson(k, n))


def test_its_ends_solve_the_equation_that_defines_it(trials):
    for (k, n), ends in trials("wilson-interval"):
        for q in ends:
            assert (k / n - q) ** 2 == pytest.approx(1.96**2 * q * (1 - q) / n, abs=1e-12)


def test_the_interval_holds_the_true_share_nineteen_times_in_twenty(trials):
    """On the mean over shares: twenty answers each, every possible outcome with its probability."""
    ends = [EXERCISES["wilson-interval"].reference(k, 20) for k in range(21)]
    q = np.linspace(0.05, 0.95, 181)
    chance = np.array([comb(20, k) * q**k * (1 - q) ** (20 - k) for k in range(21)])
    covered = np.array([(low <= q) & (q <= high) for low, high in ends])
    assert (chance * covered).sum(axis=0).mean() == pytest.approx(0.95, abs=0.01)
