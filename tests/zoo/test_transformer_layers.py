"""The layers of the transformer in NumPy, each for itself: its value, its pullback, and what it does not see."""

import numpy as np
import pytest

from amteach.functions.function import identity
from amteach.zoo.layers import dense
from amteach.zoo.transformer.attention import attention, attention_weights, join, softmax, split
from amteach.zoo.transformer.gelu import gelu
from amteach.zoo.transformer.layer_norm import layer_norm
from amteach.zoo.transformer.patches import grid, mean, patches, position

rng = np.random.default_rng(0)
GAMMA, BETA = rng.normal(size=(2, 12))
P = rng.normal(size=(49, 12))
W, B = rng.normal(size=(12, 36)), rng.normal(size=12)

LAYERS = {  # the layer, the shape of one row, and the same in torch
    "patches": (
        patches,
        (1, 28, 28),
        lambda t, x: t.nn.functional.unfold(x, kernel_size=4, stride=4).mT,
    ),
    "position": (position(P), (49, 12), lambda t, x: x + t.from_numpy(P)),
    "mean": (mean, (49, 12), lambda t, x: x.mean(1)),
    "grid": (grid, (49, 12), lambda t, x: x.mT.unflatten(-1, (7, 7))),
    "layer norm": (
        layer_norm(GAMMA, BETA),
        (5, 12),
        lambda t, x: t.nn.functional.layer_norm(x, (12,), t.from_numpy(GAMMA), t.from_numpy(BETA)),
    ),
    "gelu": (gelu, (5, 12), lambda t, x: t.nn.functional.gelu(x, approximate="tanh")),
    "dense": (dense(W, B), (5, 36), lambda t, x: x @ t.from_numpy(W).mT + t.from_numpy(B)),
    "attention weights": (attention_weights(3), (5, 36), lambda t, x: weights_in_torch(t, x)[0]),
    "attention": (attention(3), (5, 36), lambda t, x: attention_in_torch(t, x)),
    "residual": (identity + gelu, (5, 12), lambda t, x: x + t.nn.functional.gelu(x, approximate="tanh")),
}
each_layer = pytest.mark.parametrize(("layer", "shape", "theirs"), LAYERS.values(), ids=LAYERS)


def heads_in_torch(torch, x):
    """q, k and v of three heads, each (n, 3, tokens, 4)."""
    return [part.unflatten(-1, (3, 4)).transpose(1, 2) for part in x.chunk(3, dim=-1)]


def weights_in_torch(torch, x):
    q, k, v = heads_in_torch(torch, x)
    return torch.softmax(torch.einsum("nhid,nhjd->nhij", q, k) / 2, dim=-1), v


def attention_in_torch(torch, x):
    return torch.nn.functional.scaled_dot_product_attention(*heads_in_torch(torch, x)).transpose(1, 2).flatten(2)


@each_layer
def test_its_pullback_is_the_transpose_of_its_derivative(layer, shape, theirs):
    x, v = np.random.default_rng(4).normal(size=(2, 2, *shape))
    slope = (layer(x + 1e-6 * v) - layer(x - 1e-6 * v)) / 2e-6
    d = np.random.default_rng(5).normal(size=slope.shape)
    dx = layer.forward(x)[1](d)
    assert dx.shape == x.shape
    assert np.isclose(np.sum(slope * d), np.sum(v * dx), rtol=1e-6)


@each_layer
def test_it_is_torchs_layer_in_value_and_gradient(layer, shape, theirs, torch):
    x = np.random.default_rng(6).normal(size=(3, *shape))
    there = torch.from_numpy(x).requires_grad_()
    expected = theirs(torch, there)
    d = np.random.default_rng(7).normal(size=expected.shape)
    (gradient,) = torch.autograd.grad(expected, there, torch.from_numpy(d))
    y, pullback = layer.forward(x)
    np.testing.assert_allclose(y, expected.detach(), atol=1e-12)
    np.testing.assert_allclose(pullback(d), gradient, atol=1e-12)


@each_layer
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_is_kept_and_the_pullback_can_be_asked_twice(layer, shape, theirs, dtype):
    """Weights come in the dtype of x: numpy_net sees to it; here those without weights."""
    if dtype is np.float32 and layer.name in ("position", "norm", "dense"):
        pytest.skip("its weights are float64 here")
    y, pullback = layer.forward(np.ones((2, *shape), dtype))
    assert y.dtype == pullback(y).dtype == dtype
    np.testing.assert_array_equal(pullback(y), pullback(y))


def test_rows_of_attention_sum_to_1_whatever_the_size_of_the_scores():
    x = rng.normal(size=(2, 5, 36))
    for scale in (0, 1, 1e3):
        a = attention_weights(3)(scale * x)
        assert a.min() >= 0
        np.testing.assert_allclose(a.sum(axis=-1), 1, rtol=1e-12)


def test_attention_between_equal_keys_is_the_mean_and_to_one_far_key_is_that_token():
    q, k, v = rng.normal(size=(3, 2, 1, 5, 4))
    np.testing.assert_allclose(attention(1)(join(q, np.zeros_like(k), v)), v[:, 0].mean(1, keepdims=True).repeat(5, 1))
    k = np.zeros_like(k)
    k[:, :, 3] = 1000 * np.ones(4)
    q = np.abs(q)
    np.testing.assert_allclose(attention(1)(join(q, k, v)), v[:, 0, 3:4].repeat(5, 1))


def test_attention_does_not_know_the_order_of_its_tokens():
    x, order = rng.normal(size=(2, 7, 36)), rng.permutation(7)
    np.testing.assert_allclose(attention(3)(x[:, order]), attention(3)(x)[:, order], atol=1e-14)


def test_attention_does_not_see_what_is_added_to_all_keys():
    """q·(k + c) = q·k + q·c, the same for each token j of a row: softmax takes it away."""
    q, k, v = split(rng.normal(size=(2, 7, 36)), 3)
    c = rng.normal(size=(2, 3, 1, 4))
    np.testing.assert_allclose(attention(3)(join(q, k + c, v)), attention(3)(join(q, k, v)), atol=1e-12)
    _, pullback = attention(3).forward(join(q, k, v))
    _, dk, _ = split(pullback(rng.normal(size=(2, 7, 12))), 3)
    np.testing.assert_allclose(dk.sum(axis=2), 0, atol=1e-12)


def test_a_head_of_attention_is_its_definition():
    q, k, v = split(rng.normal(size=(1, 4, 36)), 3)
    a, y = attention_weights(3)(join(q, k, v)), attention(3)(join(q, k, v))
    for head, i in np.ndindex(3, 4):
        scores = np.array([np.dot(q[0, head, i], k[0, head, j]) for j in range(4)]) / 2
        row = np.exp(scores) / np.exp(scores).sum()
        np.testing.assert_allclose(a[0, head, i], row)
        np.testing.assert_allclose(y[0, i, 4 * head : 4 * head + 4], row @ v[0, head])


def test_softmax_does_not_overflow():
    np.testing.assert_array_equal(softmax(np.array([1e4, 1e4, -1e4])), [0.5, 0.5, 0])


def test_layer_norm_makes_mean_0_and_variance_1():
    y = layer_norm(np.ones(12), np.zeros(12))(1e3 * rng.normal(size=(3, 5, 12)))
    np.testing.assert_allclose(y.mean(-1), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(-1), 1, rtol=1e-6)


def test_layer_norm_sees_neither_a_shift_nor_a_scale_of_a_token():
    """Nor does its gradient point there: it is orthogonal to 1 and to x."""
    norm, x = layer_norm(GAMMA, BETA), 100 * rng.normal(size=(3, 5, 12))
    c, shift = rng.uniform(0.5, 2, (3, 5, 1)), rng.normal(size=(3, 5, 1))
    np.testing.assert_allclose(norm(c * x + shift), norm(x), atol=1e-6)
    y, pullback = norm.forward(x)
    dx = pullback(rng.normal(size=y.shape))
    np.testing.assert_allclose(dx.sum(-1), 0, atol=1e-12)
    np.testing.assert_allclose((dx * x).sum(-1), 0, atol=1e-6)


def test_a_token_of_equal_numbers_is_not_divided_by_zero():
    y, pullback = layer_norm(GAMMA, BETA).forward(np.full((1, 1, 12), 7.0))
    np.testing.assert_allclose(y[0, 0], BETA)
    assert np.isfinite(pullback(np.ones_like(y))).all()


def test_gelu_is_x_far_to_the_right_0_far_to_the_left_and_near_x_times_the_normal_distribution():
    from math import erf

    x = np.linspace(-6, 6, 241)
    exact = np.array([t * (1 + erf(t / 2**0.5)) / 2 for t in x])
    np.testing.assert_allclose(gelu(x), exact, atol=5e-4)
    np.testing.assert_allclose(gelu(np.array([-50.0, 0.0, 50.0])), [0, 0, 50])


def test_patches_are_cut_and_mended_without_loss():
    x = rng.normal(size=(3, 1, 28, 28))
    y, mend = patches.forward(x)
    np.testing.assert_array_equal(y[:, 9], x[:, 0, 4:8, 8:12].reshape(3, 16))  # row 1, column 2 of the patches
    np.testing.assert_array_equal(mend(y), x)


def test_the_grid_has_the_tokens_at_the_places_of_their_patches(kind):
    x = rng.normal(size=(2, 49, 5))
    np.testing.assert_array_equal(grid(kind(x))[:, :, 1, 2], x[:, 9])
    y, pullback = grid.forward(kind(x))
    np.testing.assert_array_equal(pullback(y), x)
