"""AlexNet as it is defined here: the names, shapes and order of layers of torchvision.  Its weights are not seen."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

import amteach as am
from amteach.zoo.imagenet.files import FileDamaged
from amteach.zoo.imagenet.module import AlexNet

torch.set_num_threads(1)
SHAPES = {
    "features.0": (64, 3, 11, 11),
    "features.3": (192, 64, 5, 5),
    "features.6": (384, 192, 3, 3),
    "features.8": (256, 384, 3, 3),
    "features.10": (256, 256, 3, 3),
    "classifier.1": (4096, 9216),
    "classifier.4": (4096, 4096),
    "classifier.6": (1000, 4096),
}


def test_names_and_shapes_are_those_of_torchvision():
    with torch.device("meta"):
        found = {name: tuple(tensor.shape) for name, tensor in AlexNet().state_dict().items()}
    weights = {f"{name}.weight": shape for name, shape in SHAPES.items()}
    assert found == weights | {f"{name}.bias": shape[:1] for name, shape in SHAPES.items()}
    assert sum(np.prod(shape) for shape in found.values()) == 61_100_840


def test_the_layers_are_those_of_the_paper_one_after_the_other():
    """Krizhevsky 2014, written out a second time, without modules."""
    torch.manual_seed(0)
    net = AlexNet().eval()
    w, x = net.state_dict(), torch.rand(1, 3, 224, 224)
    a = x
    for name, stride, padding, pooled in (
        ("0", 4, 2, 1),
        ("3", 1, 2, 1),
        ("6", 1, 1, 0),
        ("8", 1, 1, 0),
        ("10", 1, 1, 1),
    ):
        a = F.conv2d(a, w[f"features.{name}.weight"], w[f"features.{name}.bias"], stride, padding).clamp(min=0)
        a = F.max_pool2d(a, 3, 2) if pooled else a
    assert a.shape == (1, 256, 6, 6)
    a = a.reshape(1, -1)
    for name in ("1", "4"):
        a = (a @ w[f"classifier.{name}.weight"].T + w[f"classifier.{name}.bias"]).clamp(min=0)
    with torch.no_grad():
        expected = a @ w["classifier.6.weight"].T + w["classifier.6.bias"]
        np.testing.assert_allclose(net(x), expected, atol=1e-5)


@pytest.fixture
def file(tmp_path):
    """A file of weights that are 0, and of which only the last biases are not: logit k is k."""
    state = {f"{name}.weight": torch.zeros(1).expand(shape) for name, shape in SHAPES.items()}
    state |= {f"{name}.bias": torch.zeros(1).expand(shape[:1]) for name, shape in SHAPES.items()}
    state["classifier.6.bias"] = torch.arange(1000.0)
    torch.save(state, tmp_path / "alexnet.pth")
    return tmp_path / "alexnet.pth"


def test_the_road_from_a_file_to_the_logits(file):
    alexnet = am.zoo.alexnet(path=file)
    x = am.uniform((2, 3, 224, 224))
    np.testing.assert_array_equal(alexnet(x), np.tile(np.arange(1000), (2, 1)))
    assert repr(am.logit(407) @ alexnet) == "logit(407) ∘ alexnet"
    assert am.zoo.alexnet("features.12", path=file)(x).shape == (2, 256, 6, 6)


def test_the_weights_of_another_net_are_refused(file):
    with pytest.raises(FileDamaged, match=r"no weights of SqueezeNet.*features\.3\.squeeze"):
        am.zoo.squeezenet(path=file)
