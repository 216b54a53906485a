"""The CNN in NumPy and the CNN in torch are one function, and autograd says the same of its gradient."""

import numpy as np
import pytest

from amteach.functions.arrays import to_numpy
from amteach.zoo import batches as pieces
from amteach.zoo.mnist import net as cnn_numpy
from amteach.zoo.shapes import SHAPES

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
        return cnn_numpy.cnn(weights)
    from amteach.zoo.mnist import cnn_torch

    return cnn_torch.cnn(weights)


def autograd(torch, x, dz, dtype):
    """z and dx as torch's own layers and its autograd see them."""
    from amteach.training.loop import mnist_cnn_module

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


def test_the_gradient_is_the_slope_of_the_value(kind):
    """⟨J v, d⟩ = ⟨v, Jᵀ d⟩, with J v from central differences: where no ReLU and no maximum changes sides, exactly."""
    x, v = np.random.default_rng(2).normal(size=(2, 3, 1, 28, 28))
    d, h = np.random.default_rng(3).normal(size=(3, 10)), 1e-7
    f = cnn_for(kind(x))
    slope = (to_numpy(f(kind(x + h * v))) - to_numpy(f(kind(x - h * v)))) / (2 * h)
    dx = to_numpy(f.forward(kind(x))[1](kind(d)))
    assert np.isclose(np.sum(slope * d), np.sum(v * dx), rtol=1e-6)


def test_a_row_is_what_it_is_alone(kind):
    """Whatever pieces a batch is taken in."""
    x = np.random.default_rng(6).random((11, 1, 28, 28))
    f = cnn_for(kind(x))
    z, pullback = f.forward(kind(x))
    dx = to_numpy(pullback(z))
    for i in (0, 3, 4, 10):
        z_i, pullback_i = f.forward(kind(x[i : i + 1]))
        assert np.allclose(to_numpy(z)[i], to_numpy(z_i)[0], rtol=1e-12)
        assert np.allclose(dx[i], to_numpy(pullback_i(z_i))[0], rtol=1e-10, atol=1e-12)


def test_of_a_large_batch_not_every_pullback_is_kept_and_every_gradient_is_right(kind):
    """More rows than pullbacks are kept for; and x may be written over before the gradient is asked for."""
    x = np.random.default_rng(6).random((pieces.KEPT + 7, 1, 28, 28)).astype(np.float32)
    start = kind(x)
    z, pullback = cnn_for(start).forward(start)
    start[:] = 0
    dx = to_numpy(pullback(z))
    for part in (slice(0, 3), slice(-3, None)):
        z_part, pullback_part = cnn_for(start).forward(kind(x[part]))
        assert np.allclose(dx[part], to_numpy(pullback_part(z_part)), rtol=1e-3, atol=1e-4)


def test_a_pullback_is_linear_and_may_be_asked_twice(kind):
    x = kind(np.random.default_rng(7).normal(size=(5, 1, 28, 28)))
    z, pullback = cnn_for(x).forward(x)
    c, d = z + 1, 3 - z
    assert np.allclose(to_numpy(pullback(2 * c - 3 * d)), to_numpy(2 * pullback(c) - 3 * pullback(d)), atol=1e-10)


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


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_dtype_and_kind_of_x_are_kept(dtype, kind):
    x = kind(np.zeros((2, 1, 28, 28), dtype))
    z, pullback = cnn_for(x).forward(x)
    dx = pullback(z)
    assert type(z) is type(dx) is type(x)
    assert z.dtype == dx.dtype == x.dtype
    assert tuple(dx.shape) == tuple(x.shape)


def test_the_torch_road_serves_numpy_too_and_in_half_precision(torch):
    from amteach.zoo.mnist import cnn_torch

    x = np.random.default_rng(9).random((2, 1, 28, 28)).astype(np.float32)
    f = cnn_torch.cnn(WEIGHTS, device="cpu")
    z, pullback = f.forward(x)
    dx = pullback(z)
    assert type(z) is type(dx) is np.ndarray
    assert np.allclose(z, cnn_numpy.cnn(WEIGHTS)(x), atol=1e-4)
    half = torch.from_numpy(x).bfloat16()
    z_half, pullback_half = f.forward(half)
    assert z_half.dtype == pullback_half(z_half).dtype == torch.bfloat16
    assert np.allclose(z_half.float(), z, atol=0.05 * np.abs(z).max())
