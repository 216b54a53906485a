"""max(x₁, x₂) − λ‖x‖²: two maxima, the line between their basins, and the circle that does the same as the penalty."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

PENALTIES = pytest.mark.parametrize("penalty", [0.1, 0.5, 2.0])
ANYWHERE = np.random.default_rng(0).normal(scale=3, size=(200, 2))


def climb(penalty, x0, ties="first", share=0.2, steps=200, **step):
    f = am.maximum(ties) - penalty * am.l2
    return am.record(am.walk(f, x0, am.ascent(share / penalty, **step)), steps)


@PENALTIES
def test_the_sign_of_x1_minus_x2_decides_where_the_walk_ends(penalty, kind):
    trace = climb(penalty, kind(ANYWHERE))
    side = (ANYWHERE[:, 0] < ANYWHERE[:, 1]).astype(int)
    assert 50 < side.sum() < 150
    assert np.allclose(to_numpy(trace.x[-1]), am.maximum_optima(penalty)[side], atol=1e-9)
    assert np.allclose(to_numpy(trace.value[-1]), 1 / (4 * penalty))


@PENALTIES
def test_no_walk_crosses_the_tie_line(penalty, kind):
    x = to_numpy(climb(penalty, kind(ANYWHERE)).x)
    assert np.all(np.sign(x[..., 0] - x[..., 1]) == np.sign(ANYWHERE[:, 0] - ANYWHERE[:, 1]))


@PENALTIES
@pytest.mark.parametrize("start", [-3.0, 0.0, 1.0, 8.0])
def test_the_even_subgradient_never_leaves_the_tie_line_and_ends_on_the_ridge(penalty, start, kind):
    """At (1/4λ, 1/4λ), with the value 1/8λ."""
    trace = climb(penalty, kind([[start, start]]), ties="even")
    x = to_numpy(trace.x)[:, 0]
    assert np.array_equal(x[:, 0], x[:, 1])
    assert np.allclose(x[-1], 1 / (4 * penalty))
    assert np.isclose(to_numpy(trace.value)[-1, 0], 1 / (8 * penalty))


@PENALTIES
@pytest.mark.parametrize("start", [-3.0, 0.0, 1.0, 8.0])
def test_the_first_subgradient_leaves_the_tie_line_for_the_first_maximum(penalty, start, kind):
    trace = climb(penalty, kind([[start, start]]), ties="first")
    assert np.allclose(to_numpy(trace.x[-1]), am.maximum_optima(penalty)[:1], atol=1e-9)


def test_a_hair_off_the_ridge_is_enough(kind):
    """The even walk is unstable: the distance to the tie line grows until the walk is at a maximum."""
    x0 = kind([[1.0 + 1e-9, 1.0], [1.0, 1.0 + 1e-9]])
    assert np.allclose(to_numpy(climb(0.5, x0, ties="even").x[-1]), am.maximum_optima(0.5))


@pytest.mark.parametrize("radius", [0.5, 2.0])
def test_climbing_inside_the_circle_ends_where_it_touches_the_level_curve(radius, kind):
    """At (r, 0) and (0, r), the maxima of the penalised problem with λ = 1/2r."""
    walk = am.walk(am.maximum(), kind(ANYWHERE), am.ascent(0.1 * radius, operator=am.ball(radius)))
    trace = am.record(walk, steps=600)
    side = (ANYWHERE[:, 0] < ANYWHERE[:, 1]).astype(int)
    assert np.allclose(to_numpy(trace.x[-1]), am.maximum_optima(penalty=1 / (2 * radius))[side], atol=1e-6)
    assert np.allclose(to_numpy(trace.value[-1]), radius)
    assert np.all(np.linalg.norm(to_numpy(trace.x)[1:], axis=-1) <= radius * (1 + 1e-12))


@pytest.mark.parametrize("d", [3, 10])
def test_in_d_dimensions_there_are_d_maxima_and_the_largest_coordinate_decides(d, kind):
    x0 = np.random.default_rng(d).normal(size=(60, d))
    f = am.maximum() - 0.5 * am.l2
    trace = am.record(am.walk(f, kind(x0), am.ascent(0.4)), steps=200)
    assert np.allclose(to_numpy(trace.x[-1]), am.maximum_optima(0.5, d)[x0.argmax(axis=1)], atol=1e-9)
