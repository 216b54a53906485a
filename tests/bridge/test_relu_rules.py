# pyright: reportIndexIssue=false, reportCallIssue=false
"""Going back through a ReLU by other rules: what they are, and that they are gradients of nothing."""

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the rules live behind the border to torch")

from torch import nn  # noqa: E402

import amteach as am  # noqa: E402
from amteach.bridge.from_torch import from_torch  # noqa: E402
from amteach.bridge.relu_rules import RULES, with_relu_rule  # noqa: E402

RNG = np.random.default_rng(0)
W1, W2 = RNG.normal(size=(6, 4)), RNG.normal(size=(3, 6))
X = RNG.normal(size=(5, 4))


def two_layers(relu: nn.Module) -> nn.Module:
    net = nn.Sequential(nn.Linear(4, 6, bias=False), relu, nn.Linear(6, 3, bias=False)).double()
    with torch.no_grad():
        net[0].weight.copy_(torch.from_numpy(W1))
        net[2].weight.copy_(torch.from_numpy(W2))
    return net


class Calls(nn.Module):
    """The same net, its ReLU a call instead of a module."""

    def __init__(self, by_name: bool = False):
        super().__init__()
        self.net, self.by_name = two_layers(nn.Identity()), by_name

    def forward(self, x):
        hidden = self.net[0](x)
        relu = nn.functional.relu
        return self.net[2](relu(input=hidden) if self.by_name else relu(hidden))


@pytest.mark.parametrize("module", [two_layers(nn.ReLU()), two_layers(nn.ReLU(inplace=True)), Calls(), Calls(True)])
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_its_formula(rule, module):
    value, grad = (am.logit(1) @ with_relu_rule(module, rule)).value_and_grad(X)
    hidden: Any = X @ W1.T
    formula: Any = RULES[rule]
    back = formula(hidden, np.broadcast_to(W2[1], hidden.shape))
    assert np.allclose(value, (np.maximum(hidden, 0) @ W2.T)[:, 1])
    assert np.allclose(grad, back @ W1)


def test_plain_is_the_gradient():
    net = two_layers(nn.ReLU())
    plain = (am.logit(0) @ with_relu_rule(net, "plain")).value_and_grad(X)[1]
    assert np.allclose(plain, (am.logit(0) @ from_torch(net)).value_and_grad(X)[1])


def test_a_step_along_the_guided_direction_can_lower_f():
    """f = relu(x₁) − relu(x₁ + x₂) + …: some start has a guided direction that makes an angle above 90° with ∇f."""
    net = two_layers(nn.ReLU())
    x = np.random.default_rng(1).normal(size=(500, 4))
    f = am.logit(1)
    grad = (f @ from_torch(net)).value_and_grad(x)[1]
    guided = (f @ with_relu_rule(net, "guided")).value_and_grad(x)[1]
    assert am.dot(grad, guided).min() < 0


def test_the_module_is_as_it_was():
    net = two_layers(nn.ReLU())
    before = (am.logit(1) @ from_torch(net)).value_and_grad(X)[1]
    (am.logit(1) @ with_relu_rule(net, "guided")).value_and_grad(X)
    assert isinstance(net[1], nn.ReLU)
    assert not net[1]._forward_hooks
    assert np.array_equal(before, (am.logit(1) @ from_torch(net)).value_and_grad(X)[1])


def test_a_rule_may_be_a_function_of_ones_own():
    """dx = d · x², wherever it stands."""
    net = two_layers(nn.ReLU(inplace=True))
    grad = (am.logit(1) @ with_relu_rule(net, lambda x, d: d * x**2)).value_and_grad(X)[1]
    assert np.allclose(grad, ((X @ W1.T) ** 2 * W2[1]) @ W1)


def test_layers_outputs_and_inputs_are_named_as_for_from_torch():
    net = two_layers(nn.ReLU())
    f = with_relu_rule(net, "guided", "1")
    assert f(X).shape == (5, 6)
    assert f.name == "Sequential.1"
    above = with_relu_rule(net, "plain", above="0", inputs=X[:1])
    a = RNG.normal(size=(5, 6))
    assert np.allclose(above(a), np.maximum(a, 0) @ W2.T)
    with pytest.raises(ValueError, match="has no layer '9'"):
        with_relu_rule(net, "plain", "9")


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="the rules are plain, deconv, guided"):
        with_relu_rule(two_layers(nn.ReLU()), "nice")
