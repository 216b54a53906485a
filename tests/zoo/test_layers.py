"""The layers in NumPy, each for itself: the same values and gradients as torch's, and gradients that are transposes."""

import numpy as np
import pytest

from amteach.zoo import layers
from amteach.zoo.layers import convolution, dense, max_of_pairs, max_pool, softplus

rng = np.random.default_rng(0)

SIZES = {  # kernel and stride, channels in and out, the image
    "3×3": ((3, 3), 1, (3, 4), (6, 8)),
    "3×3 on one channel": ((3, 3), 1, (1, 5), (7, 5)),
    "1×1": ((1, 1), 1, (3, 2), (4, 5)),
    "as large as the image": ((4, 5), 1, (2, 3), (4, 5)),
    "2×4": ((2, 4), 1, (2, 3), (5, 7)),
    "4×4, stride 2": ((4, 4), 2, (1, 6), (28, 28)),
    "5×5, stride 2": ((5, 5), 2, (4, 3), (13, 13)),
    "3×3, stride 2, a row is left over": ((3, 3), 2, (2, 3), (8, 10)),
    "1×1, stride 3": ((1, 1), 3, (2, 2), (7, 9)),
    "2×2, stride 3: pixels that no window holds": ((2, 2), 3, (2, 2), (9, 8)),
}


def of_size(kernel, stride, channels, image):
    """The weights, the bias and three images, in torch's order."""
    c_in, c_out = channels
    return rng.normal(size=(c_out, c_in, *kernel)), rng.normal(size=c_out), rng.normal(size=(3, c_in, *image))


LAYERS = {
    **{f"convolution {name}": (convolution(*of_size(*s)[:2], s[1]), (*s[3], s[2][0])) for name, s in SIZES.items()},
    "convolution, image by image": (convolution(*of_size((3, 2), 2, (2, 4), (7, 8))[:2], 2, per_image=True), (7, 8, 2)),
    "relu": (layers.relu, (4, 4, 3)),
    "softplus": (softplus(), (4, 4, 3)),
    "softplus, β = 10": (softplus(10.0), (5,)),
    "max of pairs of rows": (max_of_pairs(axis=1), (4, 6, 3)),
    "max_pool": (max_pool, (4, 6, 3)),
    "flatten": (layers.flatten, (4, 6, 3)),
    "channels_last": (layers.channels_last, (3, 4, 6)),
    "channels_first": (layers.channels_first, (4, 6, 3)),
    "dense": (dense(rng.normal(size=(5, 7)), rng.normal(size=5)), (7,)),
    "dense of an image": (dense(rng.normal(size=(5, 24)), rng.normal(size=5), image=(2, 3, 4)), (24,)),
    "dense, image by image": (dense(rng.normal(size=(5, 7)), rng.normal(size=5), per_image=True), (7,)),
}
each_layer = pytest.mark.parametrize(("layer", "shape"), LAYERS.values(), ids=LAYERS)


@each_layer
def test_its_pullback_is_the_transpose_of_its_derivative(layer, shape):
    x, v = np.random.default_rng(4).normal(size=(2, 2, *shape))
    slope = (layer(x + 1e-6 * v) - layer(x - 1e-6 * v)) / 2e-6
    d = np.random.default_rng(5).normal(size=slope.shape)
    dx = layer.forward(x)[1](d)
    assert dx.shape == x.shape
    assert np.isclose(np.sum(slope * d), np.sum(v * dx), rtol=1e-6)


@each_layer
def test_what_comes_in_is_left_alone(layer, shape):
    x = np.random.default_rng(6).normal(size=(2, *shape))
    before = x.copy()
    y, pullback = layer.forward(x)
    d = y + 1.0
    d_before = d.copy()
    pullback(d)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(d, d_before)


@each_layer
def test_a_pullback_may_be_asked_again_after_another_forward(layer, shape):
    x, other = np.random.default_rng(7).normal(size=(2, 2, *shape))
    y, pullback = layer.forward(x)
    first = pullback(y).copy()
    _, another = layer.forward(other)
    another(y)
    np.testing.assert_array_equal(pullback(y), first)


@pytest.mark.parametrize("per_image", [False, True])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_convolution_is_torchs_in_value_and_gradient(torch, size, dtype, per_image):
    w, b, x = (a.astype(dtype) for a in of_size(*size))
    start = torch.from_numpy(x).requires_grad_()
    expected = torch.nn.functional.conv2d(start, torch.from_numpy(w), torch.from_numpy(b), stride=size[1])
    dy = np.random.default_rng(1).normal(size=expected.shape).astype(dtype)
    (dx,) = torch.autograd.grad(expected, start, torch.from_numpy(dy))
    y, pullback = (layers.channels_first @ convolution(w, b, size[1], per_image) @ layers.channels_last).forward(x)
    assert y.dtype == pullback(dy).dtype == dtype
    tolerance = 1e-12 if dtype == "float64" else 1e-4
    np.testing.assert_allclose(y, expected.detach(), rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(pullback(dy), dx, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("layer", [convolution, dense])
def test_image_by_image_a_row_is_what_it_is_alone_to_the_bit(layer, dtype):
    w, b, x = (a.astype(dtype) for a in of_size((3, 3), 1, (8, 16), (13, 11)))
    if layer is convolution:
        x = x.transpose(0, 2, 3, 1)
    else:
        w, x = rng.normal(size=(16, x[0].size)).astype(dtype), x.reshape(3, -1)
    f = layer(w, b, per_image=True)
    y, pullback = f.forward(x)
    d = np.random.default_rng(1).normal(size=y.shape).astype(dtype)
    for i in range(3):
        y_i, pullback_i = f.forward(x[i : i + 1])
        np.testing.assert_array_equal(y_i, y[i : i + 1])
        np.testing.assert_array_equal(pullback_i(d[i : i + 1]), pullback(d)[i : i + 1])


def test_a_convolution_is_the_sum_it_is_written_as():
    x, w, b = rng.normal(size=(2, 7, 8, 3)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
    y = convolution(w, b, stride=2)(x)
    assert y.shape == (2, 3, 4, 4)
    for i, j in np.ndindex(3, 4):
        window = x[:, 2 * i : 2 * i + 3, 2 * j : 2 * j + 2]
        assert np.allclose(y[:, i, j], b + np.einsum("nklc,ockl->no", window, w))


@pytest.mark.parametrize(
    ("ours", "name", "options"),
    [
        (layers.relu, "relu", {}),
        (softplus(), "softplus", {}),
        (softplus(10.0), "softplus", {"beta": 10.0, "threshold": 1e9}),
        (layers.channels_first @ max_pool @ layers.channels_last, "max_pool2d", {"kernel_size": 2}),
    ],
    ids=["relu", "softplus", "softplus, β = 10", "max_pool"],
)
def test_the_layers_without_weights_are_torchs_in_value_and_gradient(torch, ours, name, options):
    x = np.random.default_rng(2).normal(size=(2, 3, 6, 4))
    start = torch.from_numpy(x).requires_grad_()
    expected = getattr(torch.nn.functional, name)(start, **options)
    dy = np.random.default_rng(3).normal(size=expected.shape)
    (dx,) = torch.autograd.grad(expected, start, torch.from_numpy(dy))
    y, pullback = ours.forward(x)
    np.testing.assert_allclose(y, expected.detach(), rtol=1e-12)
    np.testing.assert_allclose(pullback(dy), dx, rtol=1e-12, atol=1e-15)


def test_softplus_does_not_overflow_and_is_a_relu_far_from_its_corner():
    x = np.array([[-1e4, -50.0, 50.0, 1e4]])
    y, pullback = softplus(10.0).forward(x)
    np.testing.assert_allclose(y, np.maximum(x, 0), atol=1e-30)
    np.testing.assert_allclose(pullback(np.ones_like(x)), x > 0, atol=1e-30)


def test_a_relu_is_flat_at_its_corner():
    y, pullback = layers.relu.forward(np.zeros((1, 2)))
    assert not y.any()
    assert not pullback(np.ones((1, 2))).any()


def test_a_dense_layer_takes_an_image_in_torchs_order_or_in_ours():
    """w goes through the image channel by channel; the image comes pixel by pixel."""
    w, b, image = rng.normal(size=(5, 24)), rng.normal(size=5), rng.normal(size=(2, 3, 4, 2))
    ours = (dense(w, b, image=(2, 3, 4)) @ layers.flatten)(image)
    np.testing.assert_allclose(ours, dense(w, b)(image.transpose(0, 3, 1, 2).reshape(2, -1)))


def test_among_equals_the_first_of_the_window_wins():
    ties = np.array([[1.0, 1, 0, 2], [1, 1, 2, 2], [0, 0, 0, 0], [3, 0, 0, 4]])[None, :, :, None]
    y, pullback = max_pool.forward(ties)
    assert y[0, :, :, 0].tolist() == [[1, 2], [3, 4]]
    assert pullback(np.ones_like(y))[0, :, :, 0].tolist() == [[1, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]]
