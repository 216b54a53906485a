"""The generators: the same in NumPy and in torch, right about their codes, and careful with what they are given."""

import numpy as np
import pytest

import amteach as am
from amteach.data.drawn_digits import draw
from amteach.store import cards
from amteach.training.registry import NotGoodEnough
from amteach.zoo.generators import recipe as generator_recipes

TRAIN, TEST = draw(600, seed=0), draw(320, seed=1)


def quiet(line):
    pass


MADE = [am.zoo.mnist_decoder, am.zoo.mnist_denoiser, am.zoo.plane_decoder]


@pytest.mark.parametrize("make", MADE, ids=["decoder", "denoiser", "plane"])
def test_they_are_the_same_in_numpy_and_in_torch_in_value_and_gradient(torch, make):
    h = np.random.default_rng(0).normal(size=(5, 2 if make is am.zoo.plane_decoder else 16)).astype(np.float32)
    (y, pullback), (there, other) = make().forward(h), make("torch").forward(torch.from_numpy(h))
    np.testing.assert_allclose(y, there.numpy(), atol=1e-5)
    d = np.random.default_rng(1).normal(size=y.shape).astype(np.float32)
    np.testing.assert_allclose(pullback(d), other(torch.from_numpy(d)).numpy(), atol=1e-3)


def test_a_backend_that_is_none_is_refused():
    with pytest.raises(ValueError, match="jax"):
        am.zoo.mnist_decoder("jax")
    with pytest.raises(ValueError, match='backend="torch", device'):
        am.zoo.mnist_denoiser(device="cuda")


def test_pictures_lie_between_black_and_white_in_the_dtype_of_the_codes():
    for G, size in ((am.zoo.mnist_decoder(), 16), (am.zoo.plane_decoder(), 2)):
        x = G(am.noise((8, size), 3.0))
        assert x.shape == (8, 1, 28, 28)
        assert x.dtype == np.float32
        assert (x >= 0).all()
        assert (x <= 1).all()
        assert G(np.zeros((1, size))).dtype == np.float64


def test_the_plane_draws_its_digits_where_it_says_they_are(real):
    codes, labels = am.zoo.plane_codes()
    test = real[1]
    np.testing.assert_array_equal(labels, test.labels[:300])
    off = np.linalg.norm((am.zoo.plane_decoder()(codes) - test.images[:300]).reshape(300, -1), axis=1)
    other = np.linalg.norm((am.zoo.plane_decoder()(codes) - test.images[300:600]).reshape(300, -1), axis=1)
    assert off.mean() < cards.card("mnist_plane")["test_distance"] + 0.3
    assert off.mean() < other.mean() - 2


def test_the_denoiser_brings_codes_back_that_noise_has_moved():
    """The codes themselves are not shipped: those that the prior walks to stand for them."""
    R, rng = am.zoo.mnist_denoiser(), np.random.default_rng(0)
    still = am.score(lambda h: (am.dot(h, 0 * h), 0 * h), "0")
    step = am.ppgn(R, 0.5, 0.0, 0.1)
    h = am.record(am.walk(still, am.noise((50, 16)), step), steps=60, every=60).x[-1]
    noisy = h + rng.normal(scale=0.4, size=h.shape).astype(np.float32)
    assert np.linalg.norm(R(noisy) - h, axis=1).mean() < 0.95 * np.linalg.norm(noisy - h, axis=1).mean()


def test_what_is_no_code_is_refused():
    G = am.zoo.mnist_decoder()
    for h in (np.zeros((2, 15)), np.zeros(16), np.zeros((2, 16), int), np.zeros((0, 16)), [[0.0] * 16]):
        with pytest.raises(ValueError, match=r"am.noise\(\(4, 16\)\) for four codes"):
            G.forward(h)


def test_the_recipes_make_what_the_cards_say(torch):
    for name, make in (
        ("mnist_generator", generator_recipes.mnist_generator),
        ("mnist_plane", generator_recipes.mnist_plane),
    ):
        arrays, about = make(quiet, TRAIN, TEST, epochs=2, most=99.0)
        shipped = cards.load(name)
        assert {k: a.shape for k, a in arrays.items()} == {k: a.shape for k, a in shipped.items()}
        assert set(about) <= set(cards.card(name))
        again, _ = make(quiet, TRAIN, TEST, epochs=2, most=99.0)
        assert all(np.array_equal(again[k], a) for k, a in arrays.items())


def test_a_decoder_that_draws_badly_is_not_kept(torch):
    with pytest.raises(NotGoodEnough, match=r"above 1.0: nothing was written"):
        generator_recipes.mnist_plane(quiet, TRAIN, TEST, epochs=1, most=1.0)


def test_standard_codes_leave_the_drawings_as_they_were(torch):
    from amteach.zoo.generators.modules import autoencoder_module, standardized

    torch.manual_seed(0)
    net, x = autoencoder_module(3, (20,), (10, 10)), torch.from_numpy(TRAIN.images)
    with torch.no_grad():
        before = net["decoder"](net["encoder"](x)[:, :3])
        encode = standardized(net, x)
        h = encode(x)
        np.testing.assert_allclose(net["decoder"](h), before, atol=1e-5)
    np.testing.assert_allclose(h.mean(0), 0, atol=1e-4)
    np.testing.assert_allclose(h.std(0), 1, atol=1e-4)
