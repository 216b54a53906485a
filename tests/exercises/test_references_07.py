"""The references of lecture 07 are right: against the package's own functions, finite differences, or definitions."""

from itertools import combinations

import numpy as np
import pytest

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


def test_dropout_both_ways_is_a_map_and_its_transpose(trials):
    for (a, m, rate, d), (output, carried) in trials("dropout-both-ways"):
        np.testing.assert_allclose(output, m * a / (1 - rate))
        np.testing.assert_allclose((output * d).sum(), (a * carried).sum(), atol=1e-12)


def test_dropout_both_ways_is_that_of_the_package(trials):
    for (a, _, rate, d), _ in trials("dropout-both-ways"):
        f = am.dropout(rate).draw(np.random.default_rng(0))
        m = (f(np.ones(a.shape)) > 0).astype(float)
        y, pullback = f.forward(a)
        np.testing.assert_allclose((y, pullback(d)), EXERCISES["dropout-both-ways"].reference(a, m, rate, d))


def test_no_code_that_is_left_out_of_a_mean_is_nearer(trials):
    for (codes, center, images, k), mean in trials("nearest-mean"):
        distances = np.linalg.norm(codes - center, axis=1)
        inside = distances <= np.sort(distances)[k - 1] + 1e-9
        assert inside.sum() == k
        np.testing.assert_allclose(mean, images[inside].mean(axis=0))


def test_with_one_cluster_the_mean_is_that_of_cluster_means(trials):
    pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install 'amteach[facets]'")
    for (codes, _, images, k), _ in trials("nearest-mean"):
        center = codes.mean(axis=0)
        distances = np.sort(np.linalg.norm(codes - center, axis=1))
        if k < len(codes) and distances[k] - distances[k - 1] < 1e-6:
            continue  # which of two equally near ones is taken is left open
        mean = EXERCISES["nearest-mean"].reference(codes, center, images, k)
        np.testing.assert_allclose(am.cluster_means(codes, images, clusters=1, nearest=k)[0], mean)
