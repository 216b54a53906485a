"""The upper half of the MNIST CNN: with the lower half it is the whole, in value and gradient."""

import numpy as np
import pytest

import amteach as am

X = np.random.default_rng(0).random((3, 1, 28, 28))


def test_the_two_halves_are_the_whole():
    halves, whole = am.zoo.mnist_head() @ am.zoo.mnist_cnn(layer="pool"), am.zoo.mnist_cnn()
    d = np.random.default_rng(1).normal(size=(3, 10))
    (y, pull), (z, other) = halves.forward(X), whole.forward(X)
    np.testing.assert_allclose(y, z, rtol=1e-10)
    np.testing.assert_allclose(pull(d), other(d), atol=1e-12)


def test_dropout_fits_between_them_and_without_a_rate_changes_nothing():
    f = am.logit(3) @ am.zoo.mnist_head() @ am.dropout(0.0) @ am.zoo.mnist_cnn(layer="pool")
    np.testing.assert_allclose(f.draw(np.random.default_rng(0))(X), (am.logit(3) @ am.zoo.mnist_cnn())(X))


def test_what_is_no_pool_is_refused():
    for a in (X, np.zeros((2, 9216)), [[1.0]], np.ones((1, 64, 12, 12), int)):
        with pytest.raises(ValueError, match=r"mnist_head\(\) @ am.zoo.mnist_cnn"):
            am.zoo.mnist_head().forward(a)
