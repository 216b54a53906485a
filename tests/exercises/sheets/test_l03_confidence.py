"""The confidence against the package's probabilities."""

import numpy as np

import amteach as am


def test_the_confidence_is_the_softmax(trials):
    for (z, k), p in trials("confidence"):
        np.testing.assert_allclose(p, am.probabilities(z)[:, k])
