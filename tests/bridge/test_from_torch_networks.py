"""The networks that come to the border: an inner layer of them, other inputs, other numbers, other outputs."""

import copy
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import amteach as am
from amteach.bridge.from_torch import from_torch

torch.set_num_threads(1)


class Counted(nn.Module):
    """x, and how often it was asked."""

    def __init__(self):
        super().__init__()
        self.runs = 0

    def forward(self, x):
        self.runs += 1
        return x


def network():
    """Everything that could be left changed: batch-norm, dropout, an in-place ReLU, one module with two names."""
    torch.manual_seed(0)
    relu = nn.ReLU(inplace=True)
    below = nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), relu, nn.Conv2d(4, 4, 3), relu)
    return below + nn.Sequential(nn.Dropout(0.5), Counted(), nn.Flatten(), nn.Linear(64, 3))


def images(n=3, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 2, 8, 8))


def test_layers_above_the_named_one_are_not_run():
    module = network()
    counted: Any = module[6]
    from_torch(module, "4")(images())
    assert counted.runs == 0
    from_torch(module, "6")(images())
    assert counted.runs > 0


def test_value_and_gradient_are_one_run_and_a_second_pullback_another():
    counted = Counted()
    net = nn.Sequential(counted, nn.Flatten(), nn.Linear(128, 3))
    f = from_torch(net)
    f(images())  # the first run tries things out
    before = counted.runs
    y, pullback = f.forward(images())
    first = pullback(np.ones_like(y))
    assert counted.runs == before + 1
    second = pullback(np.ones_like(y))
    assert counted.runs == before + 2
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("layer", ["0", "1", "2", "3", "4", "5", "6", "7", "8"])
def test_a_layers_output_is_that_of_the_network_cut_there(layer):
    """Also where the layer above would write into it, and where one module stands at two places."""
    module = network().double()
    cut = copy.deepcopy(module).eval()[: int(layer) + 1]
    y, pullback = from_torch(module, layer).forward(images())
    y_cut, pullback_cut = from_torch(cut).forward(images())
    assert np.allclose(y, y_cut, rtol=1e-12)
    assert np.allclose(pullback(y), pullback_cut(y_cut), rtol=1e-12)


def test_a_swallowed_exception_does_not_hide_the_layer():
    class Swallows(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.Linear(4, 3)

        def forward(self, x):
            try:
                return self.inner(x)
            except Exception:
                return x

    assert from_torch(Swallows(), "inner")(np.zeros((2, 4))).shape == (2, 3)


@pytest.mark.parametrize("x_dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
def test_dtype_and_kind_of_x_are_kept_whatever_the_network_computes_in(x_dtype, dtype, kind):
    x = kind(images().astype(x_dtype))
    y, pullback = from_torch(network().to(dtype)).forward(x)
    dx = pullback(y)
    assert type(y) is type(dx) is type(x)
    assert y.dtype == dx.dtype == x.dtype


def test_x_is_not_changed_and_may_be_read_only_or_a_view():
    """The network's first act is to write into its input."""
    f = from_torch(nn.Sequential(nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(64, 3)))
    one = images(1)[:, :1]
    for x in (one, np.broadcast_to(one, (2, 1, 8, 8)), one[:, :, ::-1], one.astype(">f8")):
        before = x.copy()
        y, pullback = f.forward(x)
        assert pullback(y).shape == x.shape
        assert np.array_equal(x, before)


def test_a_one_dimensional_signal():
    f = from_torch(nn.Sequential(nn.Conv1d(1, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(4, 2)))
    trace = am.record(am.walk(am.logit(1) @ f, np.zeros((2, 1, 50)), am.ascent(0.1)), steps=5)
    assert (trace.value[-1] > trace.value[0]).all()


def test_a_compiled_network_and_a_layer_of_it():
    module = network()
    compiled: Any = torch.compile(module, backend="eager")
    for layer in (None, "3"):
        y, pullback = from_torch(compiled, layer).forward(images())
        plain, pullback_plain = from_torch(module, layer).forward(images())
        assert np.allclose(y, plain, rtol=1e-5)
        assert np.allclose(pullback(y), pullback_plain(plain), rtol=1e-4, atol=1e-6)
    assert all(part.training for part in compiled.modules())


class Answers(nn.Module):
    """A linear layer whose output is handed over in some wrapping."""

    def __init__(self, wrap):
        super().__init__()
        self.inner, self.wrap = nn.Linear(4, 3), wrap

    def forward(self, x):
        return self.wrap(self.inner(x), x)


@pytest.mark.parametrize("wrap", [lambda y, x: (y,), lambda y, x: [y, None], lambda y, x: {"logits": y, "loss": None}])
def test_the_one_tensor_of_an_output_is_taken_out_of_its_wrapping(wrap):
    assert from_torch(Answers(wrap))(np.zeros((2, 4))).shape == (2, 3)
