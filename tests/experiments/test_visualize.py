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
from amteach.functions.arrays import to_numpy

torch.set_num_threads(1)


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


def colour_last():
    """(n, rows, columns, channels), as in Keras."""

    class Last(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = colour()

        def forward(self, x):
            return self.net(x.permute(0, 3, 1, 2))

    return Last()


def sequences():
    class Reads(nn.Module):
        def __init__(self):
            super().__init__()
            self.rnn, self.head = nn.GRU(5, 8, batch_first=True), nn.Linear(8, 3)

        def forward(self, x):
            return self.head(self.rnn(x)[0][:, -1])

    return seeded(Reads())


def spectrograms():
    """(n, frequencies, times), without channels."""

    class Hears(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 14 * 18, 2))

        def forward(self, x):
            return self.net(x[:, None])

    return seeded(Hears())


def volumes():
    return seeded(nn.Sequential(nn.Conv3d(1, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool3d(2), nn.Flatten(), nn.Linear(32, 2)))


def transformer():
    class Looks(nn.Module):
        def __init__(self):
            super().__init__()
            self.patch, self.head = nn.Conv2d(1, 12, 7, 7), nn.Linear(12, 10)
            self.blocks = nn.Sequential(nn.TransformerEncoderLayer(12, 2, 16, batch_first=True))

        def forward(self, x):
            return self.head(self.blocks(self.patch(x).flatten(2).transpose(1, 2)).mean(1))

    return seeded(Looks())


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
    "channels last": (lambda: colour_last(), {"unit": 2, "shape": (20, 24, 3)}),
    "channels last, from its own start": (
        lambda: colour_last(),
        {"unit": 2, "start": am.uniform((1, 20, 24, 3), seed=4)},
    ),
    "a sequence": (sequences, {"unit": [0, -1], "target": [0.1, 0.2]}),
    "a spectrogram": (spectrograms, {"unit": 1, "shape": (16, 20)}),
    "a volume": (volumes, {"unit": [0, 1]}),
    "a film, length first": (lambda: am.l2, {"shape": (4, 1, 6, 6), "axes": "tchw"}),
    "tokens": (transformer, {"layer": "blocks", "unit": 3, "shape": (1, 28, 28)}),
    "one token": (transformer, {"layer": "blocks", "unit": [3, 4], "token": -1, "shape": (1, 28, 28)}),
    "a place": (am.zoo.mnist_cnn_module, {"layer": "conv2", "unit": (3, 11, 12)}),
    "a direction": (am.zoo.mnist_cnn_module, {"layer": "conv2", "unit": np.linspace(-1, 1, 64)}),
    "a target": (am.zoo.blob_counter, {"target": 4.0, "shape": (1, 28, 28)}),
    "a target by an objective": (am.zoo.blob_counter, {"unit": am.target(5.0), "shape": (1, 28, 28)}),
    "near its start": (
        am.zoo.mnist_cnn_module,
        {"unit": 2, "start": am.uniform((2, 1, 28, 28), seed=4), "near": 3.0},
    ),
    "other priors": (
        am.zoo.mnist_cnn,
        {"unit": [3, 4], "shape": (1, 28, 28), "jitter": 0, "penalty": 0.1 * am.lp(4), "rate": 0.02},
    ),
    "no priors": (am.zoo.mnist_cnn, {"unit": 3, "shape": (1, 28, 28), "jitter": 0, "penalty": 0}),
    "another direction": (am.zoo.mnist_cnn, {"unit": 3, "shape": (1, 28, 28), "direction": am.absolute(am.adam())}),
    "in batches": (am.zoo.mnist_cnn, {"unit": [3, 4, 5], "shape": (1, 28, 28), "batch": 3}),
}


@pytest.fixture(scope="module")
def found():
    """Each case once: the network, what was asked, what came."""
    nets = {name: make() for name, (make, _) in CASES.items()}
    return {name: (nets[name], how, visualize(nets[name], steps=20, **how)) for name, (_, how) in CASES.items()}


@pytest.mark.parametrize("case", CASES)
def test_the_code_walks_the_same_walk_and_ends_at_the_same_picture(found, case):
    net, how, seen = found[case]
    names = {
        "am": am,
        "np": np,
        "net": net,
        **{name: how.get(name) for name in ("start", "unit", "penalty", "direction")},
    }
    exec(seen.code, names)
    np.testing.assert_array_equal(to_numpy(names["trace"].x), to_numpy(seen.trace.x))
    assert names["trace"].t.tolist() == seen.trace.t.tolist()
    np.testing.assert_array_equal(to_numpy(names["f"](names.get("x", seen.trace.x[-1]))), seen.end)


def asked(net, how):
    """f, written out once more."""
    f = net if isinstance(net, am.Function) else from_torch(net, how.get("layer"))
    if "mean" in how:
        f = f @ am.standardize(how["mean"], how["std"])
    unit = how.get("unit", 0 if "target" in how else None)
    if unit is None or isinstance(unit, am.Function):
        return f if unit is None else unit @ f
    f = am.logit(np.mod(unit, 3) if how.get("target") == [0.1, 0.2] else unit) @ f
    return am.target(how["target"]) @ f if "target" in how else f


@pytest.mark.parametrize("case", [case for case in CASES if "layer" not in CASES[case][1]])
def test_the_score_is_that_of_the_picture_that_is_returned(found, case):
    net, how, seen = found[case]
    x = seen.picture.astype(seen.trace.x.dtype)
    assert x.shape[1:] == tuple(how.get("shape", x.shape[1:] if "start" not in how else how["start"].shape[1:]))
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
