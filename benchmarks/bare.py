"""The bare torch loop that everything is measured against: what one writes who wants speed and nothing else.

The weights are frozen, so that torch computes the gradient at the input only; no hooks, no optimizer, no history.
"""

from __future__ import annotations

import torch

from amteach.zoo import mnist_cnn_module


def frozen(channels_last: bool = False) -> torch.nn.Module:
    """The trained CNN, its weights frozen."""
    module = mnist_cnn_module().requires_grad_(False)
    return module.to(memory_format=torch.channels_last) if channels_last else module  # pyright: ignore


def value_and_grad(module: torch.nn.Module, k, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The logit k of each image, and its gradient; k is one class, or one for each image."""
    x = x.detach().requires_grad_()
    value = module(x)[torch.arange(len(x)), k]
    (grad,) = torch.autograd.grad(value.sum(), x)
    return value.detach(), grad


def ascent(module: torch.nn.Module, k, x: torch.Tensor, rate: float, steps: int) -> torch.Tensor:
    """x ← x + η ∇z_k(x), so many times."""
    for _ in range(steps):
        x = x + rate * value_and_grad(module, k, x)[1]
    return x
