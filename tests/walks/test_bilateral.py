"""The bilateral filter: the Gaussian blur where there are no edges, and nothing where there are."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.bilateral import bilateral

X = np.random.default_rng(0).normal(size=(2, 3, 7, 6))


def by_hand(x, radius, contrast):
    """The definition, a pixel at a time."""
    y, reach = np.zeros_like(x), int(np.ceil(2 * radius))
    h, w = x.shape[-2:]
    for n in range(len(x)):
        for i, j in np.ndindex(h, w):
            total = 0.0
            for k, l in np.ndindex(h, w):
                if max(abs(i - k), abs(j - l)) <= reach:
                    apart = np.sum((x[n, :, i, j] - x[n, :, k, l]) ** 2)
                    weight = np.exp(-((i - k) ** 2 + (j - l) ** 2) / (2 * radius**2) - apart / (2 * contrast**2))
                    y[n, :, i, j] += weight * x[n, :, k, l]
                    total += weight
            y[n, :, i, j] /= total
    return y


@pytest.mark.parametrize(("radius", "contrast"), [(0.4, 1.0), (1.0, 0.5), (1.5, 3.0), (20.0, 1.0)])
def test_it_is_its_definition(radius, contrast, kind):
    assert np.allclose(to_numpy(bilateral(radius, contrast)(kind(X))), by_hand(X, radius, contrast), rtol=1e-12)


def test_where_every_contrast_is_small_beside_its_own_it_is_the_gaussian_blur(kind):
    """But for the window, which ends at two standard deviations: a Gaussian has 4.6 % beyond in each direction."""
    picture = np.cumsum(np.random.default_rng(1).normal(size=(1, 12, 12)), axis=-1)
    blurred = am.blur(1.2)(picture)
    assert np.abs(to_numpy(bilateral(1.2, 1e9)(kind(picture))) - blurred).max() < 0.1 * np.abs(picture - blurred).max()


def test_where_every_contrast_is_large_beside_its_own_nothing_changes(kind):
    assert np.allclose(to_numpy(bilateral(1.5, 1e-3)(kind(X))), X)


def test_an_edge_stays_where_a_blur_would_wash_it_away(kind):
    edge = np.zeros((1, 1, 8, 8))
    edge[..., 4:] = 1
    noisy = edge + 0.05 * np.random.default_rng(2).normal(size=edge.shape)
    y = to_numpy(bilateral(1.5, 0.2)(kind(noisy)))
    assert np.abs(y - edge).max() < 0.12
    assert np.abs(am.blur(1.5)(noisy) - edge).max() > 0.3
    assert np.std(y[..., 4:]) < 0.6 * np.std(noisy[..., 4:])  # and the noise on both sides of it is smoothed
    assert np.std(y[..., :4]) < 0.6 * np.std(noisy[..., :4])


@pytest.mark.parametrize("constant", [0.0, 3.7])
def test_a_constant_stays(constant, kind):
    x = np.full((2, 5, 5), constant)
    assert np.allclose(to_numpy(bilateral(2.0, 0.1)(kind(x))), x, rtol=1e-14)


def test_no_pixel_leaves_the_range_of_the_picture_and_the_variance_falls(kind):
    y = to_numpy(bilateral(1.0, 1.0)(kind(X)))
    axes = (-2, -1)
    assert np.all((y.min(axis=axes) >= X.min(axis=axes)) & (y.max(axis=axes) <= X.max(axis=axes)))
    assert np.all(y.var(axis=axes) < X.var(axis=axes))


def test_it_commutes_with_what_leaves_differences_and_distances_as_they_are(kind):
    """A brighter picture, a mirrored one, a turned one; and c x with the contrast c times as large."""
    p = bilateral(1.0, 0.7)
    y = to_numpy(p(kind(X)))
    assert np.allclose(to_numpy(p(kind(X + 5))), y + 5)
    assert np.allclose(to_numpy(p(kind(X[..., ::-1].copy()))), y[..., ::-1])
    assert np.allclose(to_numpy(p(kind(X.swapaxes(-2, -1).copy()))), y.swapaxes(-2, -1))
    assert np.allclose(to_numpy(bilateral(1.0, 2.1)(kind(3 * X))), 3 * y)


def test_colours_stay_together(kind):
    """An edge in one channel is an edge in all of them."""
    x = np.zeros((1, 2, 4, 4))
    x[:, 0, :, 2:] = 100.0
    x[:, 1] = np.random.default_rng(3).normal(scale=0.01, size=(4, 4))
    y = to_numpy(bilateral(1.0, 1.0)(kind(x)))
    halves = [to_numpy(bilateral(1.0, 1.0)(kind(x[..., part].copy()))) for part in (slice(2), slice(2, None))]
    assert np.allclose(y, np.concatenate(halves, axis=-1))


def test_inside_f_it_is_refused_with_the_line_to_write(kind):
    words = (
        r"bilateral\(1, 0.5\) is an operator .* not differentiated.* am.ascent\(rate, operator=am.bilateral\(1, 0.5\)"
    )
    with pytest.raises(TypeError, match=words):
        am.walk(am.l2 @ bilateral(1.0, 0.5), kind(X), am.ascent(0.1))
