"""The first picture on a real network: SqueezeNet 1.1, trained on ImageNet (Iandola et al. 2016)."""

import os
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

import amteach as am
from amteach.functions.inputs import standardize
from amteach.networks.border import from_torch
from amteach.networks.input_shape import input_shape
from amteach.networks.visualize import visualize

torch.set_num_threads(1)
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
AMBULANCE, OUZEL, BUBBLE = 407, 20, 971


class Fire(nn.Module):
    def __init__(self, inside, squeezed, expanded):
        super().__init__()
        self.squeeze = nn.Conv2d(inside, squeezed, 1)
        self.expand1x1 = nn.Conv2d(squeezed, expanded, 1)
        self.expand3x3 = nn.Conv2d(squeezed, expanded, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        x = self.relu(self.squeeze(x))
        return torch.cat([self.relu(self.expand1x1(x)), self.relu(self.expand3x3(x))], dim=1)


def pool():
    return nn.MaxPool2d(3, 2, ceil_mode=True)


class SqueezeNet(nn.Module):
    def __init__(self):
        super().__init__()
        fires = [Fire(64, 16, 64), Fire(128, 16, 64), pool(), Fire(128, 32, 128), Fire(256, 32, 128), pool()]
        fires += [Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), Fire(512, 64, 256)]
        self.features = nn.Sequential(nn.Conv2d(3, 64, 3, 2), nn.ReLU(inplace=True), pool(), *fires)
        last = nn.Conv2d(512, 1000, 1, padding=1)
        self.classifier = nn.Sequential(nn.Dropout(0.5), last, nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1))

    def forward(self, x):
        return self.classifier(self.features(x)).flatten(1)


@pytest.fixture(scope="module")
def squeezenet():
    from safetensors.torch import load_file

    path = Path(os.environ.get("AMTEACH_WEIGHTS", "nowhere")) / "squeezenet1_1_fp16.safetensors"
    if not path.is_file():
        pytest.skip(f"{path.name} is not in the folder that AMTEACH_WEIGHTS names")
    net = SqueezeNet()
    net.load_state_dict({name: w.float() for name, w in load_file(path).items()})
    return net


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
def test_behind_its_relu_a_class_can_be_dead_at_the_start_and_that_is_said(squeezenet): ...
