"""Norms: what each is zero on, how it scales, and which one is which."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

X = np.random.default_rng(0).normal(size=(4, 2, 5, 6))
PENALTIES = {"l2": (am.l2, 2), "lp(1)": (am.lp(1), 1), "lp(3.5)": (am.lp(3.5), 3.5), "TV": (am.total_variation, 2)}
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
