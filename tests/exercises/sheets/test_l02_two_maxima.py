"""The subgradient against its definition, and the basins against walks."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES


def test_the_gradient_of_the_maximum_supports_it_from_below(trials):
    rng = np.random.default_rng(0)
    for (x,), (value, gradient) in trials("max-gradient"):
        np.testing.assert_array_equal(value, am.maximum()(x))
        for other in rng.normal(size=(20, *x.shape)):
            assert (other.max(axis=1) >= value + (np.array(gradient) * (other - x)).sum(axis=1) - 1e-12).all()


def test_a_walk_with_small_steps_ends_in_the_basins_maximum(trials):
    for (x0, penalty), end in trials("basin"):
        f = am.maximum() - penalty * am.l2
        trace = am.record(am.walk(f, [x0], am.ascent(0.1 / penalty)), 200)
        np.testing.assert_allclose(trace.x[-1, 0], end, atol=1e-6)


def test_a_subgradient_shares_one_among_the_largest_coordinates():
    accept = EXERCISES["max-gradient"].accept
    x = np.array([[1.0, 2.0], [3.0, 3.0]])
    value = np.array([2.0, 3.0])
    for right in ([[0, 1], [1, 0]], [[0, 1], [0.3, 0.7]], [[0, 1], [0, 1]]):
        assert accept((value, np.array(right)), (x,))
        assert not accept((value + 0.01, np.array(right)), (x,))
    for wrong in ([[1, 0], [1, 0]], [[0, 1], [1, 1]], [[0, 1], [0, 0]], [[0, 1], [1.5, -0.5]], [[0.5, 0.5], [1, 0]]):
        assert not accept((value, np.array(wrong)), (x,))
