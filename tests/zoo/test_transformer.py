"""The transformer: the same in NumPy and in torch, as good as its card says, and what it does and does not see."""

import numpy as np
import pytest

import amteach as am
from amteach import zoo
from amteach.data.drawn_digits import draw
from amteach.functions.arrays import to_numpy
from amteach.store import cards
from amteach.zoo.transformer import net
from amteach.zoo.transformer.net import LAYERS, transformer

X = draw(6, seed=5).images.astype(float)
SHAPES = {"embedding": (64, 7, 7), "attention": (4, 49, 49), "gelu": (128, 7, 7), "block": (64, 7, 7)}
each_layer = pytest.mark.parametrize("layer", [None, *LAYERS])


@each_layer
def test_it_is_the_same_in_numpy_and_in_torch_in_value_and_gradient(layer, torch):
    """To rounding in float64, where autograd has the last word; and in float32, as it ships."""
    module = zoo.mnist_transformer_module().double()
    theirs = am.from_torch(module, layer and net.IN_TORCH[layer])
    theirs = net.grid @ theirs if layer and not layer.startswith("attention") else theirs
    y, pullback = zoo.mnist_transformer(layer=layer).forward(X)
    z, pull_theirs = theirs.forward(X)
    d = np.random.default_rng(0).normal(size=y.shape)
    np.testing.assert_allclose(y, z, atol=1e-10)
    np.testing.assert_allclose(pullback(d), pull_theirs(d), atol=1e-10)
    z, pull_theirs = zoo.mnist_transformer("torch", layer=layer).forward(X.astype(np.float32))
    assert z.dtype == np.float32
    np.testing.assert_allclose(z, y, atol=1e-4 * np.abs(y).max())
    np.testing.assert_allclose(pull_theirs(d), pullback(d), atol=1e-4 * np.abs(pullback(d)).max())


@each_layer
def test_its_gradient_is_the_slope_of_its_value(layer):
    f, v = zoo.mnist_transformer(layer=layer), np.random.default_rng(1).normal(size=X.shape)
    slope = (f(X + 1e-5 * v) - f(X - 1e-5 * v)) / 2e-5
    d = np.random.default_rng(2).normal(size=slope.shape)
    assert np.isclose(np.sum(slope * d), np.sum(v * f.forward(X)[1](d)), rtol=1e-5)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("backend", ["numpy", "torch"])
def test_layers_have_channels_first_and_places_behind_as_those_of_a_cnn(layer, backend, request):
    if backend == "torch":
        request.getfixturevalue("torch")
    f = zoo.mnist_transformer(backend, layer=layer)
    assert f(X).shape == (6, *SHAPES[layer.rstrip("12")])
    assert f.name == f"transformer.{layer}"
    assert f(X.astype(np.float32)).dtype == np.float32
    assert (am.neuron(1, 3, 3) @ f).value_and_grad(X)[1].shape == X.shape


def test_tensors_come_back_as_tensors(torch):
    x = torch.from_numpy(X)
    for layer in (None, "embedding", "attention2"):
        y, pullback = zoo.mnist_transformer("torch", layer=layer).forward(x)
        assert pullback(y).dtype == y.dtype == x.dtype
        np.testing.assert_allclose(to_numpy(y), zoo.mnist_transformer(layer=layer)(X), atol=1e-3)


@pytest.mark.parametrize("i", [1, 2])
def test_what_each_token_takes_from_all_sums_to_1(i):
    np.testing.assert_allclose(zoo.mnist_transformer(layer=f"attention{i}")(X).sum(axis=-1), 1, rtol=1e-12)


def permuted(x, order):
    """Images whose patches have changed places."""
    y, mend = net.patches.forward(x)
    return mend(y[:, order])


def test_without_positions_patches_that_change_places_change_no_logit_and_take_their_tokens_with_them():
    weights = cards.load("mnist_transformer")
    blind = weights | {"position.weight": np.zeros_like(weights["position.weight"])}
    order = np.random.default_rng(3).permutation(49)
    np.testing.assert_allclose(transformer(blind)(permuted(X, order)), transformer(blind)(X), atol=1e-10)
    for layer in ("gelu1", "block1", "block2"):
        tokens = transformer(blind, layer)(X).reshape(6, -1, 49)
        moved = transformer(blind, layer)(permuted(X, order)).reshape(6, -1, 49)
        np.testing.assert_allclose(moved, tokens[:, :, order], atol=1e-10)
    a = transformer(blind, "attention2")(X)
    np.testing.assert_allclose(transformer(blind, "attention2")(permuted(X, order)), a[:, :, order][..., order])
    assert np.abs(transformer(weights)(permuted(X, order)) - transformer(weights)(X)).max() > 0.1


def test_an_empty_patch_is_known_by_its_position_alone():
    black = np.zeros((1, 1, 28, 28))
    weights = cards.load("mnist_transformer")
    tokens = zoo.mnist_transformer(layer="embedding")(black)[0].reshape(64, 49).T
    np.testing.assert_allclose(tokens, weights["position.weight"] + weights["dense1.bias"], atol=1e-6)


def test_three_seeds_are_on_the_card_each_good_enough_and_the_first_ships():
    card = zoo.card("mnist_transformer")
    assert len(card["measured"]["accuracy"]) == len(card["seeds"]) == 3
    assert min(card["measured"]["accuracy"]) >= 0.98
    assert (card["test_accuracy"], card["seed"]) == (card["measured"]["accuracy"][0], card["seeds"][0])


@pytest.mark.slow
def test_the_accuracy_on_the_card_is_that_of_the_net(torch, real):
    from amteach.training.loop import accuracy

    right = accuracy(zoo.mnist_transformer_module(), real[1].images, real[1].labels)
    assert right == pytest.approx(zoo.card("mnist_transformer")["test_accuracy"], abs=2e-4)


def test_a_layer_that_there_is_not_is_answered_with_those_there_are():
    for backend in ("numpy", "torch"):
        with pytest.raises(
            ValueError, match=r"no layer 'blok2'; did you mean 'block2'\?.*embedding, attention1, gelu1"
        ):
            zoo.mnist_transformer(backend, layer="blok2")


def test_the_torch_net_refuses_what_cannot_be_cut_into_patches(torch):
    with pytest.raises(ValueError, match=r"\(2, 28, 27\)"):
        zoo.mnist_transformer("torch")(np.zeros((2, 28, 27)))
