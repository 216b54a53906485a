"""What is done to the iterate: projections, shrinking, blurring; inside f it is differentiated, outside it is not."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.operators import box, sphere

X = 2 * np.random.default_rng(0).normal(size=(20, 3, 4))
C = np.random.default_rng(4).normal(size=(3, 4))
IMAGES = np.random.default_rng(1).normal(size=(2, 5, 5))


@pytest.mark.parametrize(
    "projection",
    [am.clip(-0.5, 1.0), am.ball(3.0), am.ball(100.0), am.ball(2.0, C), box(0.7), box(0.7, C), sphere(3.0)],
    ids=repr,
)
def test_a_projection_does_nothing_the_second_time(projection, kind):
    once = projection(kind(X))
    assert np.allclose(to_numpy(projection(once)), to_numpy(once), rtol=1e-14)


@pytest.mark.parametrize(
    ("projection", "inside"),
    [
        (am.clip(-0.5, 1.0), lambda x: np.clip(x, -0.5, 1.0)),
        (am.ball(3.0), lambda x: x * 3.0 * np.random.default_rng(3).random((len(x), 1, 1)) / norm(x)),
        (am.ball(3.0, C), lambda x: C + x * 3.0 * np.random.default_rng(3).random((len(x), 1, 1)) / norm(x)),
        (box(0.7, C), lambda x: np.clip(x, C - 0.7, C + 0.7)),
    ],
    ids=["clip", "ball", "ball about a picture", "box about a picture"],
)
def test_the_projection_is_the_nearest_point_of_the_set(projection, inside, kind):
    """⟨x − P x, y − P x⟩ ≤ 0 for every y of a convex set, and for the nearest point only."""
    p, y = to_numpy(projection(kind(X))), inside(np.random.default_rng(2).normal(scale=3, size=X.shape))
    assert np.all(np.sum((X - p) * (y - p), axis=(1, 2)) <= 1e-12)


def norm(x):
    return np.linalg.norm(x.reshape(len(x), -1), axis=1)[:, None, None]


@pytest.mark.parametrize("radius", [0.1, 5.0])
def test_the_ball_keeps_the_direction_and_bounds_the_norm(radius, kind):
    y = to_numpy(am.ball(radius)(kind(X)))
    assert np.allclose(norm(y), np.minimum(norm(X), radius))
    assert np.allclose(y / norm(y), X / norm(X))


@pytest.mark.parametrize("projection", [am.ball(1.0), sphere(1.0)], ids=repr)
def test_the_centre_stays(projection, kind):
    y, pullback = projection.forward(kind(0 * X))
    assert not to_numpy(y).any()
    assert np.array_equal(to_numpy(pullback(kind(X))), X)


@pytest.mark.parametrize("size", [1e-30, 1.0, 1e25])
def test_the_sphere_is_the_nearest_point_of_that_norm(size, kind):
    """No point of the sphere is nearer than |‖x‖ − r|, and P x is as near as that; also where ‖x‖² is 0 or ∞."""
    x = (size * X).astype("float32")
    y = to_numpy(sphere(3.0)(kind(x))).astype(float)
    assert np.allclose(norm(y), 3.0)
    assert np.allclose(norm(x.astype(float) - y), np.abs(norm(x.astype(float)) - 3.0))


def test_what_lies_inside_is_left_exactly_as_it_is(kind):
    for projection in (am.ball(100.0, C), box(100.0, C), am.clip(-100, 100)):
        assert np.array_equal(to_numpy(projection(kind(X))), X)


def test_a_box_about_zero_is_a_clip_and_a_ball_of_one_coordinate_is_a_box(kind):
    assert np.array_equal(to_numpy(box(0.5)(kind(X))), to_numpy(am.clip(-0.5, 0.5)(kind(X))))
    points = X.reshape(-1, 1)
    assert np.allclose(to_numpy(am.ball(0.5, 0.2)(kind(points))), to_numpy(box(0.5, 0.2)(kind(points))))


@pytest.mark.parametrize(("projection", "order"), [(am.ball(0.5, X), 2), (box(0.5, X), np.inf)], ids=["L2", "L∞"])
def test_a_walk_in_a_ball_about_its_start_ends_on_its_edge_where_the_gradient_points(projection, order, kind):
    """max w·x on ‖x − x₀‖ ≤ r is w·x₀ + r ‖w‖ with the dual norm: ‖w‖₂ for L2, ‖w‖₁ for L∞."""
    trace = am.record(am.walk(am.linear(C), kind(X), am.ascent(1e3, operator=projection)), steps=5)
    dual = {2: np.linalg.norm(C), np.inf: np.abs(C).sum()}[order]
    assert np.allclose(to_numpy(trace.value[-1]), am.linear(C)(X) + 0.5 * dual)
    away = (to_numpy(trace.x)[1:] - X).reshape(5, 20, -1)
    assert np.all(np.linalg.norm(away, ord=order, axis=-1) <= 0.5 * (1 + 1e-12))


def test_decay_takes_its_share(kind):
    assert np.allclose(to_numpy(am.decay(0.1)(kind(X))), 0.9 * X)
    assert np.array_equal(to_numpy(am.decay(0)(kind(X))), X)
    assert not to_numpy(am.decay(1)(kind(X))).any()


def test_operators_compose_from_right_to_left(kind):
    """decay(0.5) ∘ clip(0, 1) is at most 0.5; clip(0, 1) ∘ decay(0.5) is not."""
    x = kind([[0.4, 1.6, 3.0]])
    assert np.allclose(to_numpy((am.decay(0.5) @ am.clip(0, 1))(x)), [[0.2, 0.5, 0.5]])
    assert np.allclose(to_numpy((am.clip(0, 1) @ am.decay(0.5))(x)), [[0.2, 0.8, 1.0]])


@pytest.mark.parametrize("operator", [am.clip(-0.2, 0.2), am.ball(0.5), am.decay(0.3), am.blur(0.7)], ids=repr)
def test_a_step_applies_the_operator_to_the_iterate(operator, kind):
    """x₁ = P(x₀ + η ∇f(x₀)): the gradient is that of f at x₀, without P."""
    f = am.linear(IMAGES[0]) - 0.2 * am.lp(4)
    states = am.walk(f, kind(IMAGES), am.ascent(0.3, operator=operator))
    start, after = next(states), next(states)
    assert np.allclose(to_numpy(after.x), to_numpy(operator(start.x + 0.3 * start.grad)))
    assert np.allclose(to_numpy(start.grad), f.value_and_grad(IMAGES)[1])


def test_blur_as_a_transform_and_blur_as_an_operator_are_two_things(kind):
    """On w·x from zero: f ∘ B climbs along Bᵀw, while blurring the iterate gives Bw after one step, then Bw + B²w."""
    w, blur = IMAGES[0], am.blur(0.7)
    zero = kind(np.zeros((1, 5, 5)))
    inside = am.record(am.walk(am.linear(w) @ blur, zero, am.ascent(1.0)), steps=2).x
    outside = am.record(am.walk(am.linear(w), zero, am.ascent(1.0, operator=blur)), steps=2).x
    once, transposed = blur(w[None]), blur.forward(w[None])[1](w[None])
    assert np.allclose(to_numpy(inside)[1:], [transposed, 2 * transposed])
    assert np.allclose(to_numpy(outside)[1:], [once, once + blur(once)])
    assert not np.allclose(once, transposed)


def test_a_random_operator_is_drawn_by_the_walk(kind):
    """Jitter as an operator moves the picture and nothing moves it back: the drift that jitter inside f has not."""
    dot = np.zeros((1, 7, 7))
    dot[0, 3, 3] = 1
    trace = am.record(am.walk(0 * am.l2, kind(dot), am.ascent(1.0, operator=am.jitter(1))), steps=20)
    assert np.allclose(to_numpy(trace.x).sum(axis=(1, 2, 3)), 1)
    assert len({int(picture.argmax()) for picture in to_numpy(trace.x)}) > 5
