"""The two models that can be solved by hand, and their optima."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy


def anywhere(seed, shape, sd=3.0):
    return np.random.default_rng(seed).normal(scale=sd, size=shape)


@pytest.mark.parametrize("penalty", [0.01, 0.5, 7.0])
@pytest.mark.parametrize("seed", range(3))
def test_the_linear_optimum_has_no_gradient_and_nothing_is_higher(penalty, seed, kind):
    w, b = anywhere(seed, 4), 0.3
    f = am.linear(w, b) - penalty * am.l2
    best = am.linear_optimum(w, penalty)
    value, gradient = f.value_and_grad(kind(best[None]))
    assert np.allclose(to_numpy(gradient), 0, atol=1e-12)
    assert np.isclose(float(value[0]), b + np.sum(w**2) / (4 * penalty))
    assert np.all(to_numpy(f(kind(best + anywhere(seed, (1000, 4))))) < float(value[0]))


@pytest.mark.parametrize("seed", range(3))
def test_the_penalised_linear_model_is_concave_and_the_linear_one_only_just(seed):
    """L((x + y) / 2) − (L(x) + L(y)) / 2 = λ ‖x − y‖² / 4: it is −λ‖x‖² that bends L down."""
    (x, y), penalty = anywhere(seed, (2, 100, 3)), 0.7
    for f, bend in (
        (am.linear([1.0, -2.0, 3.0], b=1), 0),
        (am.linear([1.0, -2.0, 3.0], b=1) - penalty * am.l2, penalty),
    ):
        assert np.allclose(f((x + y) / 2) - (f(x) + f(y)) / 2, bend * np.sum((x - y) ** 2, axis=1) / 4)


@pytest.mark.parametrize("d", [2, 5])
def test_the_maxima_of_the_maximum_are_maxima_of_equal_height(d, kind):
    penalty = 0.25
    f = am.maximum() - penalty * am.l2
    optima = am.maximum_optima(penalty, d)
    value, gradient = f.value_and_grad(kind(optima))
    assert np.allclose(to_numpy(gradient), 0)
    assert np.allclose(to_numpy(value), 1 / (4 * penalty))
    assert np.all(to_numpy(f(kind(anywhere(0, (1000, d))))) <= 1 / (4 * penalty))


@pytest.mark.parametrize("ties", ["first", "even"])
def test_off_the_tie_the_gradient_of_the_maximum_is_the_winner(ties, kind):
    x = anywhere(0, (50, 4))
    value, gradient = am.maximum(ties).value_and_grad(kind(x))
    assert np.array_equal(to_numpy(value), x.max(axis=1))
    assert np.array_equal(to_numpy(gradient), np.eye(4)[x.argmax(axis=1)])


@pytest.mark.parametrize("ties", ["first", "even"])
def test_on_a_tie_the_gradient_is_a_subgradient(ties, kind):
    """max y ≥ max x + ⟨g, y − x⟩ for all y."""
    x = np.array([[1.0, 1.0, 0.0], [2.0, 2.0, 2.0], [0.0, 0.0, -1.0]])
    value, gradient = (to_numpy(a) for a in am.maximum(ties).value_and_grad(kind(x)))
    for y in anywhere(0, (200, 3)):
        assert np.all(y.max() >= value + np.sum(gradient * (y - x), axis=1) - 1e-12)


def test_on_a_tie_first_takes_the_first_and_even_the_shortest_subgradient(kind):
    x = kind([[0.0, 2.0, 2.0], [1.0, 1.0, 1.0]])
    assert np.array_equal(to_numpy(am.maximum("first").value_and_grad(x)[1]), [[0, 1, 0], [1, 0, 0]])
    assert np.allclose(to_numpy(am.maximum("even").value_and_grad(x)[1]), [[0, 1 / 2, 1 / 2], [1 / 3, 1 / 3, 1 / 3]])


def test_first_is_the_unit_that_max_pooling_takes(torch):
    x = torch.tensor([[1.0, 3.0, 3.0, 2.0]], requires_grad=True)
    torch.nn.functional.max_pool1d(x, 4).sum().backward()
    assert torch.equal(am.maximum("first").value_and_grad(x.detach())[1], x.grad)


@pytest.mark.parametrize("penalty", [0.1, 0.5, 2.0])
def test_on_the_tie_line_the_best_is_half_as_high_and_no_maximum(penalty, kind):
    """(1/4λ, 1/4λ) has the value 1/8λ, the most on x₁ = x₂; a step to either side of the line is higher."""
    f = am.maximum() - penalty * am.l2
    ridge = np.full((1, 2), 1 / (4 * penalty))
    assert np.isclose(float(f(kind(ridge))[0]), 1 / (8 * penalty))
    along, across = np.array([1.0, 1.0]), np.array([1.0, -1.0])
    for step in (1e-3, -1e-3):
        assert float(f(kind(ridge + step * along))[0]) < 1 / (8 * penalty) < float(f(kind(ridge + step * across))[0])


@pytest.mark.parametrize("radius", [0.5, 3.0])
def test_within_the_circle_the_maximum_touches_the_level_curve_f_equals_r(radius):
    """max{max(x₁, x₂) : ‖x‖ ≤ r} = r, at (r, 0) and (0, r); the penalty that leads there is λ = 1/2r."""
    angle = np.linspace(0, 2 * np.pi, 3601)
    circle = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    height = am.maximum()(circle)
    assert np.isclose(height.max(), radius)
    assert {tuple(p) for p in (circle[height > radius - 1e-9] / radius).round(6) + 0.0} == {(1, 0), (0, 1)}
    assert np.allclose(am.maximum_optima(penalty=1 / (2 * radius)), [[radius, 0], [0, radius]])
