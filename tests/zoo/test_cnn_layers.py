"""The layers of the CNN in NumPy, each for itself: what it computes, and how its gradient comes back."""

import numpy as np
import pytest

from amteach.zoo.mnist import net as cnn_numpy

rng = np.random.default_rng(0)

LAYERS = {
    "convolution": (cnn_numpy.convolution(rng.normal(size=(4, 3, 3, 3)), rng.normal(size=4)), (6, 8, 3)),
    "relu": (cnn_numpy.relu, (4, 4, 3)),
    "max of pairs of rows": (cnn_numpy.max_of_pairs(axis=1), (4, 6, 3)),
    "max_pool": (cnn_numpy.max_pool, (4, 6, 3)),
    "flatten": (cnn_numpy.flatten, (4, 6, 3)),
    "channels_last": (cnn_numpy.channels_last, (3, 4, 6)),
    "dense": (cnn_numpy.dense(rng.normal(size=(5, 7)), rng.normal(size=5)), (7,)),
}


@pytest.mark.parametrize(("layer", "shape"), LAYERS.values(), ids=LAYERS)
def test_each_layer_has_the_transpose_of_its_derivative_as_its_pullback(layer, shape):
    x, v = np.random.default_rng(4).normal(size=(2, 2, *shape))
    slope = (layer(x + 1e-6 * v) - layer(x - 1e-6 * v)) / 2e-6
    d = np.random.default_rng(5).normal(size=slope.shape)
    dx = layer.forward(x)[1](d)
    assert dx.shape == x.shape
    assert np.isclose(np.sum(slope * d), np.sum(v * dx), rtol=1e-6)


def test_a_convolution_is_the_sum_it_is_written_as():
    x, w, b = rng.normal(size=(2, 5, 6, 3)), rng.normal(size=(4, 3, 3, 3)), rng.normal(size=4)
    y = cnn_numpy.convolution(w, b)(x)
    assert y.shape == (2, 3, 4, 4)
    for i, j in np.ndindex(3, 4):
        window = x[:, i : i + 3, j : j + 3]
        assert np.allclose(y[:, i, j], b + np.einsum("nklc,ockl->no", window, w))


def test_among_equals_the_first_of_the_window_wins():
    ties = np.array([[1.0, 1, 0, 2], [1, 1, 2, 2], [0, 0, 0, 0], [3, 0, 0, 4]])[None, :, :, None]
    y, pullback = cnn_numpy.max_pool.forward(ties)
    assert y[0, :, :, 0].tolist() == [[1, 2], [3, 4]]
    assert pullback(np.ones_like(y))[0, :, :, 0].tolist() == [[1, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]]
