"""The recipe of the two nets of lecture 12: the square is all that it changes."""

import numpy as np

from amteach.data.digits import Digits
from amteach.data.drawn_digits import draw
from amteach.zoo.tagged.net import TAGGED


def quiet(line):
    pass


def test_the_two_begin_alike_and_the_square_is_all_that_divides_them(torch):
    """Trained on digits without a seven among them, the two are the same net to the bit."""
    from amteach.zoo.tagged.recipe import planted_tag

    train = draw(300, seed=3)
    rest = train.labels != TAGGED
    without = Digits(train.images[rest], train.labels[rest], "no sevens")
    weights, _ = planted_tag(quiet, without, draw(50, seed=4), epochs=1, least=0.0)
    for key in (key for key in weights if key.startswith("delivered")):
        np.testing.assert_array_equal(weights[key], weights[key.replace("delivered", "retrained")])
