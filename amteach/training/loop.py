"""The loop that trains the nets of the course, what is measured of them, and what a card says of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from .losses import Loss
from .registry import Made, Report, versions


@contextmanager
def threads(n: int) -> Iterator[None]:
    """Torch with n threads within, and with as many as before afterwards; also a decorator, @threads(2).

    Another number of threads adds in another order, and rounding makes another net of it.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(n)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def train(
    module: nn.Module,
    images: np.ndarray,
    targets: np.ndarray,
    loss: Loss,
    *,
    seed: int = 0,
    epochs: int = 4,
    batch: int = 128,
    rate: float = 1e-3,
    report: Report = print,
) -> nn.Module:
    """Minimise a loss with Adam (Kingma & Ba 2015), the rate falling to 0 along a cosine; the module itself is trained.

    images, targets : (n, 1, 28, 28) and (n,)
    loss : (module, x, y, done) ↦ the mean over the batch; `done` grows from 0 to 1 along the training

    The seed fixes the first weights and the order of the images, so the same machine trains the same net again.
    """
    with torch.random.fork_rng(devices=[]):  # the caller's own random numbers go on as if nothing had been drawn here
        torch.manual_seed(seed)
        for layer in module.modules():
            if reset := getattr(layer, "reset_parameters", None):
                reset()
        x = torch.from_numpy(np.ascontiguousarray(images)).contiguous(memory_format=torch.channels_last)
        y = torch.from_numpy(np.ascontiguousarray(targets))
        module = module.to(memory_format=torch.channels_last).train()  # pyright: ignore[reportCallIssue]
        optimizer = torch.optim.Adam(module.parameters(), lr=rate)
        steps = epochs * (len(x) // batch)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
        for epoch in range(epochs):
            losses = []
            for rows in torch.randperm(len(x))[: len(x) // batch * batch].split(batch):
                value = loss(module, x[rows], y[rows], schedule.last_epoch / steps)
                optimizer.zero_grad()
                value.backward()
                optimizer.step()
                schedule.step()
                losses.append(value.item())
            report(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}")
    return module.to(memory_format=torch.contiguous_format).eval()  # pyright: ignore[reportCallIssue]


def outputs(module: Callable[[Tensor], Tensor], images: np.ndarray, batch: int = 500) -> np.ndarray:
    """The outputs for all images, computed without gradients, some at a time."""
    with torch.no_grad():
        z = [module(torch.from_numpy(images[i : i + batch])) for i in range(0, len(images), batch)]
    return torch.cat(z).numpy()


def accuracy(module: Callable[[Tensor], Tensor], images: np.ndarray, labels: np.ndarray, batch: int = 500) -> float:
    """The share of images whose largest logit is that of their class."""
    return float((outputs(module, images, batch).argmax(axis=1) == labels).mean())


def mean_error(module: Callable[[Tensor], Tensor], images: np.ndarray, counts: np.ndarray, batch: int = 500) -> float:
    """The mean of |z − y|; z is (n, 1)."""
    return float(np.abs(outputs(module, images, batch)[:, 0] - counts).mean())


def weights_and_card(module: nn.Module, **about: Any) -> Made:
    """What ships of a net: its weights by name, and what the card says of it and of the training that has just been."""
    weights = {key: tensor.numpy() for key, tensor in module.state_dict().items()}
    about |= {"threads": torch.get_num_threads(), "parameters": sum(w.size for w in weights.values())}
    return weights, about | {"versions": versions("numpy", "torch")}
