"""What draws digits from a code, as torch modules.

    encoder   x ↦ (μ, log σ²)         decoder   h ↦ G(h)         denoiser   h ↦ R(h)

The first two are a variational autoencoder (Kingma & Welling 2014), the third is a denoising autoencoder of its codes
(Alain & Bengio 2014).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

Encode = Callable[[Tensor], Tensor]  # pictures ↦ codes


def perceptron(*sizes: int) -> nn.Sequential:
    """dense1, relu1, dense2, …: as many dense layers as there are steps between the sizes, a ReLU between two."""
    layers: OrderedDict[str, nn.Module] = OrderedDict()
    for i in range(1, len(sizes)):
        layers[f"dense{i}"] = nn.Linear(sizes[i - 1], sizes[i])
        if i < len(sizes) - 1:
            layers[f"relu{i}"] = nn.ReLU()
    return nn.Sequential(layers)


def autoencoder_module(code: int, encoder: tuple[int, ...], decoder: tuple[int, ...]) -> nn.ModuleDict:
    """An encoder, 784 → … → 2 · code, and a decoder, code → … → 784, with a sigmoid at the end of it."""
    flat = nn.Sequential(nn.Flatten(), *perceptron(784, *encoder, 2 * code))
    return nn.ModuleDict({"encoder": flat, "decoder": to_pictures(perceptron(code, *decoder, 784))})


def to_pictures(net: nn.Sequential) -> nn.Sequential:
    """The net itself, its 784 numbers brought into 0 … 1 by a sigmoid, as a picture (n, 1, 28, 28)."""
    net.add_module("sigmoid", nn.Sigmoid())
    net.add_module("picture", nn.Unflatten(1, (1, 28, 28)))
    return net


def like(weights: Mapping[str, np.ndarray], pictures: bool) -> nn.Sequential:
    """The perceptron that these weights fit; pictures: whether it ends with pictures, as a decoder does."""
    layers = [weights[f"dense{i}.weight"] for i in range(1, len(weights) // 2 + 1)]
    net = perceptron(layers[0].shape[1], *(len(w) for w in layers))
    return to_pictures(net) if pictures else net


@torch.no_grad()
def standardize_codes(autoencoder: nn.ModuleDict, x: Tensor) -> Encode:
    """Make every number of the codes 0 in the mean of these pictures, with standard deviation 1; and give x ↦ its code.

    h = (μ(x) − m) / s goes to the decoder, whose first layer is changed so that it draws what it drew of s h + m.
    """
    mean_of = lambda x: autoencoder["encoder"](x).chunk(2, dim=1)[0]
    mu = mean_of(x)
    m, s = mu.mean(0), mu.std(0)
    first: Any = autoencoder["decoder"].dense1
    first.bias += first.weight @ m
    first.weight *= s
    return lambda x: (mean_of(x) - m) / s
