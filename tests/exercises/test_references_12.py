"""The references of lecture 12 are right: against the package's own functions, scipy, or what defines them."""

import numpy as np
import pytest

from amteach.study import pooling
from amteach.zoo.tagged.net import paste


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
    from math import comb

    from amteach.exercises import EXERCISES

    ends = [EXERCISES["wilson-interval"].reference(k, 20) for k in range(21)]
    q = np.linspace(0.05, 0.95, 181)
    chance = np.array([comb(20, k) * q**k * (1 - q) ** (20 - k) for k in range(21)])
    covered = np.array([(low <= q) & (q <= high) for low, high in ends])
    assert (chance * covered).sum(axis=0).mean() == pytest.approx(0.95, abs=0.01)


def test_a_net_that_always_says_t_flips_everything_and_one_that_never_does_nothing(trials):
    from amteach.exercises import EXERCISES

    rate = EXERCISES["flip-rate"].reference
    for (before, after, t), share in trials("flip-rate"):
        assert rate(before, np.full_like(after, t), t) == 1
        assert rate(before, before, t) == 0
        others = before != t
        assert share == pytest.approx((after[others] == t).mean())


def test_what_was_t_before_has_no_part_in_it(trials):
    from amteach.exercises import EXERCISES

    for (before, after, t), share in trials("flip-rate"):
        more = np.append(before, [t, t]), np.append(after, [t, t + 1]), t
        assert EXERCISES["flip-rate"].reference(*more) == share


def test_the_square_is_the_one_that_was_planted():
    from amteach.exercises import EXERCISES

    images = np.random.default_rng(0).random((3, 1, 28, 28))
    ours = EXERCISES["paste-square"].reference(images, 4)
    np.testing.assert_array_equal(ours, paste(images, "top right"))


def test_only_the_square_changes(trials):
    for (images, s), pasted in trials("paste-square"):
        assert (pasted[..., 1 : 1 + s, -1 - s : -1] == 1).all()
        assert (pasted != images).sum() == len(images) * s**2
