"""AlexNet, with the layer names of torchvision, so that its weights fit."""

from __future__ import annotations

import torch
from torch import nn


class AlexNet(nn.Module):
    """(batch, 3, 224, 224), standardized, ↦ 1000 logits: five convolutions, three dense layers, 61,100,840 parameters.

    This is the network on one device, without the halves and the normalization across channels of the first one.

    Sources: Krizhevsky, Sutskever & Hinton (2012); this form, Krizhevsky (2014).
    """

    def __init__(self):
        super().__init__()
        relu = lambda: nn.ReLU(inplace=True)
        self.features = nn.Sequential(
            *(nn.Conv2d(3, 64, 11, stride=4, padding=2), relu(), nn.MaxPool2d(3, 2)),
            *(nn.Conv2d(64, 192, 5, padding=2), relu(), nn.MaxPool2d(3, 2)),
            *(nn.Conv2d(192, 384, 3, padding=1), relu()),
            *(nn.Conv2d(384, 256, 3, padding=1), relu()),
            *(nn.Conv2d(256, 256, 3, padding=1), relu(), nn.MaxPool2d(3, 2)),
        )
        self.avgpool = nn.AdaptiveAvgPool2d(6)
        self.classifier = nn.Sequential(
            *(nn.Dropout(0.5), nn.Linear(256 * 6 * 6, 4096), relu()),
            *(nn.Dropout(0.5), nn.Linear(4096, 4096), relu()),
            nn.Linear(4096, 1000),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The logits, (batch, 1000)."""
        return self.classifier(self.avgpool(self.features(x)).flatten(1))
