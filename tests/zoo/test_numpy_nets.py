"""Every net in NumPy: the same function as its torch module, and careful with what it is given.

One table of all nets, and each theorem is said of all of them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from amteach import zoo
from amteach.functions.function import Function, identity
from amteach.study.units import activations
from amteach.zoo import numpy_net
from amteach.zoo.backends import shipped, with_weights
from amteach.zoo.mnist.net import LAYERS
from amteach.zoo.robust.net import NETS
from amteach.zoo.tagged import net as planted_tag

IMAGE, CODE, PLANE, POOLED = (1, 28, 28), (16,), (2,), (64, 12, 12)


def generator(name, part):
    from amteach.zoo.generators.module import like

    weights = shipped(name, part)
    return with_weights(like(weights, pictures=part == "decoder"), weights)


def tagged(name):
    from amteach.zoo.mnist.module import mnist_cnn_module

    return with_weights(mnist_cnn_module(8, 16), shipped("planted_tag", name))


def up_to(layer):
    return zoo.mnist_cnn_module()[: LAYERS.index(layer) + 1]


def mean_of_conv2():
    from torch import nn

    return nn.Sequential(*zoo.mnist_cnn_module()[:3], nn.AdaptiveAvgPool2d(1), nn.Flatten())


@dataclass(frozen=True)
class Net:
    """The Function, its torch module, and the shape of one row."""

    function: Any
    module: Any
    row: tuple[int, ...] = IMAGE

    def rows(self, n, seed=0, dtype=float):
        return np.random.default_rng(seed).random((n, *self.row)).astype(dtype)


ONE_BY_ONE = {  # what computes each row for itself, so that its numbers do not depend on the batch
    "mnist_cnn": Net(zoo.mnist_cnn, zoo.mnist_cnn_module),
    **{
        f"mnist_cnn {k}": Net(
            lambda k=k: zoo.mnist_cnn(layer=k), lambda k=k: zoo.mnist_cnn_module()[: LAYERS.index(k) + 1]
        )
        for k in LAYERS
    },
    "blob_counter": Net(zoo.blob_counter, zoo.blob_counter_module),
    "mnist_transformer": Net(zoo.mnist_transformer, zoo.mnist_transformer_module),
}
ALL = ONE_BY_ONE | {
    "mnist_head": Net(zoo.mnist_head, lambda: zoo.mnist_cnn_module()[5:], POOLED),
    "mean of conv2": Net(activations, mean_of_conv2),
    "mnist_decoder": Net(zoo.mnist_decoder, lambda: generator("mnist_generator", "decoder"), CODE),
    "mnist_denoiser": Net(zoo.mnist_denoiser, lambda: generator("mnist_generator", "denoiser"), CODE),
    "plane_decoder": Net(zoo.plane_decoder, lambda: generator("mnist_plane", "decoder"), PLANE),
    **{f"robust {k}": Net(lambda k=k: zoo.robust_net(k), lambda k=k: zoo.robust_net_module(k)) for k in NETS},
    **{f"tagged {k}": Net(lambda k=k: planted_tag.net(k), lambda k=k: tagged(k)) for k in planted_tag.NETS},
}
every_net = pytest.mark.parametrize("net", ALL.values(), ids=ALL)
each_one_by_one = pytest.mark.parametrize("net", ONE_BY_ONE.values(), ids=ONE_BY_ONE)


@every_net
def test_value_and_gradient_are_those_of_its_torch_module(net, torch):
    x = net.rows(3)
    there = torch.from_numpy(x).requires_grad_()
    expected = net.module().double()(there)
    dy = np.random.default_rng(1).normal(size=expected.shape)
    (dx,) = torch.autograd.grad(expected, there, torch.from_numpy(dy))
    y, pullback = net.function().forward(x)
    np.testing.assert_allclose(y, expected.detach(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(pullback(dy), dx, rtol=1e-7, atol=1e-9 * float(dx.abs().max()))


@every_net
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_is_kept_and_what_comes_in_is_left_alone(net, dtype):
    x = net.rows(2, dtype=dtype)
    y, pullback = net.function().forward(x)
    d = np.ones_like(y)
    dx = pullback(d)
    assert y.dtype == dx.dtype == dtype
    assert dx.shape == x.shape
    np.testing.assert_array_equal(x, net.rows(2, dtype=dtype))
    np.testing.assert_array_equal(d, 1)


@every_net
def test_a_late_pullback_does_not_read_an_x_that_has_been_changed(net, monkeypatch):
    """Also where the gradient is computed anew, because not every pullback was kept."""
    monkeypatch.setattr(numpy_net, "KEPT", 1)
    x = net.rows(23)
    f = net.function()
    y, pullback = f.forward(x)
    expected = f.forward(x)[1](y)
    x[:] = net.rows(23, seed=1)
    np.testing.assert_array_equal(pullback(y), expected)


@every_net
def test_a_pullback_is_linear_and_may_be_asked_twice(net):
    y, pullback = net.function().forward(net.rows(3))
    c, d = np.random.default_rng(2).normal(size=(2, *y.shape))
    together = 2 * pullback(c) - 3 * pullback(d)
    np.testing.assert_allclose(pullback(2 * c - 3 * d), together, atol=1e-10 * np.abs(together).max())


@each_one_by_one
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_row_is_the_same_to_the_bit_whatever_batch_it_is_in(net, dtype, monkeypatch):
    """Permuted, split, repeated, and where the gradient is computed anew; zeros and ones are full of ties."""
    monkeypatch.setattr(numpy_net, "KEPT", 5)
    x = np.concatenate([net.rows(4, dtype=dtype), np.zeros((1, *net.row), dtype), np.ones((1, *net.row), dtype)])
    f = net.function()
    y, pullback = f.forward(x)
    d = np.random.default_rng(3).normal(size=y.shape).astype(dtype)
    dx = pullback(d)
    orders = {
        "permuted": [5, 0, 3, 1, 4, 2],
        "split": [2, 3],
        "alone": [4],
        "repeated": [1, 1, 5, 5, 5, 1, 4, 4, *4 * [3, 1, 4]],
    }
    for rows in orders.values():
        y_rows, pullback_rows = f.forward(x[rows])
        np.testing.assert_array_equal(y_rows, y[rows])
        np.testing.assert_array_equal(pullback_rows(d[rows]), dx[rows])


@every_net
def test_a_row_is_nearly_the_same_in_every_net(net):
    x = net.rows(23)
    f = net.function()
    y, pullback = f.forward(x)
    dx = pullback(y)
    for rows in ([0], [22], [7, 21]):
        y_rows, pullback_rows = f.forward(x[rows])
        np.testing.assert_allclose(y_rows, y[rows], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(pullback_rows(y_rows), dx[rows], rtol=1e-7, atol=1e-9 * np.abs(dx).max())


IMAGE_NETS = {name: net for name, net in ALL.items() if net.row == IMAGE}


@pytest.mark.parametrize("net", IMAGE_NETS.values(), ids=IMAGE_NETS)
def test_what_is_no_batch_of_images_is_refused_with_the_line_to_write(net):
    f = net.function()
    with pytest.raises(ValueError, match=r"needs images of shape \(n, 1, 28, 28\).*write x\[:, None\]"):
        f(np.zeros((2, 28, 28)))
    with pytest.raises(ValueError, match=r"\(n, 1, 28, 28\), but x has the shape \(0, 1, 28, 28\)"):
        f(np.zeros((0, 1, 28, 28)))
    with pytest.raises(TypeError, match=r"needs floating-point images.*x / 255"):
        f(np.zeros((1, 1, 28, 28), int))
    with pytest.raises(TypeError, match=r"needs a NumPy array of images, but x is a list: write np\.asarray"):
        f.forward([[0.0]])


@pytest.mark.parametrize(
    ("function", "line"),
    [
        (zoo.mnist_cnn, r'for tensors there is am\.zoo\.mnist_cnn\(backend="torch"\)'),
        (zoo.blob_counter, r'for tensors there is am\.zoo\.blob_counter\(backend="torch"\)'),
        (zoo.robust_net, r'for tensors there is am\.zoo\.robust_net\(\.\.\., backend="torch"\)'),
        (zoo.mnist_transformer, r'for tensors there is am\.zoo\.mnist_transformer\(backend="torch"\)'),
        (lambda: planted_tag.net("retrained"), r"write np\.asarray"),
    ],
    ids=["mnist_cnn", "blob_counter", "robust_net", "mnist_transformer", "planted_tag"],
)
def test_tensors_are_told_where_to_go(function, line, torch):
    with pytest.raises(TypeError, match=line):
        function()(torch.zeros(1, 1, 28, 28))


class Counting:
    """x ↦ c x, and how many rows each call of forward had."""

    def __init__(self, c=3.0):
        self.c, self.calls = c, []

    def forward(self, x):
        self.calls.append(len(x))
        return self.c * x, lambda d: self.c * d


def test_a_batch_is_computed_some_rows_at_a_time_and_so_is_its_gradient(kind):
    layer = Counting()
    x = kind(np.arange(14.0).reshape(7, 2))
    y, pullback = numpy_net.in_batches(Function(layer.forward), x, 3)
    assert layer.calls == [3, 3, 1]
    dx = pullback(y)
    assert type(y) is type(dx) is type(x)
    np.testing.assert_array_equal(y, 3 * x)
    np.testing.assert_array_equal(dx, 9 * x)
    assert layer.calls == [3, 3, 1]  # all pullbacks were kept


def test_of_a_large_batch_only_the_first_pullbacks_are_kept():
    layer, n = Counting(), numpy_net.KEPT + 3
    x = np.ones((n, 1))
    y, pullback = numpy_net.in_batches(Function(layer.forward), x, 1)
    np.testing.assert_array_equal(pullback(y), 9 * x)
    assert len(layer.calls) == n + 3


def test_a_net_computes_all_rows_at_once_where_nothing_else_is_said():
    layer = Counting()
    f = numpy_net.numpy_net("f", lambda w: Function(layer.forward), {}, lambda x: None)
    f(np.ones((7, 2)))
    assert layer.calls == [7]
    assert repr(f) == "f"


def test_what_is_done_to_the_weights_later_does_not_reach_the_net():
    weights = {"c": np.array([2.0])}
    f = numpy_net.numpy_net("f", lambda w: float(w["c"][0]) * identity, weights, lambda x: None)
    weights["c"][:] = 100.0
    np.testing.assert_array_equal(f(np.ones((1, 1))), 2)


def test_the_weights_come_in_the_dtype_of_x_and_the_layers_are_made_once_for_each():
    made = []
    f = numpy_net.numpy_net("f", lambda w: made.append(w["c"].dtype) or identity, {"c": np.ones(1)}, lambda x: None)
    for dtype in ("float32", "float64", "float32"):
        f(np.ones((1, 1), dtype))
    assert made == ["float32", "float64"]
