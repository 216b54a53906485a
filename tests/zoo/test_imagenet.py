"""What is shown is what is scored: pictures within range and in 256 shades, and what a network says of them."""

import numpy as np
import pytest

import amteach as am
from amteach.zoo import imagenet
from amteach.zoo.imagenet.labels import FEW, Labels


def test_what_is_shown_has_256_shades_between_0_and_1():
    x = am.noise((2, 3, 8, 8), sd=5.0)
    shown = imagenet.shown(x)
    assert shown.min() == 0
    assert shown.max() == 1
    np.testing.assert_allclose(255 * shown, np.rint(255 * shown), atol=1e-4)
    np.testing.assert_array_equal(imagenet.shown(shown), shown)
    assert np.abs(shown - np.clip(x, 0, 1)).max() <= 0.5001 / 255


def test_a_picture_of_the_mean_colour_is_0_to_the_network_and_one_standard_deviation_more_is_1():
    mean = np.array(imagenet.MEAN)[None, :, None, None] * np.ones((1, 3, 2, 2))
    std = np.array(imagenet.STD)[None, :, None, None]
    np.testing.assert_allclose(imagenet.standardized(mean), 0, atol=1e-12)
    np.testing.assert_allclose(imagenet.standardized(mean + std), 1)


def test_top_classes_are_in_the_order_of_the_probabilities():
    z = np.full((2, 1000), -30.0)
    z[0, [20, 340]] = np.log([3.0, 1.0])
    z[1, 407] = 5.0
    said = imagenet.top_classes(z, 2, Labels(FEW))
    assert said[0] == "water_ouzel 0.750, zebra 0.250"
    assert said[1].startswith("ambulance 1.000, ")
    with pytest.raises(ValueError, match=r"for one picture write z\[None\]"):
        imagenet.top_classes(z[0], 2, Labels(FEW))
