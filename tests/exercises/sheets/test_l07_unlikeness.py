"""Unlikeness against the package's measures, and finite differences."""

from itertools import combinations

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES


def test_the_mean_distance_is_that_of_the_package_and_of_all_pairs(trials):
    for (x,), mean in trials("mean-distance"):
        np.testing.assert_allclose(mean, am.mean_distance(x))
        np.testing.assert_allclose(mean, np.mean([np.linalg.norm(a - b) for a, b in combinations(x, 2)]))


def test_unlikeness_to_a_reference_is_the_diversity_of_a_pair(trials):
    """For the batch (x, r) diversity has −cos in both rows, and its gradient counts the pair twice."""
    for (x, r), (value, gradient) in trials("unlike-reference"):
        for row, v, g in zip(x, value, gradient, strict=True):
            both, slope = am.diversity.value_and_grad(np.stack([row, r]))
            np.testing.assert_allclose(both, v)
            np.testing.assert_allclose(slope[0], 2 * g, atol=1e-12)


def test_the_gradient_of_unlikeness_is_its_slope_and_turns_without_stretching(trials):
    reference = EXERCISES["unlike-reference"].reference
    for (x, r), (value, gradient) in trials("unlike-reference"):
        step = 1e-6 * np.random.default_rng(0).normal(size=x.shape)
        rise = (np.array(reference(x + step, r)[0]) - reference(x - step, r)[0]) / 2
        np.testing.assert_allclose(rise, (step * gradient).sum(axis=1), rtol=1e-4, atol=1e-11)
        np.testing.assert_allclose((x * gradient).sum(axis=1), 0, atol=1e-12)
        np.testing.assert_allclose(reference(3 * x, r)[0], value)
