"""Turning a picture: right angles, round trips, and what it keeps."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.rotation import random_rotate, rotate

ANGLES = [3.0, -30.0, 90.0, 137.0]


def pictures(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def smooth(size=41):
    """Two soft blobs that keep away from the corners."""
    i, j = np.indices((size, size)) / (size - 1) * 2 - 1
    return (np.exp(-8 * ((i - 0.3) ** 2 + j**2)) - 0.5 * np.exp(-8 * (i**2 + (j + 0.35) ** 2)))[None, None]


@pytest.mark.parametrize("shape", [(2, 3, 6, 6), (2, 7, 7), (1, 1, 1)], ids=str)
@pytest.mark.parametrize("turns", [0, 1, 2, 3, 4, -1])
def test_right_angles_are_those_of_rot90_on_squares(shape, turns, kind):
    x = pictures(*shape)
    turned = to_numpy(rotate(90 * turns)(kind(x)))
    assert np.allclose(turned, np.rot90(x, turns, axes=(-2, -1)), atol=1e-12)


def test_by_nothing_nothing_is_turned_whatever_the_shape(kind):
    x = pictures(2, 3, 5, 8)
    assert np.array_equal(to_numpy(rotate(0)(kind(x))), x)
    assert np.allclose(to_numpy(rotate(180)(kind(x))), x[..., ::-1, ::-1], atol=1e-12)
    assert np.allclose(to_numpy(rotate(360)(kind(x))), x, atol=1e-12)


def test_four_quarter_turns_return(kind):
    x = pictures(2, 1, 9, 9)
    quarter = rotate(90)
    assert np.allclose(to_numpy((quarter @ quarter @ quarter @ quarter)(kind(x))), x, atol=1e-12)


@pytest.mark.parametrize("angle", ANGLES)
def test_there_and_back_again_is_a_smooth_picture_nearly(angle, kind):
    """Linear interpolation smooths a little: by less than 2 % of the largest value here."""
    back = to_numpy((rotate(-angle) @ rotate(angle))(kind(smooth())))
    assert np.abs(back - smooth()).max() < 0.02


@pytest.mark.parametrize("angle", ANGLES)
def test_a_smooth_picture_is_turned_as_its_formula_is(angle):
    """A blob at the polar angle φ and the distance r lies at φ + angle afterwards; the first axis points down."""
    i, j = np.indices((41, 41)) - 20
    blob = lambda phi: np.exp(-0.03 * ((i + 8 * np.sin(phi)) ** 2 + (j - 8 * np.cos(phi)) ** 2))[None]
    assert np.abs(rotate(angle)(blob(0.4)) - blob(0.4 + np.radians(angle))).max() < 0.02


@pytest.mark.parametrize("angle", ANGLES)
def test_the_middle_of_a_constant_stays_and_no_pixel_leaves_the_range(angle, kind):
    turned = to_numpy(rotate(angle)(kind(np.ones((1, 1, 15, 15)))))
    assert np.allclose(turned[..., 4:-4, 4:-4], 1)
    assert turned.min() >= 0
    assert turned.max() <= 1 + 1e-12
    assert turned[..., 0, 0] < 1 or angle % 90 == 0


@pytest.mark.parametrize("angle", [*ANGLES, 45.0])
def test_the_pullback_is_the_transpose_pixel_by_pixel(angle):
    """The whole matrix of a small picture, from each pixel alone, against that of the pullback."""
    h, w = 4, 7
    pixels = np.eye(h * w).reshape(-1, h, w)
    y, pullback = rotate(angle).forward(pixels)
    assert np.allclose(y.reshape(h * w, -1), pullback(pixels).reshape(h * w, -1).T, atol=1e-15)


def test_a_large_picture_in_colour_is_turned_with_the_exact_adjoint(kind):
    """227×227 with 3 channels: ⟨R x, d⟩ = ⟨x, Rᵀ d⟩."""
    x, d = pictures(2, 1, 3, 227, 227)
    y, pullback = rotate(5).forward(kind(x))
    assert np.isclose(np.sum(to_numpy(y) * d), np.sum(x * to_numpy(pullback(kind(d)))), rtol=1e-10)


def test_random_rotate_draws_its_angles_and_no_others_by_the_walks_generator():
    turn, x, rng = random_rotate([-90, 0, 180]), pictures(1, 3, 3), np.random.default_rng(0)
    seen = {tuple(turn.draw(rng)(x).round(6).ravel()) for _ in range(60)}
    assert seen == {tuple(np.rot90(x, k, axes=(1, 2)).round(6).ravel()) for k in (-1, 0, 2)}
    one, again = (turn.draw(np.random.default_rng(7))(x) for _ in range(2))
    assert np.array_equal(one, again)


def test_a_turned_objective_brings_its_gradient_back_to_where_the_picture_is():
    """⟨w, R x⟩ from 0: the ascent draws Rᵀ w, which R turns into w again, nearly."""
    w = smooth(21)
    drawn = am.record(am.walk(am.linear(w[0]) @ rotate(30), np.zeros((1, 1, 21, 21)), am.ascent(1.0)), steps=1).x[-1]
    assert np.abs(rotate(30)(drawn) - w).max() < 0.1
