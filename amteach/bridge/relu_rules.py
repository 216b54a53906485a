"""Other rules for going back through a ReLU: deconv and guided.  What comes back is not a gradient of anything.

y = max(x, 0) has the pullback dx = d · [x > 0].  Two famous pictures are made with other rules:

    plain    dx = d · [x > 0]              the chain rule
    deconv   dx = d · [d > 0]              Zeiler & Fergus (2014)
    guided   dx = d · [x > 0] · [d > 0]    Springenberg et al. (2015)

They look clean because what would make the unit *less* active is thrown away on the road.  But a step along them need
not raise f: they are the gradient of no function, and a walk along them is not an ascent on f (lecture 06).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from ..functions.function import Function
from .from_torch import from_torch

RULES = {
    "plain": lambda x, d: d * (x > 0),
    "deconv": lambda x, d: d * (d > 0),
    "guided": lambda x, d: d * (x > 0) * (d > 0),
}
RELUS = {torch.relu, torch.relu_, nn.functional.relu, nn.functional.relu_, torch.Tensor.relu, torch.Tensor.relu_}


def with_relu_rule(module: nn.Module, rule: str, layer: str | None = None) -> Function:
    """A torch network as a Function whose pullback goes back through its ReLUs by this rule; values stay as they are.

    rule  : "plain", "deconv" or "guided"
    layer : as for `from_torch`

    The module is not changed: its ReLUs, modules or calls, are exchanged only while it runs here.

    >>> import numpy as np
    >>> net = nn.Sequential(nn.ReLU(), nn.Flatten())
    >>> x = np.array([[1.0, -1.0]])
    >>> for rule in RULES:
    ...     print(rule, with_relu_rule(net, rule).forward(x)[1](np.array([[-2.0, 3.0]])) + 0.0)
    plain [[-2.  0.]]
    deconv [[0. 3.]]
    guided [[0. 0.]]
    """
    if rule not in RULES:
        raise ValueError(f"there is no rule {rule!r}; the rules are {', '.join(RULES)}")
    return from_torch(_Ruled(module, rule), f"module.{layer}" if layer else None)


class _Ruled(nn.Module):
    """The module, run while the mode below stands guard."""

    def __init__(self, module: nn.Module, rule: str) -> None:
        super().__init__()
        self.module, self.rule = module, rule

    def forward(self, x: torch.Tensor) -> Any:
        with _Exchange(self.rule):
            return self.module(x)


class _Exchange(TorchFunctionMode):
    """Calls of relu become calls of the ReLU with another pullback."""

    def __init__(self, rule: str) -> None:
        super().__init__()
        self.rule = rule

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if func in RELUS:
            return _Relu.apply(args[0], self.rule)
        return func(*args, **(kwargs or {}))


class _Relu(torch.autograd.Function):
    """max(x, 0), with the rule as its pullback."""

    @staticmethod
    def forward(ctx, x, rule):
        ctx.save_for_backward(x)
        ctx.rule = rule
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, *d):
        return RULES[ctx.rule](ctx.saved_tensors[0], d[0]), None
