"""The nearest training picture against its definition."""

import numpy as np

from amteach.exercises import EXERCISES


def test_no_training_picture_is_nearer(trials):
    for (samples, train), (index, distance) in trials("is-it-a-copy"):
        for x, i, d in zip(samples, index, distance, strict=True):
            np.testing.assert_allclose(np.linalg.norm(x - train[i]), d)
            assert all(np.linalg.norm(x - y) >= d - 1e-12 for y in train)


def test_a_training_picture_is_its_own_copy(trials):
    for (_, train), _ in trials("is-it-a-copy"):
        index, distance = EXERCISES["is-it-a-copy"].reference(train, train)
        assert index == list(range(len(train)))
        np.testing.assert_array_equal(distance, 0)
