"""The colour matrix against the package's, and as a map and its transpose."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES


def test_the_way_back_through_a_colour_matrix_is_the_adjoint(trials):
    """⟨d, C z⟩ = ⟨Cᵀ d, z⟩."""
    for (z, _, d), (x, carried) in trials("colour-pullback"):
        np.testing.assert_allclose((d * x).sum(), (carried * z).sum())


def test_the_colour_matrix_of_the_package_is_one_of_these():
    from amteach.functions.parametrizations import COLOURS

    rng = np.random.default_rng(0)
    z, d = rng.normal(size=(2, 2, 3, 4, 5))
    x, pullback = am.decorrelated_colour.forward(z)
    expected, carried = EXERCISES["colour-pullback"].reference(z, COLOURS, d)
    np.testing.assert_allclose(x, expected)
    np.testing.assert_allclose(pullback(d), carried)
