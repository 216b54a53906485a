"""The references are right: each against a second road, the package's own functions, a walk, or finite differences."""

import numpy as np
import pytest

import amteach as am
from amteach.exercises import EXERCISES


def objective(w, b, penalty):
    return am.linear(w, b) - penalty * am.l2


def test_the_optimum_is_the_closed_form_and_its_gradient_is_zero(trials):
    for (w, penalty), x in trials("linear-optimum"):
        np.testing.assert_allclose(x, am.linear_optimum(w, penalty))
        _, gradient = objective(w, 0.0, penalty).value_and_grad(np.array([x]))
        np.testing.assert_allclose(gradient, 0, atol=1e-12)


def test_the_gradient_is_the_algebras(trials):
    for (x, w, b, penalty), (value, gradient) in trials("linear-gradient"):
        other_value, other_gradient = objective(w, b, penalty).value_and_grad(x)
        np.testing.assert_allclose(value, other_value)
        np.testing.assert_allclose(gradient, other_gradient)


@pytest.mark.parametrize(("factor", "nearer"), [(0.99, True), (1.01, False)])
def test_the_limit_parts_the_walks_that_come_nearer_from_those_that_do_not(trials, factor, nearer):
    for (penalty,), (one_step, limit) in trials("step-size"):
        f, start = objective([1.0, -2.0], 0.0, penalty), [[3.0, 1.0]]
        top = am.linear_optimum([1.0, -2.0], penalty)
        np.testing.assert_allclose(am.record(am.walk(f, start, am.ascent(one_step)), 1).x[-1, 0], top)
        distance = np.linalg.norm(am.record(am.walk(f, start, am.ascent(factor * limit)), 20).x[:, 0] - top, axis=1)
        assert (np.diff(distance) < 0).all() == nearer


def test_the_steps_are_the_walks(trials):
    for (x0, w, penalty, rate, steps), x in trials("ascent-steps"):
        walk = am.walk(objective(w, 0.0, penalty), x0, am.ascent(rate))
        np.testing.assert_allclose(x, am.record(walk, steps).x[-1])


def test_the_gradient_of_the_maximum_supports_it_from_below(trials):
    rng = np.random.default_rng(0)
    for (x,), (value, gradient) in trials("max-gradient"):
        np.testing.assert_array_equal(value, am.maximum()(x))
        for other in rng.normal(size=(20, *x.shape)):
            assert (other.max(axis=1) >= value + (np.array(gradient) * (other - x)).sum(axis=1) - 1e-12).all()


def test_a_walk_with_small_steps_ends_in_the_basins_maximum(trials):
    for (x0, penalty), end in trials("basin"):
        f = am.maximum() - penalty * am.l2
        trace = am.record(am.walk(f, [x0], am.ascent(0.1 / penalty)), 200)
        np.testing.assert_allclose(trace.x[-1, 0], end, atol=1e-6)


def test_the_radius_is_the_norm_of_the_maxima_and_the_tangent_is_where_they_lie(trials):
    for (penalty,), radius in trials("penalty-to-radius"):
        np.testing.assert_allclose(np.linalg.norm(am.maximum_optima(penalty), axis=1), radius)
    np.testing.assert_allclose(am.maximum()(am.maximum_optima(EXERCISES["tangent-penalty"].reference())), 3)


def test_the_projection_is_the_operators(trials):
    for (x, radius), projected in trials("project-to-ball"):
        np.testing.assert_allclose(projected, am.ball(radius)(x))


def finite_difference(f, x, eps=1e-6):
    """∂f/∂x by central differences, for a number f(x)."""
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[i] = eps
        gradient[i] = (f(x + e) - f(x - e)) / (2 * eps)
    return gradient


def test_the_pullback_and_the_chain_rule_are_derivatives(trials):
    for (x, d), carried in trials("relu-pullback"):
        x = np.where(x == 0, -0.1, x)  # at the kink there is no derivative
        np.testing.assert_allclose(
            EXERCISES["relu-pullback"].reference(x, d),
            finite_difference(lambda x, d=d: (np.maximum(x, 0) * d).sum(), x),
            atol=1e-6,
        )
        assert carried.shape == d.shape
    for (x, W1, W2, k), gradient in trials("chain-rule"):
        if (W1 @ x != 0).all():
            np.testing.assert_allclose(
                gradient,
                finite_difference(lambda x, W1=W1, W2=W2, k=k: (W2 @ np.maximum(W1 @ x, 0))[k], x),
                atol=1e-6,
            )


def test_the_border_is_black_and_the_inside_is_as_it_was(trials):
    for (images,), framed in trials("border-to-zero"):
        inside = np.zeros(images.shape[-2:], dtype=bool)
        inside[1:-1, 1:-1] = True
        np.testing.assert_array_equal(framed[..., inside], images[..., inside])
        assert not framed[..., ~inside].any()


def test_the_limits_are_symmetric_hold_every_pixel_and_touch_one(trials):
    for (x,), (low, high) in trials("diverging-limits"):
        assert low == -high
        assert (abs(x) <= high).all()
        assert (abs(x) == high).any()


def test_the_confidence_is_the_softmax(trials):
    for (z, k), p in trials("confidence"):
        np.testing.assert_allclose(p, am.probabilities(z)[:, k])
