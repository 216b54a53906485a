"""The generators: right about their codes, and careful with what they are given."""

import numpy as np
import pytest

import amteach as am
from amteach.data.drawn_digits import draw
from amteach.store import cards

TRAIN = draw(600, seed=0)


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


def test_standard_codes_leave_the_drawings_as_they_were(torch):
    from amteach.zoo.generators.module import autoencoder_module, standardize_codes

    torch.manual_seed(0)
    net, x = autoencoder_module(3, (20,), (10, 10)), torch.from_numpy(TRAIN.images)
    with torch.no_grad():
        before = net["decoder"](net["encoder"](x)[:, :3])
        encode = standardize_codes(net, x)
        h = encode(x)
        np.testing.assert_allclose(net["decoder"](h), before, atol=1e-5)
    np.testing.assert_allclose(h.mean(0), 0, atol=1e-4)
    np.testing.assert_allclose(h.std(0), 1, atol=1e-4)


def test_an_autoencoder_draws_pictures_and_a_code_has_a_mean_and_a_spread_for_each_number(torch):
    from amteach.zoo.generators.module import autoencoder_module

    net, x = autoencoder_module(3, (20,), (10, 11)), torch.rand(2, 1, 28, 28)
    assert net["encoder"](x).shape == (2, 6)
    drawn = net["decoder"](10 * torch.randn(2, 3))
    assert drawn.shape == (2, 1, 28, 28)
    assert 0 <= drawn.min() <= drawn.max() <= 1
    assert [tuple(w.shape) for w in net["decoder"].parameters() if w.ndim == 2] == [(10, 3), (11, 10), (784, 11)]


def test_the_variational_loss_is_its_formula(torch):
    """With σ = e^−20 next to nothing is drawn, and with the mean μ the divergence is known."""
    from torch import nn

    from amteach.zoo.generators.losses import variational

    mu = torch.tensor([[1.0, -2.0], [0.5, 0.0]])
    net = {"encoder": lambda x: torch.cat([mu, torch.full_like(mu, -40.0)], dim=1), "decoder": nn.Sigmoid()}
    x = torch.tensor([[1.0, 0.0], [0.0, 0.25]])
    g = torch.sigmoid(mu)
    unlikely = -(x * g.log() + (1 - x) * (1 - g).log()).sum()
    divergence = 0.5 * (mu**2 + 0 - 1 + 40).sum()
    for weight in (0.0, 0.5):
        loss = variational(weight)(net, x, x, 0.0)
        np.testing.assert_allclose(loss, (unlikely + weight * divergence) / 2, rtol=1e-5)


def test_the_noise_of_an_autoencoder_has_the_spread_that_its_encoder_says(torch):
    from amteach.zoo.generators.losses import variational

    torch.manual_seed(0)
    seen = []
    net = {
        "encoder": lambda x: torch.tensor([[0.0, 2 * float(np.log(3.0))]]).repeat(4000, 1),
        "decoder": lambda h: seen.append(h) or torch.full_like(h, 0.5),
    }
    variational(1.0)(net, torch.zeros(4000, 1), torch.zeros(4000), 0.0)
    assert float(seen[0].std()) == pytest.approx(3.0, rel=0.05)


def test_the_denoising_loss_is_the_distance_from_the_code_without_noise(torch):
    """Of the identity, which takes no noise away: σ² for each number."""
    from amteach.zoo.generators.losses import denoising

    torch.manual_seed(0)
    x = torch.randn(2000, 5)
    assert float(denoising(lambda x: 2 * x, 0.4)(lambda h: h, x, x, 0.0)) == pytest.approx(5 * 0.16, rel=0.05)
    assert float(denoising(lambda x: 2 * x, 0.0)(lambda h: h / 2, x, x, 0.0)) == pytest.approx(
        float(x.square().sum(1).mean())
    )
