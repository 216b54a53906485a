"""The losses of the generators: (module, x, y, done) ↦ the mean over the batch, as training.loop.train takes them."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ...training.losses import Loss
from .module import Encode


def variational(weight: float) -> Loss:
    """−log p(x | G(μ + σ ξ)) + β KL(N(μ, σ²) ‖ N(0, 1)),   ξ ~ N(0, 1).

    p takes each pixel for a coin, −log p = −Σ [x log G + (1 − x) log(1 − G)];   KL = ½ Σ (μ² + σ² − 1 − log σ²).
    """

    def loss(module: nn.ModuleDict, x: Tensor, y: Tensor, done: float) -> Tensor:
        mu, log_variance = module["encoder"](x).chunk(2, dim=1)
        h = mu + torch.exp(log_variance / 2) * torch.randn_like(mu)
        unlikely = F.binary_cross_entropy(module["decoder"](h), x, reduction="sum")
        divergence = 0.5 * (mu**2 + log_variance.exp() - 1 - log_variance).sum()
        return (unlikely + weight * divergence) / len(x)

    return loss


def denoising(encode: Encode, sd: float) -> Loss:
    """‖R(h + σ ξ) − h‖², ξ ~ N(0, 1), for the codes h of the pictures x."""

    def loss(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
        with torch.no_grad():
            h = encode(x)
        return (module(h + sd * torch.randn_like(h)) - h).square().sum(1).mean()

    return loss
