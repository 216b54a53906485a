"""Curves lie where their equations say."""

import numpy as np

from amteach.pictures.curves import circle, contours


def test_a_circle_is_closed_and_round():
    points = circle(2.0, center=(1.0, -1.0))
    assert np.allclose(np.linalg.norm(points - [1.0, -1.0], axis=1), 2.0)
    assert np.allclose(points[0], points[-1])


def test_level_curves_have_their_level():
    """z = x₁ + 2x₂ is linear between grid points, so the curves are exact."""
    x, y = np.linspace(-2, 2, 21), np.linspace(-1, 3, 31)
    z = x + 2 * y[:, None]
    curves = contours(x, y, z, [-1.0, 2.5])
    assert len(curves) == 2
    for curve, level in zip(curves, (-1.0, 2.5), strict=True):
        assert np.allclose(curve @ [1, 2], level, atol=1e-5)


def test_there_is_no_curve_where_the_level_is_not_reached():
    assert contours(np.arange(3.0), np.arange(3.0), np.zeros((3, 3)), [5.0]) == []
