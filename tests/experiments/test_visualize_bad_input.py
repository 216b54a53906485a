"""What can go wrong with a network that one has never seen, and what is said then."""

import numpy as np
import pytest
import torch
from torch import nn

import amteach as am
from amteach.bridge.from_torch import from_torch
from amteach.bridge.input_shape import input_shape
from amteach.experiments.visualize import visualize
from amteach.functions.function import Function
from amteach.functions.hidden_layers import channel

torch.set_num_threads(1)


def contrast(bias, channels=1):
    """ReLU(x₀ − x₁ − bias) for each channel: dead on a grey picture, alive where two pixels differ."""
    conv = nn.Conv2d(1, channels, (1, 2))
    with torch.no_grad():
        conv.weight[:] = torch.tensor([1.0, -1.0])
        conv.bias = nn.Parameter(-torch.tensor(bias))
    return nn.Sequential(conv, nn.ReLU())


def test_a_dead_start_is_said_and_the_walk_begins_elsewhere(capsys):
    seen = visualize(contrast([0.5]), shape=(1, 8, 8), steps=30)
    assert "dead at the first start" in seen.notes[0]
    assert seen.notes[0] in capsys.readouterr().out
    assert "x0 = am.uniform((1, 1, 8, 8), 0, 1, seed=1)" in seen.code
    assert seen.notes[0].replace("∂", "") in seen._repr_html_().replace("∂", "")
    assert seen.score[0] > float(from_torch(contrast([0.5]))(am.uniform((1, 1, 8, 8), seed=1)).mean()) > 0


def test_of_several_units_the_dead_one_is_named_and_the_others_go_on():
    seen = visualize(contrast([0.5, 2.0, 0.0], channels=3), unit=[0, 1, 2], shape=(1, 8, 8), steps=30)
    assert seen.notes[-1].startswith("picture 1: the unit is dead at every start")
    first, last = seen.trace.x[0], seen.trace.x[-1]
    np.testing.assert_array_equal(first[1], last[1])
    gain = seen.end - (channel([0, 1, 2]) @ from_torch(contrast([0.5, 2.0, 0.0], channels=3)))(first)
    assert min(gain[0], gain[2]) > 0 == gain[1]


def test_a_unit_that_is_dead_everywhere_is_an_error_that_says_what_to_do():
    with pytest.raises(ValueError, match=r"no gradient at any of 5 starts.*name the layer before that ReLU.*start="):
        visualize(contrast([2.0]), shape=(1, 8, 8))


def test_a_network_that_does_not_depend_on_its_input_is_told_apart_from_a_dead_unit():
    deaf = nn.Linear(16, 3)
    nn.init.zeros_(deaf.weight)
    with pytest.raises(ValueError, match="Sequential were the same for all of them: it does not depend on its input"):
        visualize(nn.Sequential(nn.Flatten(), deaf), shape=(1, 4, 4))
    alive = nn.Sequential(contrast([2.0, 0.0], channels=2), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    with pytest.raises(ValueError, match="no gradient") as error:
        visualize(alive, unit=0, shape=(1, 8, 8))
    assert "does not depend" not in str(error.value)


def test_what_is_not_finite_at_the_start_is_named():
    root = Function(lambda x: (np.sqrt(x - 1), lambda d: d / (2 * np.sqrt(x - 1))), "√(x − 1)")
    with np.errstate(invalid="ignore"), pytest.raises(ValueError, match=r"√\(x − 1\) is not finite at the start"):
        visualize(am.l2 @ root, shape=(3,))


def test_an_interrupted_walk_gives_what_there_is():
    calls = []

    def forward(x):
        calls.append(x)
        if len(calls) == 60:
            raise KeyboardInterrupt
        return am.l2.forward(x)

    seen = visualize(Function(forward, "f"), shape=(3,))
    assert 0 < seen.trace.t[-1] < 60
    assert seen.notes == (f"interrupted after step {seen.trace.t[-1]}",)
    np.testing.assert_array_equal(seen.picture, seen.trace.x[-1])


SHAPES = {
    (1, 28, 28): am.zoo.mnist_cnn_module,
    (1, 32, 32): lambda: nn.Sequential(nn.Conv2d(1, 2, 5), nn.Flatten(), nn.Linear(2 * 28 * 28, 3)),
    (3, 224, 224): lambda: nn.Sequential(nn.Conv2d(3, 2, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2, 3)),
    (3, 32, 32): lambda: nn.Sequential(nn.Conv2d(3, 2, 3), nn.Flatten(), nn.Linear(2 * 30 * 30, 3)),
    (5, 512): lambda: nn.Sequential(nn.Conv1d(5, 2, 3), nn.Flatten(), nn.Linear(2 * 510, 3)),
    (1, 14, 14): lambda: nn.Sequential(nn.Flatten(), nn.Linear(196, 3)),
    (196,): lambda: nn.Sequential(nn.Linear(196, 5), nn.ReLU(), nn.Linear(5, 3)),
}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_shape_of_an_input_is_found_by_trying_the_usual_ones(shape):
    assert input_shape(SHAPES[shape]()) == shape


CNN = am.zoo.mnist_cnn()
BAD = {
    "a Function without a shape": (lambda: visualize(CNN), r"write the shape of one, as shape=\(1, 28, 28\)"),
    "a layer of a Function": (lambda: visualize(CNN, "conv2"), r"write am\.from_torch\(module, 'conv2'\)"),
    "an odd size": (
        lambda: visualize(nn.Sequential(nn.Conv2d(3, 2, 3), nn.Flatten(), nn.Linear(2 * 15 * 9, 3))),
        r"does not say how large.*\(3, 32, 32\).*shape=\(3, 64, 64\)",
    ),
    "no weights": (lambda: visualize(nn.Softplus()), "does not say how large its inputs are: write the shape"),
    "a wrong shape": (lambda: visualize(am.zoo.mnist_cnn_module(), shape=(3, 28, 28)), r"refuses a batch of shape"),
    "a wrong layer": (lambda: visualize(am.zoo.mnist_cnn_module(), "conv3"), "did you mean 'conv2'"),
    "a wrong unit": (lambda: visualize(CNN, unit=10, shape=(1, 28, 28)), "unit 10 is out of range"),
    "a unit of a number": (lambda: visualize(am.l2, unit=2, shape=(4,)), "leave unit out"),
    "a film": (
        lambda: visualize(am.l2, shape=(2, 3, 4, 5)),
        r"which of its axes is what\? Write axes='cdhw' \(channels, depth, rows, columns\) or axes='dhwc'",
    ),
    "no range": (lambda: visualize(CNN, shape=(1, 28, 28), low=1.0, high=0.0), "low=1.0, high=0.0"),
    "three means of one channel": (lambda: visualize(CNN, shape=(1, 28, 28), mean=[1, 2, 3]), "3 channels"),
    "a std of zero": (lambda: visualize(CNN, shape=(1, 28, 28), std=0.0), "every std above 0"),
    "no network": (lambda: visualize("resnet"), "needs a torch.nn.Module"),
}


@pytest.mark.parametrize(("call", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_the_line_to_write(call, message):
    with pytest.raises((ValueError, TypeError, IndexError), match=f"(?s){message}"):
        call()
