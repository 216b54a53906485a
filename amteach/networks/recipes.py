"""The recipes that trained the nets of the zoo; `amteach train mnist_cnn` runs one of them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import numpy as np
import torch
from torch import nn


def mnist_cnn_module() -> nn.Sequential:
    """conv 3×3 1→32, ReLU, conv 3×3 32→64, ReLU, max-pool 2, flatten 9216, dense → 10: 110,986 parameters.

    The network of Valverde, "Introduction to Activation Maximization": valid convolutions, images of 28×28 in [0, 1].
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(1, 32, 3),
            relu1=nn.ReLU(),
            conv2=nn.Conv2d(32, 64, 3),
            relu2=nn.ReLU(),
            pool=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            dense=nn.Linear(9216, 10),
        )
    )


def train_classifier(
    module: nn.Module,
    images: np.ndarray,
    labels: np.ndarray,
    *,
    seed: int = 0,
    epochs: int = 4,
    batch: int = 128,
    rate: float = 1e-3,
    report: Callable[[str], None] = print,
) -> nn.Module:
    """Minimise the cross-entropy with Adam (Kingma & Ba 2015), the rate falling to 0 along a cosine.

    The seed fixes the first weights and the order of the images, so the same machine trains the same net again.
    """
    with torch.random.fork_rng(devices=[]):  # the caller's own random numbers go on as if nothing had been drawn here
        torch.manual_seed(seed)
        for layer in module.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                layer.reset_parameters()
        x = torch.from_numpy(np.ascontiguousarray(images)).contiguous(memory_format=torch.channels_last)
        y = torch.from_numpy(np.asarray(labels, dtype=np.int64))
        module = module.to(memory_format=torch.channels_last).train()  # pyright: ignore[reportCallIssue]
        optimizer = torch.optim.Adam(module.parameters(), lr=rate)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * (len(x) // batch))
        for epoch in range(epochs):
            losses = []
            for rows in torch.randperm(len(x))[: len(x) // batch * batch].split(batch):
                loss = nn.functional.cross_entropy(module(x[rows]), y[rows])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                schedule.step()
                losses.append(loss.item())
            report(f"epoch {epoch + 1} of {epochs}: cross-entropy {np.mean(losses):.4f}")
    return module.to(memory_format=torch.contiguous_format).eval()  # pyright: ignore[reportCallIssue]


def accuracy(module: nn.Module, images: np.ndarray, labels: np.ndarray, batch: int = 500) -> float:
    """The share of images whose largest logit is that of their class."""
    with torch.no_grad():
        guesses = [module(torch.from_numpy(images[i : i + batch])).argmax(1) for i in range(0, len(images), batch)]
    return float((torch.cat(guesses).numpy() == labels).mean())
