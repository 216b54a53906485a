"""What is done to the gradient before the direction: to every direction alike, in the order that is written."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.modifiers import absolute, blurred, center_bias, clipped, invert, negate, relu, small_values

G = np.random.default_rng(0).normal(size=(3, 2, 6, 7))
F = am.linear(G[0]) - 0.3 * am.lp(4)
BUILT = {
    "blurred": (blurred, (0.8,), lambda g: am.blur(0.8)(g)),
    "clipped": (clipped, (1.5,), lambda g: am.ball(1.5)(g)),
    "negate": (negate, (), lambda g: -g),
    "absolute": (absolute, (), np.abs),
    "invert": (invert, (), lambda g: 1 / (g + 1e-7)),
    "small_values": (small_values, (), lambda g: np.abs(1 / (g + 1e-7))),
    "relu": (relu, (), lambda g: np.maximum(g, 0)),
    "center_bias": (center_bias, (2.0, 0.0), lambda g: g * mask(2.0)),
}
every_modifier = pytest.mark.parametrize(("make", "numbers", "change"), BUILT.values(), ids=BUILT)
DIRECTIONS = [am.steepest, am.normalized, am.sign, am.momentum(0.5), am.adam()]


def mask(sigma, h=6, w=7):
    i, j = np.indices((h, w))
    return np.exp(-((i - (h - 1) / 2) ** 2 + (j - (w - 1) / 2) ** 2) / (2 * sigma**2))


@every_modifier
@pytest.mark.parametrize("direction", DIRECTIONS, ids=lambda d: d.__name__)
def test_it_is_the_direction_of_the_changed_gradient(make, numbers, change, direction, kind):
    """Step by step, with whatever the direction remembers."""
    memory, expected = (), ()
    for t in range(4):
        d, memory = make(*numbers, direction)(kind((t + 1) * G), *memory)
        plain, expected = direction(change((t + 1) * G), *expected)
        assert np.allclose(to_numpy(d), plain, rtol=1e-10, atol=1e-14)


@every_modifier
def test_it_keeps_nothing_to_itself(make, numbers, change, kind):
    direction = make(*numbers, am.adam())
    first, memory = direction(kind(G))
    direction(kind(2 * G), *memory)
    assert np.array_equal(to_numpy(direction(kind(G))[0]), to_numpy(first))


@every_modifier
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_kind_and_dtype_are_kept_and_the_gradient_is_not_changed(make, numbers, change, dtype, kind):
    g = kind(G.astype(dtype))
    d, _ = make(*numbers)(g)
    assert (type(d), d.dtype, d.shape) == (type(g), g.dtype, g.shape)
    assert np.array_equal(to_numpy(g), G.astype(dtype))


def test_they_work_from_the_outside_in(kind):
    """clipped(1, blurred(1)) blurs the clipped gradient, which is then shorter than 1."""
    d, _ = clipped(1.0, blurred(1.0))(kind(G))
    assert np.allclose(to_numpy(d), am.blur(1.0)(am.ball(1.0)(G)))
    other, _ = blurred(1.0, clipped(1.0))(kind(G))
    assert np.allclose(to_numpy(other), am.ball(1.0)(am.blur(1.0)(G)))
    assert not np.allclose(to_numpy(d), to_numpy(other))


def test_on_a_linear_f_from_zero_blurring_the_gradient_is_blurring_the_picture_once(kind):
    zero = kind(np.zeros((1, 2, 6, 7)))
    plain, smooth = (
        am.record(am.walk(am.linear(G[0]), zero, am.ascent(0.1, way)), 10).x for way in (am.steepest, blurred(0.8))
    )
    assert np.allclose(to_numpy(smooth[-1]), am.blur(0.8)(to_numpy(plain[-1])))


def test_blurring_takes_the_high_frequencies_and_leaves_the_low(kind):
    checks, ramp = (-1.0) ** np.indices((1, 16, 16)).sum(axis=0), np.ones((1, 16, 16))
    assert np.abs(to_numpy(blurred(1.0)(kind(checks))[0]))[..., 4:-4, 4:-4].max() < 1e-3
    assert np.allclose(to_numpy(blurred(1.0)(kind(ramp))[0]), ramp)


def test_clipping_bounds_the_step_and_lets_a_short_gradient_be(kind):
    d = to_numpy(clipped(2.0)(kind(np.stack([G[0], 0.01 * G[0]])))[0])
    assert np.isclose(np.linalg.norm(d[0]), 2.0)
    assert np.array_equal(d[1], 0.01 * G[0])


def test_the_mask_of_center_bias_widens_by_its_growth_at_each_step(kind):
    direction, memory = center_bias(1.5, 0.5), ()
    for t in range(6):
        d, memory = direction(kind(G), *memory)
        assert np.allclose(to_numpy(d), G * mask(1.5 + 0.5 * t))


def test_center_bias_begins_in_the_middle_and_ends_everywhere(kind):
    ones = np.ones((1, 15, 15))
    states = am.walk(am.linear(ones[0]), kind(0 * ones), am.ascent(1.0, center_bias(1.0, 3.0)))
    x = to_numpy(am.record(states, steps=400).x)[:, 0]
    first, last = np.diff(x, axis=0)[[0, -1]]
    assert first[7, 7] == 1
    assert first[0].max() < 1e-9
    assert last.min() > 0.999


def test_negate_is_the_ascent_on_minus_f(kind):
    down = am.record(am.walk(F, kind(G), am.ascent(0.01, negate(am.adam()))), steps=20)
    up = am.record(am.walk(-F, kind(G), am.ascent(0.01, am.adam())), steps=20)
    assert np.array_equal(to_numpy(down.x), to_numpy(up.x))
    assert np.allclose(to_numpy(down.value), -to_numpy(up.value))


def test_absolute_makes_everything_brighter_and_f_may_fall(kind):
    trace = am.record(am.walk(am.linear(-np.ones((2, 6, 7))), kind(G), am.ascent(0.1, absolute())), steps=5)
    assert np.all(np.diff(to_numpy(trace.x), axis=0) > 0)
    assert np.all(np.diff(to_numpy(trace.value), axis=0) < 0)


def test_relu_climbs_but_stops_where_f_has_no_maximum(kind):
    """On −½‖x − c‖² the pixels above c cannot come down: it ends at max(x₀, c), which is not c."""
    f = am.linear(G[0]) - 0.5 * am.l2
    trace = am.record(am.walk(f, kind(G[1:]), am.ascent(0.5, relu())), steps=100)
    assert np.all(np.diff(to_numpy(trace.value), axis=0) >= -1e-12)
    assert np.allclose(to_numpy(trace.x[-1]), np.maximum(G[1:], G[0]))


def test_the_name_is_the_line_that_makes_it():
    made = clipped(1.0, center_bias(2.0, 0.5, blurred(0.8, am.momentum(0.5))))
    assert made.__name__ == "clipped(1, center_bias(2, 0.5, blurred(0.8, momentum(0.5))))"
    assert [make(*numbers).__name__ for make, numbers, _ in BUILT.values()] == [
        "blurred(0.8)", "clipped(1.5)", "negate()", "absolute()", "invert()", "small_values()", "relu()",
        "center_bias(2, 0)",
    ]  # fmt: skip
