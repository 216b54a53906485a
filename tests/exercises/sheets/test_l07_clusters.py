"""The mean of the nearest pictures against its definition, and the package's cluster means."""

import numpy as np
import pytest

import amteach as am
from amteach.exercises import EXERCISES


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
