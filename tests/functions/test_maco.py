"""MACO: the magnitudes of a picture stay, its phases move."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.maco import maco, magnitudes

RNG = np.random.default_rng(0)
IMAGES = RNG.normal(size=(7, 2, 5, 6))


def spectrum(x):
    return np.abs(np.fft.fft2(x, norm="ortho"))


@pytest.mark.parametrize("shape", [(4, 4), (5, 6), (5, 5), (1, 8), (7, 1)])
def test_the_magnitudes_are_r_whatever_z_is(shape, kind):
    r = magnitudes(RNG.normal(size=(4, 3, *shape)))
    x = to_numpy(maco(r)(kind(3 * RNG.normal(size=(2, 3, *shape)))))
    assert x.dtype == np.float64
    np.testing.assert_allclose(spectrum(x), np.broadcast_to(r, (2, 3, *shape)), rtol=1e-10)


def test_every_picture_is_reached_by_its_own_phases():
    """z = the phases of a picture with a mean above 0, and of no other coefficient that has to be real."""
    x = RNG.normal(size=(1, 1, 5, 7)) + 1
    z = np.angle(np.fft.fft2(x))
    np.testing.assert_allclose(maco(spectrum(x)[0])(z), x, atol=1e-12)


def test_a_walk_moves_the_phases_only():
    r = magnitudes(IMAGES)
    f = am.linear(IMAGES[0]) @ maco(r)
    trace = am.record(am.walk(f, RNG.normal(size=(3, 2, 5, 6)), am.ascent(0.1)), steps=50)
    assert (trace.value[-1] > trace.value[0] + 1).all()
    np.testing.assert_allclose(spectrum(maco(r)(trace.x[-1])), np.broadcast_to(r, (3, 2, 5, 6)), rtol=1e-10)


def test_the_highest_picture_on_a_linear_f_has_the_phases_of_its_weights():
    """⟨w, x⟩ ≤ Σ r |F w|, with equality where the phases agree: the bound that ascent comes near to."""
    w = RNG.normal(size=(1, 5, 5)) + 1
    r = magnitudes(RNG.normal(size=(5, 1, 5, 5)))
    bound = np.sum(r * spectrum(w))
    assert np.isclose(am.linear(w)(maco(r)(np.angle(np.fft.fft2(w))[None]))[0], bound)
    trace = am.record(am.walk(am.linear(w) @ maco(r), np.zeros((1, 1, 5, 5)), am.ascent(0.3)), steps=300)
    assert bound * 0.99 < trace.value[-1, 0] <= bound + 1e-9


def test_magnitudes_are_the_mean_of_the_images():
    np.testing.assert_allclose(magnitudes(IMAGES), spectrum(IMAGES).mean(axis=0))
    assert magnitudes(IMAGES.astype(np.float32)).dtype == np.float64


BAD = {
    "not a real picture's": (lambda: maco(np.arange(9.0).reshape(3, 3)), r"r\[−k\] = r\[k\]; am\.magnitudes"),
    "below 0": (lambda: maco(-np.ones((3, 3))), "numbers ≥ 0"),
    "not finite": (lambda: maco(np.full((3, 3), np.inf)), "finite"),
    "one axis": (lambda: maco(np.ones(3)), r"of \(3,\)"),
    "another size": (lambda: maco(np.ones((3, 3)))(np.zeros((1, 1, 3, 4))), r"\(batch, …, 3, 3\), not \(1, 1, 3, 4\)"),
    "no batch": (lambda: maco(np.ones((2, 3, 3)))(np.zeros((2, 3, 3))), r"\(batch, …, 3, 3\)"),
}


@pytest.mark.parametrize(("call", "message"), BAD.values(), ids=BAD)
def test_bad_magnitudes_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
