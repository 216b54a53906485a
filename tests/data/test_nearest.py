"""The nearest training image is the nearest, whatever the blocks, and its distance is exact."""

import numpy as np
import pytest

from amteach.data import mnist, nearest
from amteach.data.drawn_digits import draw

DIGITS = draw(60, seed=3)


def test_it_is_the_nearest_by_plain_search(monkeypatch):
    monkeypatch.setattr(nearest, "BLOCK", 7)
    x = draw(9, seed=4).images + 0.1 * np.random.default_rng(0).normal(size=(9, 1, 28, 28)).astype(np.float32)
    plain = np.array([[np.linalg.norm(a - b) for b in DIGITS.images] for a in x])
    near = nearest.nearest(x, DIGITS)
    np.testing.assert_array_equal(near.index, plain.argmin(axis=1))
    np.testing.assert_allclose(near.distance, plain.min(axis=1), rtol=1e-5)
    np.testing.assert_array_equal(near.images, DIGITS.images[near.index])
    np.testing.assert_array_equal(near.labels, DIGITS.labels[near.index])


def test_a_digit_of_the_set_is_exactly_0_away_and_a_moved_one_no_further_than_it_was_moved():
    assert not nearest.nearest(DIGITS.images, DIGITS).distance.any()
    push = np.random.default_rng(1).normal(size=DIGITS.images.shape).astype(np.float32)
    length = np.linalg.norm(push.reshape(60, -1), axis=1)
    assert (nearest.nearest(DIGITS.images + push, DIGITS).distance <= length * (1 + 1e-6)).all()


def test_a_real_test_digit_is_about_4_2_from_the_training_set(real):
    assert nearest.nearest(real[1].images[::40], real[0]).distance.mean() == pytest.approx(4.2, abs=0.2)


def test_where_mnist_is_missing_it_says_so(tiny):
    nearest.training_digits.cache_clear()
    with pytest.raises(mnist.FileMissing, match="amteach data"):
        nearest.nearest(DIGITS.images[:1])


def test_a_picture_without_its_batch_is_refused():
    with pytest.raises(ValueError, match=r"\(n, 1, 28, 28\), but x has the shape \(28, 28\)"):
        nearest.nearest(np.zeros((28, 28)), DIGITS)
    with pytest.raises(TypeError, match=r"write \(x / 255\)"):
        nearest.nearest(np.zeros((1, 1, 28, 28), np.uint8), DIGITS)
