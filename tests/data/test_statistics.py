"""The statistics that ship, against MNIST itself and against what means and spreads must fulfil."""

import numpy as np

from amteach.data import drawn_digits, mnist
from amteach.data.recipe import digit_statistics


def test_the_shipped_statistics_are_those_of_mnist(real):
    """Computed in another way: Σx and Σx² by class, as one matrix product each."""
    x, one_hot = real[0].images.reshape(-1, 784), np.eye(10, dtype=np.float32)[real[0].labels]
    counts = one_hot.sum(axis=0)[:, None]
    mean, square = one_hot.T @ x / counts, one_hot.T @ x**2 / counts
    np.testing.assert_allclose(mnist.class_means().reshape(10, 784), mean, atol=2e-5)
    np.testing.assert_allclose(mnist.class_spreads().reshape(10, 784) ** 2, square - mean**2, atol=2e-5)
    np.testing.assert_allclose(mnist.mean_image().reshape(784), x.mean(axis=0), atol=2e-5)
    np.testing.assert_allclose(mnist.mean_norm(), np.sqrt((x**2).sum(axis=1)).mean(), rtol=1e-5)


def test_the_mean_of_the_means_is_the_mean_and_statistics_of_copies_have_no_spread():
    """Σ nₖ meanₖ / n = mean;   n copies of one picture: spread 0, mean the picture."""
    digits = drawn_digits.draw(20, seed=1)
    s = digit_statistics(digits)
    np.testing.assert_allclose(np.average(s["class_means"], axis=0, weights=s["counts"]), s["mean_image"], atol=1e-6)
    ten = drawn_digits.draw(10, seed=2)
    twice = mnist.Digits(np.concatenate([ten.images] * 2), np.concatenate([ten.labels] * 2), "copies")
    s = digit_statistics(twice)
    assert not s["class_spreads"].any()
    np.testing.assert_allclose(s["class_means"], ten.images[np.argsort(ten.labels)], atol=1e-7)
