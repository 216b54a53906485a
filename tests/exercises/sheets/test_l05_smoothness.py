"""The total variation of a signal against the package's penalty."""

import numpy as np

import amteach as am


def test_the_total_variation_is_the_penalty_of_a_picture_with_one_row(trials):
    for (x,), (value, gradient) in trials("tv-gradient"):
        other_value, other_gradient = am.total_variation.value_and_grad(x[:, None, :])
        np.testing.assert_allclose(value, other_value)
        np.testing.assert_allclose(gradient, other_gradient[:, 0])
