"""One call: what it says it did is what it did, and what it shows is what it scored."""

import base64
import copy
import io
import re

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

import amteach as am
from amteach.bridge.from_torch import from_torch
from amteach.experiments.visualize import visualize
from amteach.functions import preprocessing as inputs
from amteach.functions.arrays import to_numpy

torch.set_num_threads(1)


class Public:
    """amteach, with what is to become public."""

    standardize, reshape = staticmethod(inputs.standardize), staticmethod(inputs.reshape)

    def __getattr__(self, name):
        return getattr(am, name)


def seeded(module):
    torch.manual_seed(0)
    for layer in module.modules():
        if hasattr(layer, "reset_parameters"):
            layer.reset_parameters()
    return module


def colour():
    return seeded(nn.Sequential(nn.Conv2d(3, 6, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(24, 4)))


def signals():
    return seeded(nn.Sequential(nn.Conv1d(2, 5, 7), nn.Softplus(), nn.Flatten(), nn.Linear(5 * 58, 3)))


def vectors():
    return seeded(nn.Sequential(nn.Linear(7, 9), nn.Tanh(), nn.Linear(9, 4)))


IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
CASES = {
    "a Function": (am.zoo.mnist_cnn, {"unit": 3, "shape": (1, 28, 28)}),
    "several units": (am.zoo.mnist_cnn, {"unit": [0, 8], "shape": (1, 28, 28)}),
    "an objective": (am.zoo.mnist_cnn, {"unit": am.log_softmax(3), "shape": (1, 28, 28)}),
    "a layer": (am.zoo.mnist_cnn_module, {"layer": "conv2", "unit": [3, 40]}),
    "its own start": (am.zoo.mnist_cnn_module, {"unit": [2, 3], "start": am.uniform((1, 1, 28, 28), seed=4)}),
    "colour": (colour, {"unit": 1, "shape": (3, 40, 36), **IMAGENET}),
    "a range": (colour, {"unit": 1, "shape": (3, 20, 20), "low": -1.0, "high": 3.0}),
    "a signal": (signals, {"unit": [0, 1]}),
    "a vector": (vectors, {"unit": [0, 2], "low": -2.0, "high": 2.0}),
    "no unit": (lambda: am.l2, {"shape": (5,)}),
}


@pytest.fixture(scope="module")
def found():
    """Each case once: the network, what was asked, what came."""
    nets = {name: make() for name, (make, _) in CASES.items()}
    return {name: (nets[name], how, visualize(nets[name], steps=20, **how)) for name, (_, how) in CASES.items()}


@pytest.mark.parametrize("case", CASES)
def test_the_recipe_is_code_that_walks_the_same_walk(found, case):
    net, how, seen = found[case]
    names = {"am": Public(), "np": np, "net": net, "start": how.get("start"), "unit": how.get("unit")}
    exec(seen.code, names)
    np.testing.assert_array_equal(to_numpy(names["trace"].x), to_numpy(seen.trace.x))
    assert names["trace"].t.tolist() == seen.trace.t.tolist()
    np.testing.assert_array_equal(to_numpy(names["f"](seen.trace.x[-1])), seen.end)


def asked(net, how):
    """f, written out once more."""
    f = net if isinstance(net, am.Function) else from_torch(net, how.get("layer"))
    if "mean" in how:
        f = f @ inputs.standardize(how["mean"], how["std"])
    unit = how.get("unit")
    return f if unit is None else (unit if isinstance(unit, am.Function) else am.logit(unit)) @ f


@pytest.mark.parametrize("case", [case for case in CASES if case != "a layer"])
def test_the_score_is_that_of_the_picture_that_is_returned(found, case):
    net, how, seen = found[case]
    x = seen.picture.astype(seen.trace.x.dtype)
    np.testing.assert_allclose(seen.score, asked(net, how)(x), rtol=1e-4, atol=1e-5)
    assert how.get("low", 0) <= x.min()
    assert x.max() <= how.get("high", 1)


def pngs(page):
    for data in re.findall(r"data:image/png;base64,([^\"]+)", page):
        x = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))), dtype=np.float32)
        yield x[None] if x.ndim == 2 else x.transpose(2, 0, 1)


@pytest.mark.parametrize("case", ["several units", "colour", "a range"])
def test_the_score_is_that_of_the_picture_on_the_page(found, case):
    """Read back from the PNG in the page."""
    net, how, seen = found[case]
    low, high = how.get("low", 0.0), how.get("high", 1.0)
    x = low + (high - low) * np.stack(list(pngs(seen._repr_html_()))) / 255
    np.testing.assert_allclose(seen.score, asked(net, how)(x.astype(np.float32)), rtol=1e-4, atol=1e-5)


def test_all_ten_digits_are_what_they_were_asked_to_be():
    cnn = am.zoo.mnist_cnn()
    seen = visualize(cnn, unit=list(range(10)), shape=(1, 28, 28))
    assert am.probabilities(cnn(seen.picture)).diagonal().min() > 0.99


def test_the_unit_that_f_is_counted_in_does_not_matter():
    """1000 f is drawn as f is, because the penalty is measured by the gradient and Adam divides by it."""
    x0 = am.noise((1, 1, 28, 28), 0.01, 0.5).astype(float)
    pictures = [visualize(c * am.zoo.mnist_cnn(), unit=2, start=x0, steps=30).trace.x[-1] for c in (1.0, 1000.0)]
    assert np.abs(pictures[0] - pictures[1]).max() < 1e-3


def test_a_picture_does_not_depend_on_what_else_is_asked():
    x0 = am.noise((1, 1, 28, 28), 0.01, 0.5).astype(float)
    together = visualize(am.zoo.mnist_cnn(), unit=[2, 7], start=x0, steps=10).trace.x[-1]
    for row, unit in zip(together, (2, 7), strict=True):
        alone = visualize(am.zoo.mnist_cnn(), unit=unit, start=x0, steps=10).trace.x[-1, 0]
        np.testing.assert_allclose(row, alone, atol=1e-6)


def test_the_network_is_left_as_it_was_found():
    net = colour().train()
    weights = dict(net.named_parameters())
    weights["0.weight"].grad = torch.ones_like(weights["0.weight"])
    before = copy.deepcopy(net.state_dict())
    visualize(net, unit=2, shape=(3, 16, 16), steps=3)
    assert net.training
    assert all(torch.equal(w, before[name]) for name, w in net.state_dict().items())
    assert {name for name, w in weights.items() if w.grad is not None} == {"0.weight"}
    assert bool((weights["0.weight"].grad == 1).all())
    assert not any(part._forward_hooks or part._backward_hooks for part in net.modules())
