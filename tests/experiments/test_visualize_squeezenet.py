"""The first picture on a real network: SqueezeNet 1.1, trained on ImageNet (Iandola et al. 2016)."""

import numpy as np
import pytest
import torch

import amteach as am
from amteach.bridge.from_torch import from_torch
from amteach.bridge.input_shape import input_shape
from amteach.experiments.visualize import visualize
from amteach.functions.preprocessing import standardize

torch.set_num_threads(1)
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
AMBULANCE, OUZEL, BUBBLE = 407, 20, 971


@pytest.fixture(scope="module")
def squeezenet():
    from amteach.zoo.imagenet.files import FileMissing, find

    try:
        return am.zoo.squeezenet_module(find("squeezenet"))
    except FileMissing as error:
        pytest.skip(str(error))


def test_its_inputs_are_found_to_be_colour_pictures_of_224_pixels(squeezenet):
    assert input_shape(squeezenet) == (3, 224, 224)


@pytest.mark.slow
def test_a_class_before_its_relu_is_what_the_network_calls_the_picture(squeezenet):
    """On the picture that is displayed, in 256 shades, its own class has more than half of the probability of 1000."""
    units = [OUZEL, BUBBLE]
    seen = visualize(squeezenet, "classifier.1", units, shape=(3, 227, 227), mean=MEAN, std=STD, steps=40)
    p = am.probabilities((from_torch(squeezenet) @ standardize(MEAN, STD))(seen.picture))
    assert list(p.argmax(axis=1)) == units
    assert p[[0, 1], units].min() > 0.5
    assert np.isfinite(seen.trace.x).all()
    assert not seen.notes


@pytest.mark.slow
def test_behind_its_relu_a_class_can_be_dead_at_the_start_and_that_is_said(squeezenet):
    start = am.noise((1, 3, 227, 227), 0.01, 0.5, seed=0)
    logits = (from_torch(squeezenet) @ standardize(MEAN, STD))(start)[0]
    dead = int(logits.argmin())
    assert logits[dead] == 0
    seen = visualize(squeezenet, "classifier.2", dead, shape=(3, 227, 227), mean=MEAN, std=STD, steps=1)
    assert any("dead" in note for note in seen.notes)
