"""Random inputs: few digits, every length and every index they promise, and the cases that break a careless answer."""

import numpy as np
import pytest

from amteach.exercises.inputs import around_relu, integer, logits, numbers, positive


def drawn(draw, times=400):
    return [draw(np.random.default_rng(seed)) for seed in range(times)]


@pytest.mark.parametrize("bounds", [(), (0, 4), (-2, 2), (2, 2)])
def test_integers_reach_both_ends_and_nothing_beyond(bounds):
    low, high = bounds or (1, 3)
    values = drawn(lambda rng: integer(rng, *bounds))
    assert set(values) == set(range(low, high + 1))
    assert {type(v) for v in values} == {int}


def test_numbers_have_tenths_the_shape_that_is_asked_and_the_spread_that_is_asked():
    x = numbers(np.random.default_rng(0), 100, 50)
    assert x.shape == (100, 50)
    np.testing.assert_allclose(x * 10, np.round(x * 10))
    assert x.mean() == pytest.approx(0, abs=0.1)
    assert x.std() == pytest.approx(2, rel=0.05)
    assert numbers(np.random.default_rng(0), 100, 50, sd=0.5).std() == pytest.approx(0.5, rel=0.05)


@pytest.mark.parametrize("bounds", [(), (0.5, 3.0)])
def test_a_positive_number_has_hundredths_and_keeps_its_range(bounds):
    low, high = bounds or (0.1, 2.0)
    values = np.array(drawn(lambda rng: positive(rng, *bounds)))
    np.testing.assert_allclose(values * 100, np.round(values * 100))
    assert low <= values.min() < low + 0.1 * (high - low)
    assert high - 0.1 * (high - low) < values.max() <= high


def test_logits_have_a_class_among_theirs_and_overflow_now_and_then():
    trials = drawn(logits)
    assert {z.shape for z, _ in trials} == {(n, classes) for n in (1, 2, 3) for classes in (2, 3, 4)}
    for classes in (2, 3, 4):
        assert {k for z, k in trials if z.shape[1] == classes} == set(range(classes))
    overflows = np.mean([z.max() > 710 for z, _ in trials])
    assert 0.1 < overflows < 0.4
    assert all(abs(z).max() < 20 for z, _ in drawn(lambda rng: logits(rng, sds=(2,))))


def test_around_a_relu_some_numbers_are_exactly_zero():
    trials = drawn(around_relu)
    assert {x.shape for x, _ in trials} == {(n, m) for n in (1, 2, 3) for m in (1, 2, 3)}
    assert all(x.shape == d.shape for x, d in trials)
    zeros = np.mean(np.concatenate([x.ravel() == 0 for x, _ in trials]))
    assert 0.18 < zeros < 0.26
