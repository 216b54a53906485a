"""What draws digits from a code, as torch modules, and the losses that they are trained with.

    encoder   x ↦ (μ, log σ²)         decoder   h ↦ G(h)         denoiser   h ↦ R(h)

The first two are a variational autoencoder (Kingma & Welling 2014), the third is a denoising autoencoder of its codes
(Alain & Bengio 2014).  Each loss is one that recipes.train takes: (module, x, y, done) ↦ the mean over the batch.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ...training.loop import Loss


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
    return nn.ModuleDict({"encoder": flat, "decoder": drawing(perceptron(code, *decoder, 784))})


def drawing(net: nn.Sequential) -> nn.Sequential:
    """784 numbers for each code, brought into 0 … 1 by a sigmoid, as a picture (n, 1, 28, 28)."""
    net.add_module("sigmoid", nn.Sigmoid())
    net.add_module("picture", nn.Unflatten(1, (1, 28, 28)))
    return net


def with_weights(weights: Mapping[str, np.ndarray], pictures: bool) -> nn.Sequential:
    """The perceptron that these weights fit, in eval mode; pictures: whether it draws, as a decoder does."""
    layers = [weights[f"dense{i}.weight"] for i in range(1, len(weights) // 2 + 1)]
    net = perceptron(layers[0].shape[1], *(len(w) for w in layers))
    net.load_state_dict({key: torch.from_numpy(a.copy()) for key, a in weights.items()})
    return (drawing(net) if pictures else net).eval()


def variational(weight: float) -> Loss:
    """−log p(x | G(μ + σ ξ)) + β KL(N(μ, σ²) ‖ N(0, 1)),   ξ ~ N(0, 1).

    p takes each pixel for a coin, −log p = −Σ [x log G + (1 − x) log(1 − G)];   KL = ½ Σ (μ² + σ² − 1 − log σ²).
    """

    def loss(module, x, y, done):
        mu, log_variance = module["encoder"](x).chunk(2, dim=1)
        h = mu + torch.exp(log_variance / 2) * torch.randn_like(mu)
        unlikely = F.binary_cross_entropy(module["decoder"](h), x, reduction="sum")
        divergence = 0.5 * (mu**2 + log_variance.exp() - 1 - log_variance).sum()
        return (unlikely + weight * divergence) / len(x)

    return loss


def denoising(encode: Callable[[torch.Tensor], torch.Tensor], sd: float) -> Loss:
    """‖R(h + σ ξ) − h‖², ξ ~ N(0, 1), for the codes h of the pictures x."""

    def loss(module, x, y, done):
        with torch.no_grad():
            h = encode(x)
        return (module(h + sd * torch.randn_like(h)) - h).square().sum(1).mean()

    return loss


@torch.no_grad()
def standardized(autoencoder: nn.ModuleDict, x: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
    """Make every unit of the code 0 in the mean of these pictures, with standard deviation 1: the code of a picture.

    h = (μ(x) − m) / s goes to the decoder, whose first layer is changed so that it draws what it drew of s h + m.
    """
    mean_of = lambda x: autoencoder["encoder"](x).chunk(2, dim=1)[0]
    mu = mean_of(x)
    m, s = mu.mean(0), mu.std(0)
    first: Any = autoencoder["decoder"].dense1
    first.bias += first.weight @ m
    first.weight *= s
    return lambda x: (mean_of(x) - m) / s
