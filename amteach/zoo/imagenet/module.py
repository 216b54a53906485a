"""SqueezeNet 1.1 and AlexNet, with the layer names of torchvision, so that its weights fit.

They are defined here because torchvision itself does not import beside a CPU-only torch from a plain registry.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import shorten

import torch
from torch import nn

from ...store.files import FileDamaged


class Fire(nn.Module):
    """1×1 convolutions to few channels, and from there 1×1 and 3×3 convolutions side by side, each with its ReLU."""

    def __init__(self, inside: int, squeezed: int, expanded: int) -> None:
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

    def __init__(self, padding: int = 0) -> None:
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


class AlexNet(nn.Module):
    """(batch, 3, 224, 224), standardized, ↦ 1000 logits: five convolutions, three dense layers, 61,100,840 parameters.

    This is the network on one device, without the halves and the normalization across channels of the first one.

    Sources: Krizhevsky, Sutskever & Hinton (2012); this form, Krizhevsky (2014).
    """

    def __init__(self) -> None:
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


def from_file(make: Callable[[], nn.Module], path: Path) -> nn.Module:
    """The module that `make` makes, with the weights of a .safetensors or .pth file, as float32, in eval mode.

    Of a .pth nothing but tensors is unpickled.  FileDamaged where they do not fit.
    """
    with torch.device("meta"):  # without numbers of its own
        module = make()
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            tensors = load_file(path)
        else:
            tensors = torch.load(path, map_location="cpu", weights_only=True)
        module.load_state_dict({name: tensor.float() for name, tensor in tensors.items()}, assign=True)
    except Exception as error:  # a file can be another one in as many ways as it has bytes
        reason = shorten(str(error), 300)
        raise FileDamaged(f"{path} holds no weights of {type(module).__name__}: {reason}") from None
    return module.eval().requires_grad_(False)
