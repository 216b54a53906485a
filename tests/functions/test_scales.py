"""Larger and smaller: scale within its frame, and resize into another."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.scales import random_scale, resize, scale

FACTORS = [0.5, 0.9, 1.05, 2.0]


def pictures(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def smooth(h=81, w=91):
    """A soft blob that stays within the frame at each of the factors."""
    i, j = np.indices((h, w)) - np.array([(h - 1) / 2, (w - 1) / 2]).reshape(2, 1, 1)
    return np.exp(-0.02 * ((i - 2) ** 2 + (j + 3) ** 2))[None, None]


@pytest.mark.parametrize("factor", FACTORS)
def test_there_and_back_again_is_a_smooth_picture_nearly(factor, kind):
    back = to_numpy((scale(1 / factor) @ scale(factor))(kind(smooth())))
    assert np.abs(back - smooth()).max() < 0.05


@pytest.mark.parametrize("factor", FACTORS)
def test_a_ramp_about_the_middle_becomes_flatter_by_the_factor(factor, kind):
    """Linear interpolation is exact for what is linear: x = i − c becomes (i − c) / factor, inside the old frame."""
    ramp = np.broadcast_to(np.arange(21.0)[:, None] - 10, (1, 21, 21))
    scaled = to_numpy(scale(factor)(kind(ramp)))
    inside = np.abs(ramp[0, :, 0]) <= 10 * factor
    assert np.allclose(scaled[0, inside, 10], ramp[0, inside, 0] / factor)
    assert not scaled[0, np.abs(ramp[0, :, 0]) >= 10 * factor + factor].any()


@pytest.mark.parametrize("factor", FACTORS)
def test_the_mass_of_a_smooth_picture_grows_with_the_square_of_the_factor(factor):
    assert np.isclose(scale(factor)(smooth()).sum(), factor**2 * smooth().sum(), rtol=0.01)


def test_by_one_nothing_is_scaled_and_to_its_own_size_nothing_is_resized(kind):
    x = pictures(2, 3, 5, 8)
    assert np.array_equal(to_numpy(scale(1)(kind(x))), x)
    assert np.array_equal(to_numpy(resize((5, 8))(kind(x))), x)


@pytest.mark.parametrize("size", [(1, 1), (5, 9), (28, 28), (64, 50)], ids=str)
def test_resize_keeps_a_constant_the_range_and_the_mirror(size, kind):
    x = pictures(2, 3, 12, 14)
    assert np.allclose(to_numpy(resize(size)(kind(np.full((1, 12, 14), 0.7)))), 0.7)
    resized = to_numpy(resize(size)(kind(x)))
    assert resized.shape == (2, 3, *size)
    assert x.min() <= resized.min() <= resized.max() <= x.max()
    assert np.allclose(to_numpy(resize(size)(kind(x[..., ::-1].copy()))), resized[..., ::-1])


@pytest.mark.parametrize("times", [2, 3, 4])
def test_enlarged_by_a_whole_number_a_picture_keeps_its_mean(times, kind):
    x = pictures(2, 1, 7, 6)
    assert np.allclose(to_numpy(resize((7 * times, 6 * times))(kind(x))).mean(), x.mean())


def test_reduced_by_half_each_pixel_is_the_mean_of_four(kind):
    x = pictures(1, 6, 8)
    means = x.reshape(1, 3, 2, 4, 2).mean(axis=(2, 4))
    assert np.allclose(to_numpy(resize((3, 4))(kind(x))), means)


@pytest.mark.parametrize("f", [scale(1.05), resize((300, 280))], ids=repr)
def test_a_large_picture_in_colour_has_the_exact_adjoint(f, kind):
    """227×227 with 3 channels: ⟨A x, d⟩ = ⟨x, Aᵀ d⟩."""
    x = pictures(1, 3, 227, 227)
    y, pullback = f.forward(kind(x))
    d = pictures(*y.shape, seed=1)
    assert np.isclose(np.sum(to_numpy(y) * d), np.sum(x * to_numpy(pullback(kind(d)))), rtol=1e-10)


def test_ascent_in_a_small_picture_that_is_enlarged_is_smooth_ascent(kind):
    """x ← x + η A Aᵀ ∇f: the matrix of resize on both sides of the gradient."""
    w = pictures(8, 8)
    trace = am.record(am.walk(am.linear(w) @ resize((8, 8)), kind(np.zeros((1, 4, 4))), am.ascent(0.5)), steps=3)
    a = resize((8, 4))(np.eye(4)[None])[0]
    assert np.allclose(to_numpy(resize((8, 8))(trace.x[-1]))[0], 1.5 * a @ a.T @ w @ a @ a.T)


def test_random_scale_draws_its_factors_and_no_others():
    zoom, x, rng = random_scale([0.5, 1, 2]), pictures(1, 5, 5), np.random.default_rng(0)
    drawn = [zoom.draw(rng)(x) for _ in range(60)]
    matches = [[np.array_equal(y, scale(f)(x)) for f in (0.5, 1, 2)] for y in drawn]
    assert np.all(np.sum(matches, axis=1) == 1)
    assert np.all(np.sum(matches, axis=0) > 5)
