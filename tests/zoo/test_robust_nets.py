"""The five nets: the same in NumPy and in torch, as good as their cards say, and as different as the lecture says."""

import numpy as np
import pytest

from amteach import zoo
from amteach.data import nearest
from amteach.data.drawn_digits import draw
from amteach.experiments import robust as robust_table
from amteach.store import cards
from amteach.zoo.robust.measures import from_mean, from_noise, measures
from amteach.zoo.robust.net import NETS

each_net = pytest.mark.parametrize("name", NETS)
X = draw(8, seed=5).images.astype(float)


@each_net
def test_it_is_the_same_in_numpy_and_in_torch_in_value_and_gradient(name, torch):
    weights = np.random.default_rng(0).normal(size=(8, 10))
    there = torch.from_numpy(X).requires_grad_()
    z = zoo.robust_net_module(name).double()(there)
    (slope,) = torch.autograd.grad((z * torch.from_numpy(weights)).sum(), there)
    ours, pullback = zoo.robust_net(name).forward(X)
    np.testing.assert_allclose(ours, z.detach().numpy(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(pullback(weights), slope.numpy(), rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(zoo.robust_net(name, "torch")(X.astype(np.float32)), ours, atol=1e-3)


@each_net
def test_its_gradient_is_the_slope_of_its_value(name):
    net, d = zoo.robust_net(name), np.random.default_rng(1).normal(size=X.shape)
    _, pullback = net.forward(X)
    along = (net(X + 1e-5 * d) - net(X - 1e-5 * d)) / 2e-5
    each = np.stack([(pullback(np.eye(10)[[k] * 8]) * d).sum(axis=(1, 2, 3)) for k in range(10)], axis=1)
    np.testing.assert_allclose(each, along, rtol=1e-5, atol=1e-6)


@each_net
def test_the_card_says_what_the_file_holds_and_gives_three_seeds(name):
    card, weights = zoo.card(f"robust_{name}"), cards.load(f"robust_{name}")
    assert sum(w.size for w in weights.values()) == card["parameters"] == 94_214
    assert card["bytes"] < 400_000
    assert card["seed"] == card["seeds"][0]
    assert {len(seen) for seen in card["measured"].values()} == {3}
    for clean, attacked in zip(card["measured"]["accuracy"], card["measured"]["attacked"], strict=True):
        assert attacked <= clean + 0.02  # the attacked are every 20th of the 10,000


@pytest.mark.slow
def test_all_measures_on_the_card_are_those_of_the_net(real):
    card = zoo.card("robust_adversarial")["measured"]
    for measure, value in measures(zoo.robust_net("adversarial"), *real).items():
        assert value == pytest.approx(card[measure][0], abs=0.01 if measure in ("accuracy", "attacked") else 0.1)


@each_net
def test_its_pictures_are_as_near_to_the_training_images_as_its_card_says(name, real):
    card, net = zoo.card(f"robust_{name}")["measured"], zoo.robust_net(name)
    for measure, pictures in (("from_noise", from_noise(net)), ("from_mean", from_mean(net))):
        assert nearest.nearest(pictures, real[0]).distance.mean() == pytest.approx(card[measure][0], abs=0.1)


@each_net
def test_the_accuracy_on_the_card_is_that_of_the_net(name, real):
    x, labels = real[1].images, real[1].labels
    right = (zoo.robust_net(name)(x).argmax(axis=1) == labels).mean()
    assert right == pytest.approx(zoo.card(f"robust_{name}")["measured"]["accuracy"][0], abs=2e-4)


def test_the_table_has_the_shape_that_the_lecture_tells_of():
    """For each of three seeds, not on the average alone."""
    accuracy, attacked, noise, mean = robust_table.robust_table().values.transpose(1, 0, 2)
    standard, adversarial, score, anti, gradient = range(5)
    assert (accuracy > 0.93).all()
    assert (attacked[adversarial] > attacked[standard] + 0.2).all()
    assert attacked[adversarial].min() > attacked[[standard, score, anti, gradient]].max()
    assert (noise[standard] > 14).all()
    assert (noise[score] < 9).all()
    assert (mean[adversarial] < 5).all()
    assert (mean[standard] > 5).all()


def test_the_table_prints_every_net_and_its_spread():
    text = robust_table.robust_table()._repr_markdown_()
    for name in NETS:
        assert f"| {name.replace('_', ' ')} | " in text
    assert text.count(" … ") == 20


def test_the_pictures_are_pictures_of_their_digits():
    net = zoo.robust_net("score_matched")
    for pictures in (from_noise(net, starts=1), from_mean(net)):
        assert pictures.shape == (10, 1, 28, 28)
        assert pictures.min() >= 0
        assert pictures.max() <= 1
        np.testing.assert_array_equal(net(pictures).argmax(axis=1), np.arange(10))


def test_what_it_cannot_name_is_refused():
    net = zoo.robust_net()
    with pytest.raises(ValueError, match=r"this net needs images of shape \(n, 1, 28, 28\).*write x\[:, None\]"):
        net(np.zeros((2, 28, 28)))
    with pytest.raises(ValueError, match=r"\(n, 1, 28, 28\), but x has the shape \(0, 1, 28, 28\)"):
        net(np.zeros((0, 1, 28, 28)))
    with pytest.raises(TypeError, match=r"this net needs floating-point images.*x / 255"):
        net(np.zeros((1, 1, 28, 28), int))
    with pytest.raises(TypeError, match="this net needs a NumPy array of images, but x is a list"):
        net.forward([[0.0]])
    with pytest.raises(ValueError, match="jax"):
        zoo.robust_net("standard", "jax")
    with pytest.raises(ValueError, match='"torch"'):
        zoo.robust_net(device="cuda")
    with pytest.raises(ValueError, match="there are 'standard', "):
        zoo.robust_net("mnist_cnn")
