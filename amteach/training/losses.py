"""The losses that several nets are trained with: (module, x, y, done) ↦ the mean over the batch.

x are images, y their targets; `done` is the share of the training that lies behind, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Loss = Callable[[Any, Tensor, Tensor, float], Tensor]


def cross_entropy(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
    """−log softmax(z)_y, the mean over the batch."""
    return F.cross_entropy(module(x), y)


def squared_error(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
    """(z − y)², the mean over the batch; z is (n, 1)."""
    return F.mse_loss(module(x)[:, 0], y)


def fast_gradient(loss: Loss, radius: float) -> Loss:
    """The loss at x + r g/‖g‖, g = ∂loss/∂x, kept in [0, 1]: adversarial training (Goodfellow et al. 2015), norm L2."""

    def at_moved_images(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
        x = x.detach().requires_grad_()
        (g,) = torch.autograd.grad(loss(module, x, y, done), x)
        moved = x + radius * F.normalize(g.flatten(1)).reshape(x.shape)
        return loss(module, moved.clamp(0, 1).detach(), y, done)

    return at_moved_images
