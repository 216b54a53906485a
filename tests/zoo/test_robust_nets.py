"""The five nets: as good as their cards say, and as different as the lecture says."""

import numpy as np
import pytest

from amteach import zoo
from amteach.data import nearest
from amteach.experiments import robust as robust_table
from amteach.zoo.robust.measures import from_mean, from_noise, measures
from amteach.zoo.robust.net import NETS

each_net = pytest.mark.parametrize("name", NETS)


@each_net
def test_the_card_gives_three_seeds(name):
    card = zoo.card(f"robust_{name}")
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


def test_a_net_that_is_none_is_answered_with_those_there_are():
    for load in (zoo.robust_net, zoo.robust_net_module):
        with pytest.raises(ValueError, match="there are 'standard', "):
            load("mnist_cnn")
