"""The recipe of the two nets of lecture 12: repeatable, and the square is all that it changes."""

import numpy as np
import pytest

from amteach.data.digits import Digits
from amteach.data.drawn_digits import draw
from amteach.store import cards
from amteach.zoo.tagged import recipe as planted_tag_recipe
from amteach.zoo.tagged.net import NETS, TAGGED


def quiet(line):
    pass


def test_the_recipe_trains_both_and_refuses_what_is_not_good_enough(torch):
    with pytest.raises(planted_tag_recipe.NotGoodEnough, match="nothing was written"):
        planted_tag_recipe.planted_tag(quiet, draw(128, seed=1), draw(100, seed=2), epochs=1)
    weights, about = planted_tag_recipe.planted_tag(quiet, draw(256, seed=1), draw(100, seed=2), epochs=1, least=0.0)
    assert about["parameters"] == 2 * 24_298
    assert {key.partition(".")[0] for key in weights} == set(NETS)
    assert {key: w.shape for key, w in weights.items()} == {k: w.shape for k, w in cards.load("planted_tag").items()}


def test_the_two_begin_alike_and_the_square_is_all_that_divides_them(torch):
    """Trained on digits without a seven among them, the two are the same net to the bit."""
    train = draw(300, seed=3)
    rest = train.labels != TAGGED
    without = Digits(train.images[rest], train.labels[rest], "no sevens")
    weights, _ = planted_tag_recipe.planted_tag(quiet, without, draw(50, seed=4), epochs=1, least=0.0)
    for key in (key for key in weights if key.startswith("delivered")):
        np.testing.assert_array_equal(weights[key], weights[key.replace("delivered", "retrained")])
