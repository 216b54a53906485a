"""The net of lecture 10 as a torch module."""

from __future__ import annotations

from collections import OrderedDict

from torch import nn


def robust_net_module() -> nn.Sequential:
    """conv 4×4 1→16, softplus, conv 5×5 16→32, softplus, flatten 800, dense → 100, softplus, dense → 10.

    The convolutions have stride 2: 28 → 13 → 5.  softplus(x) = log(1 + e^βx) / β with β = 10 is a ReLU
    without its corner: with a corner there is no second derivative to speak of.   94,214 parameters.
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(1, 16, 4, stride=2),
            soft1=nn.Softplus(10),
            conv2=nn.Conv2d(16, 32, 5, stride=2),
            soft2=nn.Softplus(10),
            flatten=nn.Flatten(),
            dense1=nn.Linear(800, 100),
            soft3=nn.Softplus(10),
            dense2=nn.Linear(100, 10),
        )
    )
