"""Other numbers to climb in: the Fourier basis, a range, independent colours, and a plane through the pictures."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.parametrizations import COLOURS, decorrelated_colour, sigmoid_range

SIZES = [(1, 1), (4, 4), (5, 6), (7, 3), (28, 28)]
every_size = pytest.mark.parametrize("size", SIZES, ids=str)


def scales(h, w):
    """s = 1 / max(|ν|, 1 / max(h, w)), ν in cycles per pixel, written out once more: ν is the nearest whole wave."""
    nearest = [[min(k, n - k) / n for k in range(n)] for n in (h, w)]
    return np.array([[1 / max((k * k + l * l) ** 0.5, 1 / max(h, w)) for l in nearest[1]] for k in nearest[0]])


def matrix(f, size):
    """The matrix of a linear map on pictures: what it makes of each pixel alone, as columns."""
    n = size[0] * size[1]
    return f(np.eye(n).reshape(n, *size)).reshape(n, n).T


@every_size
def test_the_transform_is_an_orthonormal_involution(size):
    """H = Hᵀ and H H = 1, where fourier is H diag(s)."""
    h = matrix(am.fourier(size), size) / scales(*size).ravel()
    assert np.allclose(h, h.T, atol=1e-12)
    assert np.allclose(h @ h, np.eye(len(h)), atol=1e-11)


@every_size
def test_the_first_coefficient_is_a_constant_picture_and_any_other_has_mean_zero(size):
    h, w = size
    columns = matrix(am.fourier(size), size)
    assert np.allclose(columns[:, 0], max(h, w) / np.sqrt(h * w))
    assert np.allclose(columns[:, 1:].mean(axis=0), 0, atol=1e-12)


@every_size
def test_low_frequencies_are_scaled_up_most(size):
    lengths = np.linalg.norm(matrix(am.fourier(size), size), axis=0)
    assert np.allclose(lengths, scales(*size).ravel())
    assert lengths[0] == lengths.max()


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
def test_ascent_in_z_is_ascent_along_the_low_pass_filtered_gradient(size, kind):
    """x ← x + η F⁻¹ s² F ∇f(x), with NumPy's complex F as the other road."""
    rate, rng = 2e-4, np.random.default_rng(0)
    w, z = rng.normal(size=size), 0.1 * rng.normal(size=(2, 1, *size))
    f, g = am.linear(w[None]) - 0.1 * am.lp(4), am.fourier(size)
    trace = am.record(am.walk(f @ g, kind(z), am.ascent(rate)), steps=10)

    x = g(z)
    for _ in range(10):
        spectrum = np.fft.fft2(f.value_and_grad(x)[1])
        x = x + rate * np.fft.ifft2(scales(*size) ** 2 * spectrum).real
    assert np.allclose(to_numpy(g(trace.x[-1])), x, rtol=1e-9, atol=1e-9)


def test_every_picture_has_coefficients(kind):
    """z = H x / s."""
    x = np.random.default_rng(0).normal(size=(2, 3, 5, 6))
    h_x = am.fourier((5, 6))(x / scales(5, 6))
    assert np.allclose(to_numpy(am.fourier((5, 6))(kind(h_x / scales(5, 6)))), x)


def test_a_plane_goes_through_its_three_points(kind):
    x0, u, v = np.random.default_rng(0).normal(size=(3, 2, 4))
    corners = to_numpy(am.plane(x0, u, v)(kind([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [2.0, -3.0]])))
    assert np.allclose(corners, [x0, x0 + u, x0 + v, x0 + 2 * u - 3 * v])


def test_ascent_in_an_orthonormal_plane_is_ascent_along_the_gradient_projected_on_it(kind):
    rng, rate = np.random.default_rng(0), 0.05
    (u, v), x0, w = np.linalg.qr(rng.normal(size=(5, 2)))[0].T, rng.normal(size=5), rng.normal(size=5)
    f, g = am.linear(w) - 0.5 * am.l2, am.plane(x0, u, v)
    trace = am.record(am.walk(f @ g, kind([[0.3, -0.2]]), am.ascent(rate)), steps=10)
    x = g(np.array([[0.3, -0.2]]))
    for _ in range(10):
        gradient = f.value_and_grad(x)[1]
        x = x + rate * (gradient @ u[:, None] * u + gradient @ v[:, None] * v)
    assert np.allclose(to_numpy(g(trace.x[-1])), x)


def test_in_colour_each_channel_has_a_spectrum_of_its_own(kind):
    z = np.random.default_rng(0).normal(size=(2, 3, 5, 6))
    together = to_numpy(am.fourier((5, 6))(kind(z)))
    for c in range(3):
        assert np.allclose(together[:, c], to_numpy(am.fourier((5, 6))(kind(z[:, c]))))


def test_no_number_leaves_the_range_and_the_middle_is_the_middle(kind):
    z = np.array([[-1e300, -20, 0, 20, 1e300]])
    x, pullback = sigmoid_range(-1, 3).forward(kind(z))
    assert np.allclose(to_numpy(x), [[-1, -1, 1, 3, 3]])
    assert np.all((to_numpy(x) >= -1) & (to_numpy(x) <= 3))
    assert np.allclose(to_numpy(pullback(x * 0 + 1))[0, [0, 2, 4]], [0, 1, 0])  # (high − low) / 4 in the middle


def test_the_range_is_climbed_to_its_end_and_never_past_it(kind):
    f = am.linear(np.array([1.0, -1.0])) @ sigmoid_range()
    trace = am.record(am.walk(f, kind([[0.0, 0.0]]), am.ascent(1.0)), steps=500)
    x = to_numpy(sigmoid_range()(trace.x))
    assert np.all(np.diff(x[:, 0, 0]) > 0)
    assert np.allclose(x[-1], [1, 0], atol=0.01)
    assert x.max() < 1


def test_colours_come_back_through_the_inverse_of_their_matrix(kind):
    z = np.random.default_rng(0).normal(size=(2, 3, 4, 5))
    x = to_numpy(decorrelated_colour(kind(z)))
    assert np.allclose(np.einsum("ck,nkij->ncij", np.linalg.inv(COLOURS), x), z)


def test_the_longest_step_in_colour_has_the_length_one_and_is_nearly_brightness():
    lengths = np.linalg.norm(COLOURS, axis=0)
    assert np.isclose(lengths.max(), 1)
    assert lengths[0] > 3 * lengths[1] > 3 * lengths[2]
    assert np.allclose(COLOURS[:, 0], 1 / np.sqrt(3), atol=0.02)


def test_independent_numbers_become_the_correlated_colours_of_photographs(kind):
    z = np.random.default_rng(0).normal(size=(1, 3, 200, 200))
    colours = to_numpy(decorrelated_colour(kind(z)))[0].reshape(3, -1)
    assert np.allclose(np.cov(colours), COLOURS @ COLOURS.T, atol=0.02)
    assert np.corrcoef(colours).min() > 0.75
