"""Other rules for going back through a ReLU: deconv and guided.  What comes back is not a gradient of anything.

y = max(x, 0) has the pullback dx = d · [x > 0].  Two famous pictures are made with other rules:

    plain    dx = d · [x > 0]              the chain rule
    deconv   dx = d · [d > 0]              Zeiler & Fergus (2014)
    guided   dx = d · [x > 0] · [d > 0]    Springenberg et al. (2015)

They look clean because what would make the unit *less* active is thrown away on the road.  But a step along them need
not raise f: they are the gradient of no function, and a walk along them is not an ascent on f (lecture 06).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from ..functions.function import Function
from ..store.names import did_you_mean
from .network import function

Rule = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

RULES: dict[str, Rule] = {
    "plain": lambda x, d: d * (x > 0),
    "deconv": lambda x, d: d * (d > 0),
    "guided": lambda x, d: d * (x > 0) * (d > 0),
}
RELUS = {torch.relu, torch.relu_, nn.functional.relu, nn.functional.relu_, torch.Tensor.relu, torch.Tensor.relu_}


def with_relu_rule(module: nn.Module, rule: str | Rule, layer: str | None = None, **how: Any) -> Function:
    """A torch network as a Function whose pullback goes back through its ReLUs by this rule; values stay as they are.

    rule  : "plain", "deconv" or "guided", or a function (x, d) ↦ dx of a ReLU's input and of what comes back to it
    layer, how : as for `from_torch`

    The module is not changed: its ReLUs, modules or calls, are exchanged only while it runs here.

    >>> import numpy as np
    >>> net = nn.Sequential(nn.ReLU(), nn.Flatten())
    >>> x = np.array([[1.0, -1.0]])
    >>> for rule in (*RULES, lambda x, d: 10 * d):
    ...     print(with_relu_rule(net, rule).forward(x)[1](np.array([[-2.0, 3.0]])) + 0.0)
    [[-2.  0.]]
    [[0. 3.]]
    [[0. 0.]]
    [[-20.  30.]]
    """
    if not callable(rule) and rule not in RULES:
        known = f"the rules are {', '.join(RULES)}, or a function of x and d"
        raise ValueError(f"there is no rule {rule!r}; {known}.{did_you_mean(rule, RULES)}")
    return function(module, layer, context=partial(_Exchange, rule), **how)


class _Exchange(TorchFunctionMode):
    """Within, calls of relu become calls of the ReLU with another pullback."""

    def __init__(self, rule: str | Rule) -> None:
        super().__init__()
        self.rule = rule

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if func in RELUS:
            return _Relu.apply(args[0] if args else (kwargs or {})["input"], self.rule)
        return func(*args, **(kwargs or {}))


class _Relu(torch.autograd.Function):
    """max(x, 0), with the rule as its pullback."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, rule: str | Rule) -> torch.Tensor:
        ctx.save_for_backward(x)
        ctx.rule = rule
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx: Any, *d: torch.Tensor) -> tuple[torch.Tensor, None]:
        rule: Any = ctx.rule if callable(ctx.rule) else RULES[ctx.rule]
        return rule(ctx.saved_tensors[0], d[0]), None
