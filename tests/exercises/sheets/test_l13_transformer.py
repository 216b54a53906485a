"""Attention, layer norm, patches and selectivity against the transformer's own layers, and against what must hold."""

import numpy as np

from amteach.exercises import EXERCISES, check
from amteach.experiments.superposition import selectivity
from amteach.zoo.transformer.attention import attention, join, softmax
from amteach.zoo.transformer.layer_norm import layer_norm
from amteach.zoo.transformer.patches import PATCH, TOKENS, patches


def test_attention_comes_back_as_in_the_transformer(trials):
    for (q, k, v, dy), back in trials("attention-pullback"):
        x = join(*(m[None, None] for m in (q, k, v)))
        dx = attention(heads=1).forward(x)[1](dy[None])
        np.testing.assert_allclose(np.hstack(back), dx[0], atol=1e-12)


def test_attention_comes_back_as_in_autograd(torch):
    def pullback(q, k, v, dy):
        q, k, v = (torch.tensor(m, requires_grad=True) for m in (q, k, v))
        y = torch.softmax(q @ k.T / q.shape[1] ** 0.5, dim=1) @ v
        y.backward(torch.tensor(dy))
        return q.grad, k.grad, v.grad

    assert check("attention-pullback", pullback)


def test_one_number_added_to_all_keys_changes_nothing_and_so_the_gradients_of_the_keys_sum_to_0(trials):
    for (q, k, v, _), (_, dk, _) in trials("attention-pullback"):
        shifted = softmax(q @ (k + 1).T) @ v
        np.testing.assert_allclose(shifted, softmax(q @ k.T) @ v)
        np.testing.assert_allclose(dk.sum(axis=0), 0, atol=1e-12)


def test_layer_norm_comes_back_as_in_the_transformer_which_adds_a_little_to_the_variance(trials):
    for (x, dy), dx in trials("layer-norm-pullback"):
        f = layer_norm(np.ones(x.shape[1]), np.zeros(x.shape[1]))
        np.testing.assert_allclose(dx[None], f.forward(x[None])[1](dy[None]), rtol=1e-2, atol=1e-3)


def test_layer_norm_carries_nothing_back_along_a_shift_or_a_scaling(trials):
    for (x, _), dx in trials("layer-norm-pullback"):
        np.testing.assert_allclose(dx.sum(axis=1), 0, atol=1e-12)
        np.testing.assert_allclose((dx * x).sum(axis=1), 0, atol=1e-12)


def test_the_patches_are_those_of_the_transformer_and_the_way_back_is_the_transpose(trials):
    x, d = np.random.default_rng(0).normal(size=(2, 2, 784))
    x, d = x.reshape(2, 28, 28), d.reshape(2, TOKENS, PATCH**2)
    y, pullback = patches.forward(x[:, None])
    tokens, gradient = EXERCISES["patches-and-back"].reference(x, d, PATCH)
    np.testing.assert_array_equal(tokens, y)
    np.testing.assert_array_equal(gradient, pullback(d)[:, 0])
    for (x, d, _), (tokens, gradient) in trials("patches-and-back"):
        assert np.isclose((tokens * d).sum(), (x * gradient).sum())


def test_the_shares_are_those_of_the_lectures_table(trials):
    """But for the digit of the least activity, which the table does not count: a feature is 0 there."""
    for (a, labels, c, v, m), (neuron, direction) in trials("neuron-and-direction"):
        if m < len(a):
            shares = selectivity(np.stack([a[:, c], a @ v], axis=1), labels, top=m).share
            np.testing.assert_allclose([neuron, direction], shares)
