"""Norms: what each is zero on, how it scales, and which one is which."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.penalties import l1, tv

X = np.random.default_rng(0).normal(size=(4, 2, 5, 6))
PENALTIES = {"l1": (l1, 1), "l2": (am.l2, 2), "lp(3.5)": (am.lp(3.5), 3.5), "TV": (am.total_variation, 2)}
PENALTIES |= {f"tv({beta})": (tv(beta), beta) for beta in (1, 1.5, 2, 3)}
every_penalty = pytest.mark.parametrize(("penalty", "degree"), PENALTIES.values(), ids=PENALTIES)


@every_penalty
def test_a_penalty_is_never_negative_and_zero_at_zero(penalty, degree, kind):
    assert np.all(to_numpy(penalty(kind(X))) > 0)
    value, gradient = penalty.value_and_grad(kind(0 * X))
    assert not to_numpy(value).any()
    assert not to_numpy(gradient).any()


@every_penalty
@pytest.mark.parametrize("c", [0.5, -3.0])
def test_a_penalty_of_degree_p_scales_with_c_to_the_p_and_obeys_euler(penalty, degree, c, kind):
    """Ω(c x) = |c|ᵖ Ω(x), and ⟨x, ∇Ω(x)⟩ = p Ω(x): a factor forgotten in the gradient shows here."""
    value, gradient = penalty.value_and_grad(kind(X))
    assert np.allclose(to_numpy(penalty(kind(c * X))), abs(c) ** degree * to_numpy(value))
    assert np.allclose(np.sum(X * to_numpy(gradient), axis=(1, 2, 3)), degree * to_numpy(value))


def test_lp_is_the_norm_to_its_own_power(kind):
    for p in (1, 1.5, 2, 6):
        expected = [np.linalg.norm(row.ravel(), p) ** p for row in X]
        assert np.allclose(to_numpy(am.lp(p)(kind(X))), expected)


def test_lp_of_two_is_l2(kind):
    pairs = zip(am.lp(2).value_and_grad(kind(X)), am.l2.value_and_grad(kind(X)), strict=True)
    assert all(np.allclose(to_numpy(a), to_numpy(b)) for a, b in pairs)


def test_total_variation_is_zero_on_constant_pictures_and_only_there(kind):
    channels = np.broadcast_to(np.array([1.0, -2.0])[:, None, None], (1, 2, 5, 6))
    assert float(am.total_variation(kind(channels))[0]) == 0
    assert np.all(to_numpy(am.total_variation(kind(X))) > 0)


def test_total_variation_is_its_definition_pixel_by_pixel():
    picture = X[0, 0]
    expected = sum(
        (picture[i + a, j + b] - picture[i, j]) ** 2
        for i, j in np.ndindex(5, 6)
        for a, b in ((1, 0), (0, 1))
        if i + a < 5 and j + b < 6
    )
    assert np.isclose(am.total_variation(picture[None])[0], expected)


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (4, 1)])
def test_total_variation_of_a_thin_picture(shape, kind):
    x = np.random.default_rng(0).normal(size=(2, *shape))
    value, gradient = am.total_variation.value_and_grad(kind(x))
    assert np.allclose(to_numpy(value), np.sum(np.diff(x.reshape(2, -1)) ** 2, axis=1))
    assert gradient.shape == x.shape


def test_tv_of_two_is_total_variation(kind):
    pairs = zip(tv(2).value_and_grad(kind(X)), am.total_variation.value_and_grad(kind(X)), strict=True)
    assert all(np.allclose(to_numpy(a), to_numpy(b), rtol=1e-12, atol=1e-12) for a, b in pairs)


@pytest.mark.parametrize("beta", [1, 1.5, 2, 3])
def test_a_straight_edge_costs_its_length_times_its_height_to_the_beta(beta, kind):
    x = np.zeros((1, 6, 9))
    x[..., 4:] = 0.5
    assert np.isclose(float(tv(beta)(kind(x))[0]), 6 * 0.5**beta)


def test_only_with_beta_one_does_an_edge_cost_no_more_than_a_ramp_of_the_same_height(kind):
    edge, ramp = np.tile(np.repeat([0.0, 1.0], 5), (1, 4, 1)), np.tile(np.linspace(0, 1, 10), (1, 4, 1))
    costs = {beta: [float(tv(beta)(kind(x))[0]) for x in (edge, ramp)] for beta in (1, 1.5, 2)}
    assert np.isclose(costs[1][0], costs[1][1])
    assert costs[1.5][0] > costs[1.5][1]
    assert costs[2][0] > 8 * costs[2][1]


@pytest.mark.parametrize("beta", [1, 1.5, 3])
def test_tv_is_convex_so_its_gradient_lies_below_it_also_where_it_has_kinks(beta, kind):
    """Ω(y) ≥ Ω(x) + ⟨∇Ω(x), y − x⟩: at kinks, flat pixels with β = 1, the gradient is a subgradient."""
    for x in (X, X.round(), 0 * X):
        value, gradient = (to_numpy(part) for part in tv(beta).value_and_grad(kind(x)))
        for y in np.random.default_rng(1).normal(size=(20, *X.shape)):
            assert np.all(tv(beta)(y) >= value + np.sum(gradient * (y - x), axis=(1, 2, 3)) - 1e-9)


def test_penalties_are_called_what_they_are():
    assert [repr(f) for f in (l1, am.lp(6), tv(1.5))] == ["‖x‖₁", "‖x‖_6^6", "TV^1.5(x)"]
