"""Units, channels, directions and the whole of a hidden layer: what they have to do with one another."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.hidden_layers import channel, cosine, deep_dream, direction, neuron

LAYERS = {"convolution": (3, 4, 5), "signal": (3, 7), "dense": (3,)}
every_layer = pytest.mark.parametrize("shape", LAYERS.values(), ids=LAYERS)
V = np.array([1.0, -2.0, 0.5])


def activations(shape, seed=0, n=4):
    return np.random.default_rng(seed).normal(size=(n, *shape))


def same(f, g, x, kind):
    pairs = zip(f.value_and_grad(kind(x)), g.value_and_grad(kind(x)), strict=True)
    return all(np.allclose(to_numpy(a), to_numpy(b), rtol=1e-10, atol=1e-12) for a, b in pairs)


@every_layer
def test_a_channel_is_the_mean_of_its_neurons(shape, kind):
    neurons = [neuron(1, *place) for place in np.ndindex(shape[1:])]
    mean = (1 / len(neurons)) * sum(neurons[1:], neurons[0])
    assert same(channel(1), mean, activations(shape), kind)


@every_layer
def test_a_channel_is_the_direction_of_its_axis(shape, kind):
    assert same(channel(2), direction([0.0, 0.0, 1.0]), activations(shape), kind)


@every_layer
def test_a_direction_is_the_sum_of_its_channels(shape, kind):
    channels = V[0] * channel(0) + V[1] * channel(1) + V[2] * channel(2)
    assert same(direction(V), channels, activations(shape), kind)


def test_on_a_dense_layer_neuron_and_channel_are_the_logit(kind):
    x = activations((5,))
    assert same(neuron(3), am.logit(3), x, kind)
    assert same(channel(3), am.logit(3), x, kind)


@pytest.mark.parametrize("t", [0, 0.25, 1])
def test_between_two_units_lies_the_direction_that_mixes_them(t, kind):
    mixed = (1 - t) * channel(0) + t * channel(2)
    assert same(mixed, direction([1 - t, 0, t]) if t else channel(0), activations((3, 4, 5)), kind)


@every_layer
def test_the_cosine_asks_for_no_length_at_any_position(shape, kind):
    """cos(c aₚ, v) = cos(aₚ, v) for c > 0, another c at each position; so ⟨aₚ, ∇ₚ⟩ = 0 there."""
    a, lengths = activations(shape), np.random.default_rng(1).uniform(0.1, 9, (4, 1, *shape[1:]))
    value, gradient = (to_numpy(part) for part in cosine(V).value_and_grad(kind(a)))
    assert np.allclose(value, to_numpy(cosine(7 * V)(kind(lengths * a))))
    assert np.allclose(np.sum(a * gradient, axis=1), 0, atol=1e-12)
    assert np.all(np.abs(value) < 1)


@every_layer
def test_the_cosine_is_one_along_v_and_minus_one_against_it(shape, kind):
    along = np.random.default_rng(0).uniform(0.1, 9, (4, 1, *shape[1:])) * V.reshape(-1, *[1] * (len(shape) - 1))
    for sign in (1, -1):
        value, gradient = cosine(V).value_and_grad(kind(sign * along))
        assert np.allclose(to_numpy(value), sign)
        assert np.allclose(to_numpy(gradient), 0, atol=1e-12)


def test_where_nothing_is_active_the_cosine_is_zero_and_so_is_its_gradient(kind):
    a = activations((3, 2))
    a[:, :, 1] = 0
    value, gradient = (to_numpy(part) for part in cosine(V).value_and_grad(kind(a)))
    assert np.allclose(value, to_numpy(cosine(V)(kind(a[:, :, :1]))) / 2)
    assert not gradient[:, :, 1].any()


def test_the_cosine_of_tiny_and_huge_activations_is_their_cosine(kind):
    for size in (1e-30, 1e30):
        a = (size * activations((3,))).astype(np.float32)
        assert np.allclose(to_numpy(cosine(V)(kind(a))), cosine(V)(activations((3,))), rtol=1e-5)


@every_layer
def test_a_deep_dream_step_stretches_the_layer(shape, kind):
    """∇½‖a‖² = a: ascent multiplies what is there by 1 + η, and the value by (1 + η)²."""
    a = kind(activations(shape))
    trace = am.record(am.walk(deep_dream, a, am.ascent(0.5)), steps=3)
    assert np.allclose(to_numpy(trace.x[-1]), 1.5**3 * to_numpy(a))
    assert np.allclose(to_numpy(trace.value[-1]), 1.5**6 * to_numpy(am.l2(a)) / 2)


@pytest.mark.parametrize("objective", [channel, lambda c: neuron(c, 1, 2)], ids=["channel", "neuron"])
def test_one_channel_a_row_is_each_channel_on_its_own_row(objective, kind):
    a = activations((3, 4, 5))
    together = [to_numpy(part) for part in objective([2, 0, 1, 2]).value_and_grad(kind(a))]
    for row, c in enumerate([2, 0, 1, 2]):
        alone = objective(c).value_and_grad(kind(a[row : row + 1]))
        assert all(np.allclose(t[row], to_numpy(part)[0]) for t, part in zip(together, alone, strict=True))


def test_each_is_called_what_it_is():
    parts = (neuron(1, 2, 3), channel([4, 5]), direction(V), cosine(V), deep_dream)
    names = ["neuron(1, 2, 3)", "channel(4…5)", "direction(v)", "cosine(v)", "½‖a‖²"]
    assert [repr(f) for f in parts] == names
    assert repr(channel(3) @ am.blur(1) - 0.1 * am.l2) == "channel(3) ∘ blur(1) − 0.1 ‖x‖²"
