"""SqueezeNet 1.1, with the layer names of torchvision, so that its weights fit."""

from __future__ import annotations

import torch
from torch import nn


class Fire(nn.Module):
    """1×1 convolutions to few channels, and from there 1×1 and 3×3 convolutions side by side, each with its ReLU."""

    def __init__(self, inside: int, squeezed: int, expanded: int):
        super().__init__()
        self.squeeze = nn.Conv2d(inside, squeezed, 1)
        self.expand1x1 = nn.Conv2d(squeezed, expanded, 1)
        self.expand3x3 = nn.Conv2d(squeezed, expanded, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(batch, inside, h, w) ↦ (batch, 2 · expanded, h, w)."""
        x = self.relu(self.squeeze(x))
        return torch.cat([self.relu(self.expand1x1(x)), self.relu(self.expand3x3(x))], dim=1)


class SqueezeNet(nn.Module):
    """(batch, 3, h, w), standardized, ↦ 1000 logits: 1,235,496 parameters, and no dense layer, so that any size fits.

    The logit of a class is the mean of its channel behind classifier.1, a convolution, and classifier.2, its ReLU: so
    no logit is below 0, and one whose channel is nowhere above 0 is dead.

    padding : of classifier.1: 0 in torchvision, 1 in the authors' own files for Caffe

    Source: Iandola, Han, Moskewicz, Ashraf, Dally & Keutzer (2016), release 1.1.
    """

    def __init__(self, padding: int = 0):
        super().__init__()
        pool = lambda: nn.MaxPool2d(3, 2, ceil_mode=True)
        self.features = nn.Sequential(
            *(nn.Conv2d(3, 64, 3, 2), nn.ReLU(inplace=True), pool()),
            *(Fire(64, 16, 64), Fire(128, 16, 64), pool()),
            *(Fire(128, 32, 128), Fire(256, 32, 128), pool()),
            *(Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), Fire(512, 64, 256)),
        )
        self.classifier = nn.Sequential(
            nn.Dropout(0.5),
            nn.Conv2d(512, 1000, 1, padding=padding),
            nn.ReLU(inplace=True),
            nn.AdaptiveAvgPool2d(1),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The logits, (batch, 1000)."""
        return self.classifier(self.features(x)).flatten(1)
