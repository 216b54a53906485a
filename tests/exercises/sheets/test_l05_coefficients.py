"""The step in pixels against the package's Fourier coefficients."""

import numpy as np
import pytest

import amteach as am
from amteach.exercises import EXERCISES


@pytest.mark.parametrize("d", [1, 2, 5, 8])
def test_the_step_in_pixels_is_what_a_step_in_fourier_coefficients_makes(d):
    """In one dimension H is cos − sin, written out, and s is 1/|ν|."""
    angle = 2 * np.pi * np.outer(np.arange(d), np.arange(d)) / d
    H = (np.cos(angle) + np.sin(angle)) / np.sqrt(d)
    s = 1 / np.maximum(abs(np.fft.fftfreq(d)), 1 / d)
    g, parametrization = np.random.default_rng(d).normal(size=d), am.fourier((1, d))
    assert EXERCISES["low-pass-step"].valid(g, H, s, 0.3)
    walk = am.walk(am.linear(g[None]) @ parametrization, am.zeros((1, 1, d)), am.ascent(0.3))
    before, after = parametrization(am.record(walk, 1).x[:, 0])
    np.testing.assert_allclose((after - before)[0], EXERCISES["low-pass-step"].reference(g, H, s, 0.3), atol=1e-12)
