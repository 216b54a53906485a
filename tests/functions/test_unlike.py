"""How unlike a batch is: against the definition, and against what does not change it."""

from itertools import combinations

import numpy as np
import pytest

import amteach as am

X = np.random.default_rng(0).normal(size=(5, 1, 4, 3))


def test_the_mean_distance_is_that_of_all_pairs():
    pairs = [np.linalg.norm(a - b) for a, b in combinations(X, 2)]
    assert len(pairs) == 10
    assert am.mean_distance(X) == pytest.approx(np.mean(pairs))


def test_the_mean_cosine_is_that_of_all_pairs():
    pairs = [(a * b).sum() / np.linalg.norm(a) / np.linalg.norm(b) for a, b in combinations(X, 2)]
    assert am.mean_cosine(X) == pytest.approx(np.mean(pairs))


def test_the_mean_cosine_is_what_diversity_climbs_away_from():
    assert am.mean_cosine(X) == pytest.approx(-am.diversity(X).mean())


def test_the_corners_of_a_simplex_are_equally_far_apart_and_orthogonal():
    assert am.mean_distance(np.eye(7)) == pytest.approx(np.sqrt(2))
    assert am.mean_cosine(np.eye(7)) == pytest.approx(0)


def test_a_shift_changes_no_distance_and_a_scale_no_cosine():
    assert am.mean_distance(X + 3) == pytest.approx(am.mean_distance(X))
    assert am.mean_distance(-2 * X) == pytest.approx(2 * am.mean_distance(X))
    assert am.mean_cosine(X * np.arange(1, 6).reshape(5, 1, 1, 1)) == pytest.approx(am.mean_cosine(X))


def test_equal_rows_are_not_unlike_at_all():
    equal = np.repeat(X[:1], 4, axis=0)
    assert am.mean_distance(equal) == 0
    assert am.mean_cosine(equal) == pytest.approx(1)


def test_a_row_of_zeros_has_no_angle():
    assert am.mean_cosine(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])) == pytest.approx(1 / 3)


def test_tensors_and_single_precision_give_the_same_numbers(torch):
    for measure in (am.mean_distance, am.mean_cosine):
        assert measure(torch.from_numpy(X)) == pytest.approx(measure(X))
        assert measure(X.astype(np.float32)) == pytest.approx(measure(X), rel=1e-6)
        assert measure(X.tolist()) == measure(X)


def test_one_row_is_refused():
    for measure in (am.mean_distance, am.mean_cosine):
        with pytest.raises(ValueError, match="has 1: give it several"):
            measure(X[:1])
