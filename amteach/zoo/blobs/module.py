"""The blob counter as a torch module."""

from __future__ import annotations

from collections import OrderedDict

from torch import nn


def blob_counter_module() -> nn.Sequential:
    """conv 1→8, ReLU, conv 8→8, ReLU, max-pool, conv 8→32, ReLU, conv 32→32, ReLU, max-pool, flatten 512, dense → 1.

    Valid 3×3 convolutions, images of 28×28 in [0, 1].
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(1, 8, 3),
            relu1=nn.ReLU(),
            conv2=nn.Conv2d(8, 8, 3),
            relu2=nn.ReLU(),
            pool1=nn.MaxPool2d(2),
            conv3=nn.Conv2d(8, 32, 3),
            relu3=nn.ReLU(),
            conv4=nn.Conv2d(32, 32, 3),
            relu4=nn.ReLU(),
            pool2=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            dense=nn.Linear(512, 1),
        )
    )
