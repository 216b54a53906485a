"""Theorems that hold for every Function there is: one table, each law stated once.

J is the derivative of f at x. A pullback is Jᵀ, whatever f computes; so nothing below knows what any of them computes.
"""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

IMAGE, POINT, PLANE = (2, 5, 6), (6,), (2,)


def drawn(f, seed=3):
    """One step's worth of a random f."""
    return f.draw(np.random.default_rng(seed))


def weights(shape, seed=7):
    return np.random.default_rng(seed).normal(size=shape)


FUNCTIONS = {
    "identity": (am.identity, POINT),
    "linear": (am.linear(weights(POINT), b=0.5), POINT),
    "linear of an image": (am.linear(weights(IMAGE)), IMAGE),
    "maximum": (am.maximum(), POINT),
    "maximum, even": (am.maximum(ties="even"), POINT),
    "logit": (am.logit(2), POINT),
    "logit, one unit a row": (am.logit([0, 5, 2]), POINT),
    "softmax": (am.softmax(2), POINT),
    "softmax, one unit a row": (am.softmax([0, 5, 2]), POINT),
    "log_softmax": (am.log_softmax(2), POINT),
    "log_softmax, one unit a row": (am.log_softmax([0, 5, 2]), POINT),
    "l2": (am.l2, IMAGE),
    "lp(1)": (am.lp(1), IMAGE),
    "lp(1.5)": (am.lp(1.5), IMAGE),
    "lp(6)": (am.lp(6), IMAGE),
    "total_variation": (am.total_variation, IMAGE),
    "shift": (am.shift(2, -1), IMAGE),
    "jitter, drawn": (drawn(am.jitter(3)), IMAGE),
    "blur": (am.blur(0.8), IMAGE),
    "blur(0)": (am.blur(0), IMAGE),
    "fourier": (am.fourier(IMAGE[-2:]), IMAGE),
    "plane": (am.plane(weights(IMAGE, 1), weights(IMAGE, 2), weights(IMAGE, 3)), PLANE),
    "clip": (am.clip(-0.5, 0.7), IMAGE),
    "ball, outside": (am.ball(0.5), IMAGE),
    "ball, inside": (am.ball(50.0), IMAGE),
    "ball, some rows": (am.ball(2.4), POINT),
    "decay": (am.decay(0.3), IMAGE),
    "sum": (am.linear(weights(POINT)) + am.l2, POINT),
    "difference": (am.linear(weights(POINT)) - 0.3 * am.l2, POINT),
    "multiple": (-2.5 * am.softmax(1), POINT),
    "composition": (am.l2 @ am.blur(0.7) @ am.clip(-1, 1), IMAGE),
    "sum of pictures": (am.blur(0.7) + am.shift(1, 1), IMAGE),
    "composition with a sum inside": (am.lp(4) @ (am.blur(0.7) - 2 * am.shift(1, 1)), IMAGE),
    "the lecture's line": (
        drawn((am.linear(weights(IMAGE)) @ am.jitter(2) - 0.02 * am.total_variation) @ am.fourier(IMAGE[-2:])),
        IMAGE,
    ),
    "a plane through a landscape": (
        (am.log_softmax(1) - 0.1 * am.l2) @ am.plane(weights(POINT, 1), weights(POINT, 2), weights(POINT, 3)),
        PLANE,
    ),
}
every_function = pytest.mark.parametrize(("f", "shape"), FUNCTIONS.values(), ids=FUNCTIONS)


@every_function
@pytest.mark.parametrize("seed", range(3))
def test_the_pullback_is_the_transpose_of_the_derivative(f, shape, seed, kind):
    """⟨J v, d⟩ = ⟨v, Jᵀ d⟩, with J v from central differences."""
    x, v = np.random.default_rng(seed).normal(size=(2, 3, *shape))
    h = 1e-6
    jv = (to_numpy(f(kind(x + h * v))) - to_numpy(f(kind(x - h * v)))) / (2 * h)
    d = np.random.default_rng(seed + 100).normal(size=jv.shape)
    _, pullback = f.forward(kind(x))
    transposed = to_numpy(pullback(kind(d)))
    assert transposed.shape == x.shape
    assert np.isclose(np.sum(jv * d), np.sum(v * transposed), rtol=1e-5, atol=1e-6)


@every_function
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_and_the_kind_of_x_are_kept(f, shape, dtype, kind):
    x = kind(np.random.default_rng(0).normal(size=(3, *shape)).astype(dtype))
    y, pullback = f.forward(x)
    dx = pullback(y)
    assert type(y) is type(x) is type(dx)
    assert y.dtype == x.dtype == dx.dtype


@every_function
def test_the_device_of_x_is_kept(f, shape, torch):
    """On torch's meta device, which has shapes and no numbers: an array made on the host would not mix with it."""
    x = torch.zeros((3, *shape), device="meta")
    y, pullback = f.forward(x)
    assert y.device == pullback(y).device == x.device


@every_function
def test_numpy_and_torch_agree(f, shape, torch):
    x = np.random.default_rng(0).normal(size=(3, *shape))
    y, pullback = f.forward(x)
    y_torch, pullback_torch = f.forward(torch.from_numpy(x))
    assert np.allclose(y, y_torch, rtol=1e-12, atol=1e-12)
    assert np.allclose(pullback(y), pullback_torch(y_torch), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if "one unit a row" not in name])
def test_rows_do_not_hear_of_each_other(name, kind):
    """Row 1 of a batch is what the Function makes of a batch of that row alone."""
    f, shape = FUNCTIONS[name]
    x = np.random.default_rng(0).normal(size=(3, *shape))
    y, pullback = f.forward(kind(x))
    y1, pullback1 = f.forward(kind(x[1:2]))
    assert np.allclose(to_numpy(y)[1], to_numpy(y1)[0], rtol=1e-12)
    assert np.allclose(to_numpy(pullback(y))[1], to_numpy(pullback1(y1))[0], rtol=1e-12, atol=1e-14)


@every_function
def test_neither_x_nor_the_gradient_handed_in_is_changed(f, shape, kind):
    x = kind(np.random.default_rng(0).normal(size=(3, *shape)))
    before = to_numpy(x).copy()
    y, pullback = f.forward(x)
    d = y + 1
    d_before = to_numpy(d).copy()
    pullback(d)
    pullback(d)
    assert np.array_equal(to_numpy(x), before)
    assert np.array_equal(to_numpy(d), d_before)


@every_function
def test_a_pullback_is_linear_and_may_be_asked_twice(f, shape, kind):
    x = kind(np.random.default_rng(0).normal(size=(3, *shape)))
    y, pullback = f.forward(x)
    c, d = y + 1, 3 - y
    together, apart = pullback(2 * c - 3 * d), 2 * pullback(c) - 3 * pullback(d)
    assert np.allclose(to_numpy(together), to_numpy(apart), rtol=1e-10, atol=1e-10)
