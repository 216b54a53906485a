"""The mean of a convolution without the convolution is the mean of the convolution, in value and gradient."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.hidden_layers import channel
from amteach.study.units import CHANNELS, activations, shifted_means

X = np.random.default_rng(0).random((3, 1, 28, 28))


@pytest.mark.parametrize("unit", [0, 27, 63])
def test_it_is_the_channels_mean(unit):
    slow = channel(unit) @ am.zoo.mnist_cnn(layer="conv2")
    for ours, theirs in zip((am.logit(unit) @ activations()).value_and_grad(X), slow.value_and_grad(X), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


def test_the_pullback_of_the_means_is_their_transpose():
    rng = np.random.default_rng(1)
    r, dy = rng.normal(size=(2, 26, 26, 5)), rng.normal(size=(2, 45))
    y, pullback = shifted_means(np.dtype(float)).forward(r)
    assert (y * dy).sum() == pytest.approx((r * pullback(dy)).sum())


def test_the_dtype_is_kept_and_the_pictures_are_left_alone():
    x = X.astype(np.float32)
    before = x.copy()
    value, gradient = (am.logit(5) @ activations()).value_and_grad(x)
    assert (value.dtype, gradient.dtype) == (np.float32, np.float32)
    np.testing.assert_array_equal(x, before)
    assert activations()(x).shape == (3, CHANNELS)


def test_what_is_no_picture_is_refused():
    with pytest.raises(ValueError, match=r"write x\[:, None\]"):
        activations()(X[:, 0])
