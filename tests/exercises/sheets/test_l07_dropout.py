"""Dropout and its pullback against the package's, and as a map and its transpose."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES


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
