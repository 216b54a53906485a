"""The sparse autoencoder: its pullbacks, the same in torch, and as good as its card says."""

import numpy as np
import pytest

import amteach as am
from amteach import zoo
from amteach.data.drawn_digits import draw
from amteach.functions.arrays import to_numpy
from amteach.store import cards
from amteach.zoo.transformer.sparse_autoencoder import decoder, encoder

rng = np.random.default_rng(0)
W, C, D, B = rng.normal(size=(9, 5)), rng.normal(size=9), rng.normal(size=(5, 9)), rng.normal(size=5)
HALVES = {"encode": (encoder(W, C, B), 5), "decode": (decoder(D, B), 9)}
each_half = pytest.mark.parametrize(("f", "channels"), HALVES.values(), ids=HALVES)


@each_half
@pytest.mark.parametrize("places", [(), (6,), (3, 4)])
def test_its_pullback_is_the_transpose_of_its_derivative_in_any_shape_of_layer(f, channels, places, kind):
    x, v = rng.normal(size=(2, 2, channels, *places))
    slope = (f(x + 1e-6 * v) - f(x - 1e-6 * v)) / 2e-6
    d = rng.normal(size=slope.shape)
    y, pullback = f.forward(kind(x))
    assert tuple(y.shape) == (2, 14 - channels, *places)
    dx = to_numpy(pullback(kind(d)))
    assert dx.shape == x.shape
    assert np.isclose(np.sum(slope * d), np.sum(v * dx), rtol=1e-6)


def test_each_place_is_encoded_and_decoded_for_itself_by_the_equations():
    a = rng.normal(size=(2, 5, 3, 4))
    f = encoder(W, C, B)(a)
    back = decoder(D, B)(f)
    for place in np.ndindex(3, 4):
        at = (slice(None), slice(None), *place)
        features = np.maximum((a[at] - B) @ W.T + C, 0)
        np.testing.assert_allclose(f[at], features)
        np.testing.assert_allclose(back[at], B + features @ D.T)


def test_a_layer_with_other_channels_is_refused():
    with pytest.raises(ValueError, match=r"takes \(n, 5, …\) here, but axis 1 has 7"):
        encoder(W, C, B)(np.zeros((1, 7, 2, 2)))


def test_what_ships_is_the_module_that_was_trained(torch):
    from amteach.zoo.transformer.module import SparseAutoencoderModule

    w, sae = cards.load("sparse_autoencoder"), zoo.sparse_autoencoder()
    module = SparseAutoencoderModule(*w["decoder.weight"].shape).double()
    module.load_state_dict({key: torch.from_numpy(a) for key, a in w.items()})
    a = zoo.mnist_transformer(layer=sae.layer)(draw(3, seed=2).images.astype(float))
    back, f = module(torch.from_numpy(a))
    np.testing.assert_allclose(sae.encode(a), f.detach(), atol=1e-5)
    np.testing.assert_allclose(sae.decode(sae.encode(a)), back.detach(), atol=1e-5)


def test_directions_have_length_1_and_can_be_climbed():
    sae, x = zoo.sparse_autoencoder(), draw(3, seed=2).images
    layer = zoo.mnist_transformer(layer=sae.layer)
    assert sae.directions.shape == (256, 128)
    np.testing.assert_allclose(np.linalg.norm(sae.directions, axis=1), 1, rtol=1e-5)
    for f in (am.direction(sae.directions[7]) @ layer, am.channel(7) @ sae.encode @ layer):
        value, grad = f.value_and_grad(x)
        assert value.shape == (3,)
        assert grad.shape == x.shape


def test_features_are_sparse_where_neurons_are_not():
    sae, x = zoo.sparse_autoencoder(), draw(20, seed=2).images
    a = zoo.mnist_transformer(layer=sae.layer)(x)
    f = sae.encode(a)
    assert f.min() >= 0
    assert (f > 0).mean() < 0.2
    assert (a != 0).mean() > 0.9
    assert np.square(sae.decode(f) - a).sum() < 0.3 * np.square(a - a.mean(axis=(0, 2, 3), keepdims=True)).sum()


def test_the_card_says_what_the_file_holds():
    card, weights = zoo.card("sparse_autoencoder"), cards.load("sparse_autoencoder")
    assert sum(w.size for w in weights.values()) == card["parameters"]
    assert card["bytes"] <= 300_000
    assert {"data", "recipe", "seed", "epochs", "threads", "versions", "sha256", "measured"} <= set(card)
    assert card["measured"]["accuracy of the transformer with the reconstruction in the layer's place"] >= 0.97
