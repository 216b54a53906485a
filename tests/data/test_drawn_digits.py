"""Drawn digits look like digits: to the eye of a net that has only seen MNIST, and on average."""

import numpy as np
import pytest

from amteach import zoo
from amteach.data import mnist, strokes
from amteach.data.drawn_digits import draw, ink, pen_path, render

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def drawn():
    return draw(600, seed=3)


def test_the_net_that_was_trained_on_mnist_reads_them(drawn):
    read = zoo.mnist_cnn()(drawn.images).argmax(axis=1)
    right = [(read == k)[drawn.labels == k].mean() for k in range(10)]
    assert np.mean(right) > 0.95
    assert min(right) > 0.85


def test_their_means_resemble_those_of_mnist(drawn):
    """The mean of each class is closest, in correlation, to the mean of that class in MNIST."""
    means = np.stack([drawn.images[drawn.labels == k].mean(axis=0) for k in range(10)])
    r = np.corrcoef(means.reshape(10, -1), mnist.class_means().reshape(10, -1))[:10, 10:]
    assert (r.argmax(axis=0) == np.arange(10)).all()
    assert (r.argmax(axis=1) == np.arange(10)).all()
    assert r.diagonal().min() > 0.8


def test_they_are_of_the_kind_of_mnist(drawn):
    """Shapes, dtypes, range; the amount of ink within a tenth; the centre of mass in the middle; room at the border."""
    x = drawn.images
    assert x.shape == (600, 1, 28, 28)
    assert (x.dtype, drawn.labels.dtype) == (np.float32, np.int64)
    assert x.min() == 0
    assert x.max() == 1
    assert abs(x.mean() / mnist.mean_image().mean() - 1) < 0.1
    mass, pixel = x.sum(axis=(1, 2, 3)), np.arange(28)
    for axis in (2, 3):
        centre = x.sum(axis=(1, axis)) @ pixel / mass
        assert abs(centre.mean() - 14) < 0.05
        assert abs(centre - 14).max() < 1


def test_the_seed_fixes_the_digits_and_another_seed_draws_others():
    first, again, other = draw(30, seed=1), draw(30, seed=1), draw(30, seed=2)
    np.testing.assert_array_equal(first.images, again.images)
    np.testing.assert_array_equal(first.labels, again.labels)
    assert not np.array_equal(first.images, other.images)
    assert len({image.tobytes() for image in first.images}) == 30  # and no digit is drawn twice


@pytest.mark.parametrize("n", [1, 10, 25, 100])
def test_each_class_is_drawn_equally_often(n):
    counts = np.bincount(draw(n, seed=n).labels, minlength=10)
    assert counts.sum() == n
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("n", [0, -3, 2.5])
def test_a_number_of_digits_that_is_none(n):
    with pytest.raises(ValueError, match="whole number"):
        draw(n, seed=0)


@pytest.mark.parametrize("digit", range(10))
def test_where_and_how_large_a_path_is_makes_no_difference(digit):
    """render(c q + a) = render(q), up to rounding."""
    path = pen_path(digit, np.random.default_rng(digit))
    np.testing.assert_allclose(render(3 * path + [7.0, -2.0], 1.2), render(path, 1.2), atol=1e-5)


def test_the_ink_of_a_line_is_its_width_times_its_length():
    """∫ clip(½ + r − |p − line|) dp = 2 r × length, with the round ends: + ∫ over a disc = π (r² + 1/12)."""
    r, q = 1.3, np.stack([np.full(400, 14.0), np.linspace(8, 20, 400)], axis=1)
    assert abs(ink(q, r).sum() - (2 * r * 12 + np.pi * (r**2 + 1 / 12))) < 0.35


def test_a_picture_turned_is_the_picture_of_the_path_turned():
    q = RNG.uniform(8, 19, (20, 2))
    np.testing.assert_allclose(ink(q[:, ::-1], 1.5), ink(q, 1.5).T)
    np.testing.assert_allclose(ink(27 - q, 1.5), ink(q, 1.5)[::-1, ::-1])


def test_the_smooth_curve_meets_its_points_and_keeps_a_line_straight():
    points = RNG.normal(size=(6, 2))
    curve = strokes.smooth(points, steps=9)
    np.testing.assert_allclose(curve[::9], points[:-1])
    np.testing.assert_allclose(curve[8::9], points[1:])
    line = strokes.smooth(np.linspace([0.0, 1.0], [3.0, -5.0], 4), steps=5)
    np.testing.assert_allclose(line[:, 1], 1 - 2 * line[:, 0], atol=1e-12)


@pytest.mark.parametrize("digit", range(10))
def test_every_way_of_writing_stays_in_its_box(digit):
    for way in strokes.WAYS[digit]:
        points = np.concatenate(strokes.control_points(way))
        assert points.min() >= 0
        assert points.max() <= 1
        assert np.ptp(points[:, 1]) > 0.9  # and fills its height
