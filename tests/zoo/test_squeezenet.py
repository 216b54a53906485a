"""SqueezeNet 1.1 as it is defined here: the names and shapes of torchvision, and what its logits are the mean of."""

import os
from pathlib import Path

import numpy as np
import pytest
import torch

import amteach as am
from amteach.bridge.from_torch import from_torch
from amteach.zoo import imagenet
from amteach.zoo.imagenet import files as imagenet_files
from amteach.zoo.imagenet.module import SqueezeNet
from amteach.zoo.imagenet.walks import score_and_logits

torch.set_num_threads(1)
FIRES = {3: (64, 16, 64), 4: (128, 16, 64), 6: (128, 32, 128), 7: (256, 32, 128)}
FIRES |= {9: (256, 48, 192), 10: (384, 48, 192), 11: (384, 64, 256), 12: (512, 64, 256)}


def test_names_and_shapes_are_those_of_torchvision():
    expected = {"features.0": (64, 3, 3, 3), "classifier.1": (1000, 512, 1, 1)}
    for i, (inside, squeezed, expanded) in FIRES.items():
        expected[f"features.{i}.squeeze"] = (squeezed, inside, 1, 1)
        expected[f"features.{i}.expand1x1"] = (expanded, squeezed, 1, 1)
        expected[f"features.{i}.expand3x3"] = (expanded, squeezed, 3, 3)
    found = {name: tuple(tensor.shape) for name, tensor in SqueezeNet().state_dict().items()}
    weights = {f"{name}.weight": shape for name, shape in expected.items()}
    assert found == weights | {f"{name}.bias": shape[:1] for name, shape in expected.items()}
    assert sum(np.prod(shape) for shape in found.values()) == 1_235_496


@pytest.mark.parametrize("side", [64, 99])
def test_a_logit_is_the_mean_of_its_channel_behind_the_relu_at_any_size(side):
    torch.manual_seed(0)
    net, x = SqueezeNet(padding=1), am.uniform((2, 3, side, side))
    f, logits = score_and_logits(from_torch(net, "classifier.1"), x, [5, 7])
    np.testing.assert_allclose(logits, from_torch(net)(x), atol=1e-6)
    np.testing.assert_allclose(f, (am.channel([5, 7]) @ from_torch(net, "classifier.1"))(x), atol=1e-6)


def test_weights_from_ones_own_file_and_which_padding_they_are_for(tmp_path):
    torch.manual_seed(1)
    torch.save(SqueezeNet().state_dict(), tmp_path / "mine.pth")
    module = am.zoo.squeezenet_module(tmp_path / "mine.pth")
    assert module.classifier[1].padding == (0, 0)
    assert not any(part.training for part in module.modules())
    x = am.uniform((1, 3, 64, 64))
    mine = am.zoo.squeezenet(path=tmp_path / "mine.pth")
    np.testing.assert_allclose(mine(x), from_torch(module)(imagenet.standardized(x)), atol=1e-6)
    assert am.zoo.squeezenet("features.3", path=tmp_path / "mine.pth")(x).shape == (1, 128, 15, 15)


def test_the_real_one_knows_a_water_ouzel():
    """The photograph that lies beside the weights, if it does: its top five begin with water_ouzel, 0.948."""
    photo = Path(os.environ.get("AMTEACH_WEIGHTS", "nowhere")) / "ouzel.jpg"
    try:
        weights, names = imagenet_files.find("squeezenet"), imagenet.labels(download=False)
    except imagenet_files.FileMissing as error:
        pytest.skip(str(error))
    if not photo.is_file() or weights.suffix != ".safetensors":
        pytest.skip("ouzel.jpg and the weights of SqueezeNet's authors are not in the folder AMTEACH_WEIGHTS names")
    p = am.probabilities(am.zoo.squeezenet(path=weights)(am.photo(photo)))[0]
    assert names[int(p.argmax())] == "water_ouzel"
    assert abs(p.max() - 0.948) < 0.002
