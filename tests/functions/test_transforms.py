"""Shifts and blurs: what they keep, and that jitter is undone."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

SHIFTS = [(0, 0), (1, 0), (0, -2), (3, 4), (-7, 5)]


def pictures(shape=(2, 3, 7, 5), seed=0):
    return np.random.default_rng(seed).normal(size=shape)


@pytest.mark.parametrize(("dy", "dx"), SHIFTS)
def test_a_shift_moves_each_pixel_around_the_torus(dy, dx, kind):
    x = pictures()
    y = to_numpy(am.shift(dy, dx)(kind(x)))
    for i, j in np.ndindex(7, 5):
        assert np.array_equal(y[..., i, j], x[..., (i - dy) % 7, (j - dx) % 5])


@pytest.mark.parametrize(("dy", "dx"), SHIFTS)
def test_a_shift_is_orthogonal_so_its_pullback_undoes_it(dy, dx, kind):
    y, pullback = am.shift(dy, dx).forward(kind(pictures()))
    assert np.array_equal(to_numpy(pullback(y)), pictures())


@pytest.mark.parametrize("pixels", [0, 1, 4])
def test_jitter_draws_every_shift_in_reach_and_no_other(pixels):
    rng = np.random.default_rng(0)
    dot = np.zeros((1, 9, 9))
    dot[0, 4, 4] = 1
    drawn = {tuple(np.argwhere(am.jitter(pixels).draw(rng)(dot)[0])[0] - 4) for _ in range(1500)}
    reach = range(-pixels, pixels + 1)
    assert drawn == {(dy, dx) for dy in reach for dx in reach}


@pytest.mark.parametrize("seed", range(5))
def test_jitter_is_undone_where_the_objective_does_not_care_about_place(seed, kind):
    """‖shift x‖² has the gradient 2x, wherever the shift goes: the jittered walk is the plain one, bit for bit."""
    plain, jittered = (
        am.record(am.walk(f, kind(pictures()), am.ascent(0.1), seed=seed), steps=20)
        for f in (-am.l2, -am.l2 @ am.jitter(2))
    )
    assert np.array_equal(to_numpy(plain.x), to_numpy(jittered.x))


@pytest.mark.parametrize("seed", range(3))
def test_a_jittered_picture_does_not_drift(seed):
    """Climbing ⟨w, shift x⟩ from 0 draws w where it stands, blurred by the reach of the jitter and no further.

    The centre is off by the mean of 500 draws of variance 2/3, which has the standard deviation 0.04.
    """
    w = np.zeros((21, 21))
    w[8:11, 12:15] = 1
    walk = am.walk(am.linear(w) @ am.jitter(1), np.zeros((1, 21, 21)), am.ascent(1.0), seed=seed)
    picture = am.record(walk, steps=500).x[-1, 0]
    centre = [np.sum(picture * axis) / picture.sum() for axis in np.indices((21, 21))]
    assert np.allclose(centre, [9, 13], atol=0.2)
    rows, columns = np.nonzero(picture)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (7, 11, 11, 15)


@pytest.mark.parametrize("radius", [0.3, 0.8, 2.5])
def test_blur_is_the_gaussian_filter_with_its_weights_summing_to_one(radius, kind):
    ndimage = pytest.importorskip("scipy.ndimage", reason="scipy is the oracle here")
    x, flat = pictures(), np.ones((7, 5))
    far = {"sigma": radius, "axes": (-2, -1), "mode": "constant", "truncate": 10 / radius}
    expected = ndimage.gaussian_filter(x, **far) / ndimage.gaussian_filter(flat, **far)
    assert np.allclose(to_numpy(am.blur(radius)(kind(x))), expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("radius", [0, 0.01, 0.5, 3.0, 100.0])
def test_blur_keeps_a_constant_picture_and_never_leaves_the_range(radius, kind):
    blurred = to_numpy(am.blur(radius)(kind(pictures())))
    assert np.allclose(to_numpy(am.blur(radius)(kind(np.full((1, 6, 4), 0.7)))), 0.7, rtol=1e-12)
    assert blurred.min() >= pictures().min() - 1e-12
    assert blurred.max() <= pictures().max() + 1e-12


def test_no_blur_is_no_blur_and_much_blur_is_the_mean(kind):
    assert np.array_equal(to_numpy(am.blur(0)(kind(pictures()))), pictures())
    mean = pictures().mean(axis=(-2, -1), keepdims=True)
    assert np.allclose(to_numpy(am.blur(1e6)(kind(pictures()))), mean, atol=1e-9)


@pytest.mark.parametrize("radius", [0.5, 1.0, 2.0])
def test_blur_lowers_the_total_variation(radius, kind):
    x = kind(pictures())
    assert np.all(to_numpy(am.total_variation(am.blur(radius)(x)) < am.total_variation(x)))
