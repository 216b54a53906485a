"""A torch network as a Function: autograd at the input, and a network that is left as it was found."""

import copy

import numpy as np
import pytest
import torch
from torch import nn

from amteach.bridge.from_torch import from_torch
from amteach.functions.arrays import to_numpy

torch.set_num_threads(1)


def network():
    """Everything that could be left changed: batch-norm, dropout, an in-place ReLU, one module with two names."""
    torch.manual_seed(0)
    relu = nn.ReLU(inplace=True)
    below = nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), relu, nn.Conv2d(4, 4, 3), relu)
    return below + nn.Sequential(nn.Dropout(0.5), nn.Flatten(), nn.Linear(64, 3))


def states(module):
    """All there is to see of a network from outside."""
    return {
        "weights": {name: tensor.clone() for name, tensor in module.state_dict().items()},
        "grad": [None if p.grad is None else p.grad.clone() for p in module.parameters()],
        "requires_grad": [p.requires_grad for p in module.parameters()],
        "training": [part.training for part in module.modules()],
        "hooks": [(*part._forward_pre_hooks, *part._forward_hooks, *part._backward_hooks) for part in module.modules()],
        "identities": [id(p) for p in module.parameters()],
    }


def assert_same(before, after):
    weights, weights_after = before.pop("weights"), after.pop("weights")
    assert all(torch.equal(w, weights_after[name]) for name, w in weights.items())
    grads, grads_after = before.pop("grad"), after.pop("grad")
    assert all((g is None) == (h is None) for g, h in zip(grads, grads_after, strict=True))
    assert all(torch.equal(g, h) for g, h in zip(grads, grads_after, strict=True) if g is not None)
    assert before == after


def images(n=3, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 2, 8, 8))


def test_value_and_gradient_are_autograds(kind):
    """In float64 and eval mode, by hand."""
    module = network().double()
    x, dy = images(), np.random.default_rng(1).normal(size=(3, 3))
    there = torch.from_numpy(x).requires_grad_()
    y_by_hand = copy.deepcopy(module).eval()(there * 1)
    (dx_by_hand,) = torch.autograd.grad(y_by_hand, there, torch.from_numpy(dy))
    y, pullback = from_torch(module).forward(kind(x))
    assert np.allclose(to_numpy(y), y_by_hand.detach(), rtol=1e-12)
    assert np.allclose(to_numpy(pullback(kind(dy))), dx_by_hand, rtol=1e-10, atol=1e-14)


def test_the_gradient_is_the_slope_of_the_value():
    f = from_torch(network().double())
    x, v = images(seed=2), images(seed=3)
    d = np.random.default_rng(4).normal(size=(3, 3))
    slope = (f(x + 1e-7 * v) - f(x - 1e-7 * v)) / 2e-7
    assert np.isclose(np.sum(slope * d), np.sum(v * f.forward(x)[1](d)), rtol=1e-6)


def test_a_pullback_is_linear_and_may_be_asked_twice(kind):
    x = kind(images())
    y, pullback = from_torch(network().double()).forward(x)
    c, d = y + 1, 3 - y
    assert np.allclose(to_numpy(pullback(2 * c - 3 * d)), to_numpy(2 * pullback(c) - 3 * pullback(d)), atol=1e-10)


@pytest.mark.parametrize("mode", ["train", "eval", "mixed"])
@pytest.mark.parametrize("layer", [None, "3"])
def test_the_network_is_left_as_it_was_found(mode, layer, kind):
    module = network().train(mode != "eval")
    if mode == "mixed":
        module[1].eval()
        module[0].weight.requires_grad_(False)
        module[7].bias.grad = torch.ones(3)
        module[0].register_forward_hook(lambda *_: None)
    before = states(module)
    f = from_torch(module, layer)
    for _ in range(3):
        y, pullback = f.forward(kind(images()))
        pullback(y)
    assert_same(before, states(module))


@pytest.mark.parametrize("layer", [None, "3"])
def test_it_is_left_so_also_when_it_refuses(layer):
    module = network().train()
    before = states(module)
    with pytest.raises(ValueError, match="refuses"):
        from_torch(module, layer)(np.zeros((3, 5, 8, 8)))
    assert_same(before, states(module))
    assert torch.is_grad_enabled()


def test_dropout_is_off_and_batch_norm_does_not_look_at_the_batch():
    f, x = from_torch(network().train()), images()
    assert np.array_equal(f(x), f(x))
    assert np.allclose(f(x)[:1], f(x[:1]), rtol=1e-5)


def test_the_modes_of_torch_do_not_matter_and_are_kept(kind):
    x = kind(images())
    f = from_torch(network())
    y, pullback = f.forward(x)
    dx = to_numpy(pullback(y))
    for mode in (torch.no_grad(), torch.inference_mode()):
        with mode:
            asked = torch.is_grad_enabled(), torch.is_inference_mode_enabled()
            inside = kind(images())
            y, pullback = f.forward(inside)
            assert np.allclose(to_numpy(pullback(y)), dx)
            assert (torch.is_grad_enabled(), torch.is_inference_mode_enabled()) == asked
        assert np.allclose(to_numpy(f.forward(inside)[1](y)), dx)
