"""What holds for every formula, every point and every walk, tried on ones that hypothesis makes up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import amteach as am
from amteach.functions import formulas

from .strategies import coefficients, functions, leaves, maps, moderate, pictures, points, quick

STEPS = [
    am.ascent(0.01),
    am.ascent(0.01, am.adam()),
    am.ascent(0.1, am.normalized, am.clip(-9, 9)),
    am.line_search(0.1),
]


def close(a, b):
    size = 1 + np.abs(b).max(initial=0)
    return np.allclose(a, b, rtol=1e-9, atol=1e-9 * size)


@quick
@given(functions, functions, coefficients, points)
def test_sums_and_multiples_are_those_of_the_values_and_of_the_gradients(f, g, c, x):
    (y, dy), (z, dz) = f.value_and_grad(x), g.value_and_grad(x)
    for h, value, grad in ((f + g, y + z, dy + dz), (f - g, y - z, dy - dz), (c * f, c * y, c * dy), (-f, -y, -dy)):
        found, slope = h.value_and_grad(x)
        assert close(found, value)
        assert close(slope, grad)


@quick
@given(functions, maps, maps, points)
def test_composition_is_associative(f, g, h, x):
    for left, right in zip(((f @ g) @ h).value_and_grad(x), (f @ (g @ h)).value_and_grad(x), strict=True):
        assert close(left, right)
    assert close(f(g(x)), (f @ g)(x))


@quick
@given(functions, functions, maps, points)
def test_composition_distributes_over_sums_and_the_terms_add_up(f, g, h, x):
    both = (f + g) @ h
    assert close(both(x), (f @ h + g @ h)(x))
    assert close(sum(term(x) for term in both.terms), both(x))


@quick
@given(functions, points, st.integers(0, 2**32))
def test_the_gradient_is_the_slope(f, x, seed):
    v = np.random.default_rng(seed).normal(size=x.shape)
    _, grad = f.value_and_grad(x)
    h = 1e-5
    slope = (f(x + h * v) - f(x - h * v)) / (2 * h)
    size = 1 + np.abs(f(x)) + np.abs(am.dot(grad, v))
    kinked = am.check_gradient(f, x)
    assert np.allclose(slope / size, am.dot(grad, v) / size, atol=1e-4) or "kink" in repr(kinked)


@quick
@given(functions, points, st.randoms(use_true_random=False))
def test_rows_are_independent_and_go_along_when_the_batch_is_reordered(f, x, random):
    order = list(range(len(x)))
    random.shuffle(order)
    y, grad = f.value_and_grad(x)
    moved, slope = f.value_and_grad(x[order])
    assert close(moved, y[order])
    assert close(slope, grad[order])
    assert close(f(x[:1]), y[:1])


@quick
@given(functions, points)
def test_evaluation_changes_neither_x_nor_the_answer(f, x):
    before = x.copy()
    first, second = f.value_and_grad(x), f.value_and_grad(x)
    assert np.array_equal(x, before)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@quick
@given(functions)
def test_the_brackets_of_a_formula_close(f):
    depth = 0
    for letter in f.name:
        depth += (letter == "(") - (letter == ")")
        assert depth >= 0
    assert depth == 0
    assert formulas.bracket(formulas.bracket(f.name)) == formulas.bracket(f.name)


@quick
@given(leaves, points, st.sampled_from(STEPS), st.integers(0, 2**63 - 1), st.integers(0, 6), st.integers(1, 3))
def test_a_walk_replays_and_a_record_keeps_every_nth_of_its_states(f, x, step, seed, steps, every):
    climbed = f - 5.0 * am.l2
    whole = am.record(am.walk(climbed, x, step, seed), steps)
    again = am.record(am.walk(climbed, x, step, seed), steps, every)
    assert np.array_equal(again.x, whole.x[::every])
    assert np.array_equal(again.t, np.arange(0, steps + 1, every))
    for t, state in zip(whole.t, whole.x, strict=True):
        assert np.array_equal(climbed(state), whole.value[t])
    assert (whole.best.value == whole.value.max(axis=0)).all()


@quick
@given(leaves, points, st.integers(0, 5))
def test_a_line_search_never_falls(f, x, steps):
    value = am.record(am.walk(f - 5.0 * am.l2, x, am.line_search()), steps).value
    assert (np.diff(value, axis=0) >= 0).all()


TRANSFORMS = [am.shift(1, -2), am.blur(0.8), am.pad(2), am.flip, am.rotate(17), am.scale(1.2), am.resize((3, 5))]
TRANSFORMS += [am.patches(2), am.sphere(2.0), am.ball(1.0), am.decay(0.2), am.total_variation, am.gram]
TRANSFORMS += [am.jitter(2).draw(np.random.default_rng(0)), am.random_flip.draw(np.random.default_rng(1))]
LINEAR = TRANSFORMS[:8] + TRANSFORMS[-2:]


@quick
@given(pictures, st.sampled_from(LINEAR), moderate, st.integers(0, 2**32))
def test_a_linear_transform_is_linear_and_its_pullback_is_the_transpose(x, f, c, seed):
    rng = np.random.default_rng(seed)
    other = rng.normal(size=x.shape)
    y, pullback = f.forward(x)
    assert close(f(c * x + other) - f(0 * x), c * (y - f(0 * x)) + f(other) - f(0 * x))
    d = rng.normal(size=y.shape)
    assert np.isclose(np.sum(d * (f(other) - f(0 * x))), np.sum(pullback(d) * other))


@quick
@given(pictures, st.floats(0.125, 4, width=32))
def test_projections_stay_where_they_are(x, radius):
    for project in (am.ball(radius), am.box(radius), am.clip(-radius, radius), am.sphere(radius)):
        once = project(x)
        assert np.allclose(project(once), once, atol=1e-9)
    assert (np.sqrt(am.dot(am.ball(radius)(x), am.ball(radius)(x))) <= radius * (1 + 1e-9)).all()


@quick
@given(pictures, st.sampled_from(TRANSFORMS))
def test_a_transform_treats_each_picture_alone(x, f):
    y = f(x)
    assert all(close(f(x[i : i + 1])[0], y[i]) for i in range(len(x)))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@quick
@given(x=points)
def test_the_dtype_is_kept(kind, x):
    value, grad = (am.l2 - 0.5 * am.log_sum_exp).value_and_grad(x.astype(kind))
    assert value.dtype == grad.dtype == kind
