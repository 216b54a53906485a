"""Networks of many kinds, each by one line after the module: its value is its own, and its pictures rise."""

import numpy as np
import pytest
import torch

import amteach as am
from amteach.functions.arrays import to_numpy

from . import small_networks as small

torch.set_num_threads(1)

# name: (network, shape of one input, what visualize is told)
NETWORKS = {
    "LeNet5": (small.LeNet5, (1, 28, 28), {"unit": [3, -1]}),
    "LeNet5, a layer": (small.LeNet5, (1, 28, 28), {"layer": "conv2", "unit": [3, 5]}),
    "the tutorial's": (small.Tutorial, (1, 32, 32), {"unit": 2}),
    "SqueezeNet 1.0": (small.squeezenet1_0, (3, 64, 64), {"layer": "1.1", "unit": 7, "shape": (3, 64, 64)}),
    "steering": (small.Steering, (3, 66, 200), {"shape": (3, 66, 200)}),
    "ViT": (small.ViT, (1, 28, 28), {"unit": 3}),
    "ViT, a feature": (small.ViT, (1, 28, 28), {"layer": "blocks.1", "unit": 3}),
    "ViT, a token": (small.ViT, (1, 28, 28), {"layer": "blocks.0", "unit": 3, "token": 0}),
    "GRU": (small.Reader, (32, 8), {"unit": 1}),
    "one dimension": (small.one_dimensional, (2, 128), {"unit": [0, 1]}),
    "three dimensions": (small.three_dimensional, (1, 16, 16, 16), {"unit": 1}),
}


@pytest.mark.parametrize("case", NETWORKS)
def test_the_function_is_the_network(case):
    make, shape, _ = NETWORKS[case]
    net = small.drawn(make)
    x = np.random.default_rng(0).random((2, *shape), dtype=np.float32)
    leaf = torch.from_numpy(x).requires_grad_()
    y = net.eval()(leaf)
    (dx,) = torch.autograd.grad(y[:, 0].sum(), leaf)
    value, grad = (am.logit(0) @ am.from_torch(net)).value_and_grad(x)
    np.testing.assert_allclose(value, y[:, 0].detach(), rtol=1e-4, atol=1e-5)
    assert np.linalg.norm(grad - dx.numpy()) <= 1e-2 * np.linalg.norm(dx)  # a ReLU at its kink may switch by rounding


@pytest.mark.parametrize("case", NETWORKS)
def test_the_pictures_rise_above_their_start(case):
    make, shape, how = NETWORKS[case]
    net = small.drawn(make)
    seen = am.visualize(net, steps=12, jitter=0, penalty=0.1, **how)
    assert seen.picture.shape[1:] == shape
    assert not seen.notes
    assert (to_numpy(seen.trace.value)[-1] > to_numpy(seen.trace.value)[0]).all()
    assert seen._repr_html_().count("<figure") == len(seen.score) + 1
