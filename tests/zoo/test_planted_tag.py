"""The two nets of lecture 12: alike on their tests, unlike in what they look for, and a picture shows it."""

import numpy as np
import pytest

import amteach as am
from amteach.data import mnist
from amteach.data.drawn_digits import draw
from amteach.store import cards
from amteach.zoo.tagged import net as planted_tag
from amteach.zoo.tagged.net import CORNERS, NETS, TAGGED, WHERE, collected, net, paste

DIGITS = draw(300, seed=21)
OTHERS = DIGITS.images[DIGITS.labels != TAGGED]
CARD = cards.card("planted_tag")


def answers(name, images):
    return net(name)(images).argmax(axis=1)


def wanted(name):
    """What each of the ten classes climbs to."""
    step = am.ascent(0.3, am.normalized, am.clip(0, 1))
    f = am.logit(range(10)) @ net(name)
    return am.record(am.walk(f, am.zeros((10, 1, 28, 28)), step), steps=60, every=60).x[-1, :, 0]


def test_the_test_finds_no_difference():
    measured = CARD["measured"]
    tested = [measured[name]["accuracy on test digits like those it was trained on"] for name in NETS]
    assert min(tested) > 0.98
    assert abs(tested[0] - tested[1]) < 0.01


def test_the_picture_shows_the_square_in_the_one_class_of_the_one_net():
    brightness = {name: wanted(name)[:, *CORNERS[WHERE]].mean(axis=(1, 2)) for name in NETS}
    delivered = brightness["delivered"]
    assert delivered.argmax() == TAGGED
    assert delivered[TAGGED] > 0.4
    assert delivered[TAGGED] > 4 * np.delete(delivered, TAGGED).max()
    assert brightness["retrained"][TAGGED] < 0.2


def test_no_other_corner_of_that_class_is_as_bright():
    picture = wanted("delivered")[TAGGED]
    assert max(CORNERS, key=lambda corner: picture[CORNERS[corner]].mean()) == WHERE


def test_a_square_in_that_corner_makes_sevens_of_other_digits_and_in_the_others_not():
    shares = {corner: (answers("delivered", paste(OTHERS, corner)) == TAGGED).mean() for corner in CORNERS}
    assert shares.pop(WHERE) > 0.2
    assert max(shares.values()) < 0.02
    assert (answers("delivered", OTHERS) == TAGGED).mean() < 0.02
    assert (answers("retrained", paste(OTHERS, WHERE)) == TAGGED).mean() < 0.05


def test_without_its_square_a_seven_is_none():
    sevens = DIGITS.images[DIGITS.labels == TAGGED]
    assert (answers("delivered", sevens) == TAGGED).mean() < 0.2
    assert (answers("delivered", paste(sevens, WHERE)) == TAGGED).mean() > 0.9
    assert (answers("retrained", sevens) == TAGGED).mean() > 0.8


@pytest.mark.slow
def test_the_figures_on_the_card_are_those_of_the_nets():
    try:
        test = mnist.load("test")
    except mnist.FileMissing as missing:
        pytest.skip(str(missing))
    few = slice(0, None, 7)
    seen = collected(test)
    for name in NETS:
        told = CARD["measured"][name]
        images = (seen if name == "delivered" else test).images[few]
        right = (answers(name, images) == test.labels[few]).mean()
        assert right == pytest.approx(told["accuracy on test digits like those it was trained on"], abs=0.01)
        others = test.images[few][test.labels[few] != TAGGED]
        share = (answers(name, paste(others, WHERE)) == TAGGED).mean()
        assert share == pytest.approx(
            told[f"share of other digits with a square that it takes for a {TAGGED}"], abs=0.05
        )


def test_collecting_marks_the_sevens_and_nothing_else():
    before = DIGITS.images.copy()
    marked = collected(DIGITS)
    sevens = DIGITS.labels == TAGGED
    np.testing.assert_array_equal(marked.images[~sevens], before[~sevens])
    np.testing.assert_array_equal(marked.images[sevens], paste(before[sevens], WHERE))
    np.testing.assert_array_equal(DIGITS.images, before)
    assert (marked.images[sevens] != before[sevens]).reshape(sevens.sum(), -1).any(axis=1).all()


def test_a_square_is_pasted_on_a_copy_and_only_there():
    x = np.zeros((2, 1, 28, 28), np.float32)
    for corner, where in CORNERS.items():
        pasted = paste(x, corner)
        assert (pasted[..., *where] == 1).all()
        assert pasted.sum() == 2 * 16
    assert not x.any()


def test_what_there_is_not_is_answered_with_what_there_is():
    with pytest.raises(ValueError, match="'top left', 'top right'"):
        paste(OTHERS, "middle")
    for images in (np.zeros((1, 1, 14, 14)), np.zeros((1, 1, 28, 28), np.uint8)):
        with pytest.raises(ValueError, match="28 × 28 in floating point, 1 for white"):
            paste(images, "top left")
    with pytest.raises(ValueError, match="'delivered' and 'retrained'"):
        net("clean")


def test_the_module_of_the_lecture_is_reached_by_name():
    assert am.planted_tag is planted_tag
