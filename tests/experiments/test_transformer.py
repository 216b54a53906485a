"""The transformer beside the CNN: pictures, shifts and attention."""

import numpy as np
import pytest

from amteach import zoo
from amteach.data.drawn_digits import draw
from amteach.experiments.transformer import (
    JITTERS,
    accuracy_when_shifted,
    at_patch_borders,
    attention_along,
    beside_table,
    class_pictures,
)
from amteach.functions.function import Function
from amteach.functions.objectives import probabilities


def test_both_nets_are_climbed_from_the_same_start_and_judged_by_each_other():
    table = beside_table(steps=3, train=draw(20, seed=0))
    assert table.pictures.shape == (2, len(JITTERS), 10, 1, 28, 28)
    digits = np.arange(10)
    cnn, transformer = zoo.mnist_cnn(), zoo.mnist_transformer()
    np.testing.assert_allclose(table.p[0, 1, 0], probabilities(cnn(table.pictures[0, 1]))[digits, digits])
    np.testing.assert_allclose(table.p[1, 2, 1], probabilities(cnn(table.pictures[1, 2]))[digits, digits])
    np.testing.assert_allclose(table.p[0, 0, 1], probabilities(transformer(table.pictures[0, 0]))[digits, digits])
    assert (table.distance > 0).all()
    start = class_pictures(cnn, steps=1)[0]
    np.testing.assert_array_equal(start, class_pictures(transformer, steps=1)[0])


def test_climbing_makes_the_transformer_see_each_digit():
    p = probabilities(zoo.mnist_transformer()(class_pictures(zoo.mnist_transformer(), steps=60)[-1]))
    assert np.diag(p).min() > 0.9


def test_a_grid_of_patches_is_seen_and_noise_has_none():
    x = np.random.default_rng(0).random((3, 1, 28, 28))
    np.testing.assert_allclose(at_patch_borders(x), 1, atol=0.2)
    blocks = x[:, :, ::4, ::4].repeat(4, axis=2).repeat(4, axis=3)
    assert at_patch_borders(blocks + 0.1 * x).min() > 10


def test_without_training_digits_the_distance_is_left_blank():
    table = beside_table(steps=1)
    assert np.isnan(table.distance).all()
    assert "nan" not in repr(table)


def test_shifts_do_not_touch_a_net_that_sees_only_the_mean_and_break_one_that_sees_one_pixel():
    digits = draw(300, seed=4)
    digits.images[:, 0, 14, 14] = digits.labels / 10  # told by one pixel
    one_pixel = Function(lambda x: (-((x[:, 0, 14, 14, None] - np.arange(10) / 10) ** 2), lambda d: x))
    mean = Function(lambda x: (x.mean(axis=(1, 2, 3))[:, None] * np.arange(10), lambda d: x))
    assert np.ptp(accuracy_when_shifted(mean, digits, reach=3)) == 0
    right = accuracy_when_shifted(one_pixel, digits, reach=2)
    assert right[0] == 1
    assert right[2] < 0.7


def test_one_token_takes_from_all_places_along_the_walk():
    pictures = class_pictures(zoo.mnist_transformer(), steps=2, every=1)
    maps = attention_along(pictures, token=(1, 4), block=1)
    assert maps.shape == (3, 10, 4, 7, 7)
    np.testing.assert_allclose(maps.sum(axis=(-2, -1)), 1, rtol=1e-5)
    whole = zoo.mnist_transformer(layer="attention1")(pictures[2])
    np.testing.assert_array_equal(maps[2].reshape(10, 4, 49), whole[:, :, 7 + 4])


@pytest.mark.slow
def test_shifts_hurt_the_transformer_less_than_the_cnn_which_never_saw_any(real):
    few = type(real[1])(real[1].images[:200], real[1].labels[:200], real[1].source)
    cnn, transformer = (accuracy_when_shifted(net(), few, reach=4) for net in (zoo.mnist_cnn, zoo.mnist_transformer))
    assert cnn[0] > 0.97
    assert transformer[0] > 0.97
    assert transformer[3] > cnn[3] + 0.1
