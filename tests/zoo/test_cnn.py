"""The CNN in NumPy and the CNN by hand in torch are one function, and autograd says the same of its gradient."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.zoo import numpy_net
from amteach.zoo.mnist import net
from amteach.zoo.mnist.expect import SHAPES

rng = np.random.default_rng(0)
WEIGHTS = {name: rng.normal(size=shape) / np.sqrt(np.prod(shape[1:])) for name, shape in SHAPES.items()}
WEIGHTS = {
    name: np.round(64 * w) / 64 for name, w in WEIGHTS.items()
}  # of constant images all sums are exact: true ties

STARTS = {
    "noise": rng.normal(size=(3, 1, 28, 28)),
    "one image": rng.random((1, 1, 28, 28)),
    "a batch of 40": rng.random((40, 1, 28, 28)),
    "zeros: every window of the pool is a tie": np.zeros((2, 1, 28, 28)),
    "ones": np.ones((2, 1, 28, 28)),
    "0.5": np.full((5, 1, 28, 28), 0.5),
    "stripes: ties within each window": np.tile([0.0, 0.0, 1.0, 1.0], (1, 1, 28, 7)),
    "far outside [0, 1]": 50 * rng.normal(size=(2, 1, 28, 28)),
}
every_start = pytest.mark.parametrize("x", STARTS.values(), ids=STARTS)


def cnn_for(x, weights=WEIGHTS):
    """The CNN of x's kind."""
    if isinstance(x, np.ndarray):
        return net.cnn(weights)
    from amteach.zoo.mnist import module

    return module.cnn(weights)


def autograd(torch, x, dz, dtype):
    """z and dx as torch's own layers and its autograd see them."""
    from amteach.zoo.mnist.module import mnist_cnn_module

    module = mnist_cnn_module().to(dtype)
    module.load_state_dict({name: torch.from_numpy(w) for name, w in WEIGHTS.items()})
    there = torch.from_numpy(x).to(dtype).requires_grad_()
    z = module(there)
    (dx,) = torch.autograd.grad(z, there, torch.from_numpy(dz).to(dtype))
    return z.detach().numpy(), dx.numpy()


@every_start
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-12), ("float32", 1e-4)])
def test_value_and_gradient_are_those_of_torch(x, dtype, tolerance, kind, torch):
    dz = np.random.default_rng(1).normal(size=(len(x), 10))
    z_torch, dx_torch = autograd(torch, x, dz, getattr(torch, dtype))
    start = kind(x.astype(dtype))
    z, pullback = cnn_for(start).forward(start)
    dx = pullback(kind(dz.astype(dtype)))
    assert np.allclose(to_numpy(z), z_torch, rtol=tolerance, atol=tolerance * np.abs(z_torch).max())
    assert np.allclose(to_numpy(dx), dx_torch, rtol=tolerance, atol=tolerance * np.abs(dx_torch).max())
    assert type(z) is type(dx) is type(start)
    assert z.dtype == dx.dtype == start.dtype


@pytest.fixture
def by_hand(torch):
    """The CNN in torch, its backward pass written by hand."""
    from amteach.zoo.mnist import module

    return module.cnn(WEIGHTS)


def test_in_torch_a_row_is_what_it_is_alone(by_hand, torch):
    """Whatever pieces a batch is taken in."""
    x = torch.from_numpy(np.random.default_rng(6).random((90, 1, 28, 28)))
    z, pullback = by_hand.forward(x)
    dx = pullback(z)
    for i in (0, 39, 40, 89):
        z_i, pullback_i = by_hand.forward(x[i : i + 1])
        np.testing.assert_allclose(z[i], z_i[0], rtol=1e-12)
        np.testing.assert_allclose(dx[i], pullback_i(z_i)[0], rtol=1e-10, atol=1e-12)


def test_in_torch_too_a_late_pullback_does_not_read_a_changed_x(by_hand, torch, monkeypatch):
    monkeypatch.setattr(numpy_net, "KEPT", 1)
    x = torch.from_numpy(np.random.default_rng(6).random((50, 1, 28, 28)))
    z, pullback = by_hand.forward(x)
    expected = by_hand.forward(x)[1](z)
    x[:] = 0
    np.testing.assert_array_equal(pullback(z), expected)


def test_images_gradients_and_weights_that_came_in_are_left_alone(kind):
    weights = {name: w.copy() for name, w in WEIGHTS.items()}
    x = kind(np.random.default_rng(8).normal(size=(2, 1, 28, 28)))
    before = to_numpy(x).copy()
    f = cnn_for(x, weights)
    z, pullback = f.forward(x)
    value, d = to_numpy(z).copy(), z + 1
    d_before = to_numpy(d).copy()
    pullback(d)
    assert np.array_equal(to_numpy(x), before)
    assert np.array_equal(to_numpy(d), d_before)
    assert all(np.array_equal(weights[name], w) for name, w in WEIGHTS.items())
    weights["dense.bias"][:] = 100.0  # and what is done to them later does not reach the network
    assert np.array_equal(to_numpy(f(x)), value)


def test_the_torch_road_serves_numpy_too_and_in_half_precision(torch):
    from amteach.zoo.mnist import module

    x = np.random.default_rng(9).random((2, 1, 28, 28)).astype(np.float32)
    f = module.cnn(WEIGHTS, device="cpu")
    z, pullback = f.forward(x)
    dx = pullback(z)
    assert type(z) is type(dx) is np.ndarray
    assert np.allclose(z, net.cnn(WEIGHTS)(x), atol=1e-4)
    half = torch.from_numpy(x).bfloat16()
    z_half, pullback_half = f.forward(half)
    assert z_half.dtype == pullback_half(z_half).dtype == torch.bfloat16
    assert np.allclose(z_half.float(), z, atol=0.05 * np.abs(z).max())


def test_nothing_is_recorded_for_autograd_whatever_mode_is_on(by_hand, torch):
    x = torch.zeros((1, 1, 28, 28), dtype=torch.float64, requires_grad=True)
    z, pullback = by_hand.forward(x)
    assert not z.requires_grad
    assert not pullback(z).requires_grad
    assert x.grad is None
    with torch.inference_mode():
        z, pullback = by_hand.forward(x)
    assert pullback(z).shape == x.shape


def test_the_two_halves_are_the_whole():
    halves, whole = net.mnist_head() @ net.mnist_cnn(layer="pool"), net.mnist_cnn()
    x, d = rng.random((3, 1, 28, 28)), rng.normal(size=(3, 10))
    (y, pull), (z, other) = halves.forward(x), whole.forward(x)
    np.testing.assert_allclose(y, z, rtol=1e-10)
    np.testing.assert_allclose(pull(d), other(d), atol=1e-12)


def test_dropout_fits_between_them_and_without_a_rate_changes_nothing():
    x = rng.random((3, 1, 28, 28))
    f = am.logit(3) @ net.mnist_head() @ am.dropout(0.0) @ net.mnist_cnn(layer="pool")
    np.testing.assert_allclose(f.draw(np.random.default_rng(0))(x), (am.logit(3) @ net.mnist_cnn())(x))


def test_a_walk_climbs_every_class_at_once(kind):
    """Ten classes from zeros, each row its own: after 20 small steps every logit is higher than at the start."""
    x = kind(np.zeros((10, 1, 28, 28), np.float32))
    cnn = net.mnist_cnn("numpy" if isinstance(x, np.ndarray) else "torch")
    trace = am.record(am.walk(am.logit(range(10)) @ cnn, x, am.ascent(0.01)), steps=20)
    assert bool((trace.value[-1] > trace.value[0]).all())
