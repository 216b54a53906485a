"""The recipes that trained the nets of the zoo; `amteach train mnist_cnn` runs one of them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

Loss = Callable[[nn.Module, torch.Tensor, torch.Tensor, float], torch.Tensor]


def mnist_cnn_module(first: int = 32, second: int = 64) -> nn.Sequential:
    """conv 3×3 1→32, ReLU, conv 3×3 32→64, ReLU, max-pool 2, flatten 9216, dense → 10: 110,986 parameters.

    first, second : the channels of the two convolutions; lecture 12 takes 8 and 16

    The network of Valverde, "Introduction to Activation Maximization": valid convolutions, images of 28×28 in [0, 1].
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(1, first, 3),
            relu1=nn.ReLU(),
            conv2=nn.Conv2d(first, second, 3),
            relu2=nn.ReLU(),
            pool=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            dense=nn.Linear(second * 12 * 12, 10),
        )
    )


def blob_counter_module() -> nn.Sequential:
    """conv 1→8, ReLU, conv 8→8, ReLU, max-pool, conv 8→32, ReLU, conv 32→32, ReLU, max-pool, flatten 512, dense → 1.

    Valid 3×3 convolutions, images of 28×28 in [0, 1].
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(1, 8, 3),
            relu1=nn.ReLU(),
            conv2=nn.Conv2d(8, 8, 3),
            relu2=nn.ReLU(),
            pool1=nn.MaxPool2d(2),
            conv3=nn.Conv2d(8, 32, 3),
            relu3=nn.ReLU(),
            conv4=nn.Conv2d(32, 32, 3),
            relu4=nn.ReLU(),
            pool2=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            dense=nn.Linear(512, 1),
        )
    )


def cross_entropy(module: nn.Module, x: torch.Tensor, y: torch.Tensor, done: float) -> torch.Tensor:
    """−log softmax(z)_y, the mean over the batch."""
    return nn.functional.cross_entropy(module(x), y)


def squared_error(module: nn.Module, x: torch.Tensor, y: torch.Tensor, done: float) -> torch.Tensor:
    """(z − y)², the mean over the batch; z is (n, 1)."""
    return nn.functional.mse_loss(module(x)[:, 0], y)


def on_harder(loss: Loss, radius: float) -> Loss:
    """The loss at x + r g/‖g‖, g = ∂loss/∂x, kept in [0, 1]: adversarial training (Goodfellow et al. 2015), norm L2."""

    def harder(module, x, y, done):
        x = x.detach().requires_grad_()
        (g,) = torch.autograd.grad(loss(module, x, y, done), x)
        moved = x + radius * nn.functional.normalize(g.flatten(1)).reshape(x.shape)
        return loss(module, moved.clamp(0, 1).detach(), y, done)

    return harder


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
    report: Callable[[str], None] = print,
) -> nn.Module:
    """Minimise a loss with Adam (Kingma & Ba 2015), the rate falling to 0 along a cosine; the module itself is trained.

    loss : (module, x, y, done) ↦ the mean over the batch; `done` grows from 0 to 1 along the training

    The seed fixes the first weights and the order of the images, so the same machine trains the same net again.
    """
    with torch.random.fork_rng(devices=[]):  # the caller's own random numbers go on as if nothing had been drawn here
        torch.manual_seed(seed)
        for layer in module.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                layer.reset_parameters()
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


def accuracy(module: nn.Module, images: np.ndarray, labels: np.ndarray, batch: int = 500) -> float:
    """The share of images whose largest logit is that of their class."""
    with torch.no_grad():
        guesses = [module(torch.from_numpy(images[i : i + batch])).argmax(1) for i in range(0, len(images), batch)]
    return float((torch.cat(guesses).numpy() == labels).mean())


def mean_error(module: nn.Module, images: np.ndarray, counts: np.ndarray, batch: int = 500) -> float:
    """The mean of |z − y|."""
    with torch.no_grad():
        z = [module(torch.from_numpy(images[i : i + batch]))[:, 0] for i in range(0, len(images), batch)]
    return float(np.abs(torch.cat(z).numpy() - counts).mean())
