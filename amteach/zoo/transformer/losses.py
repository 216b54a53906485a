"""What is made small in the training of the transformer and of its sparse autoencoder."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ...training.losses import Loss


def sparse_reconstruction(penalty: float) -> Loss:
    """‖â − a‖² + λ Σₖ fₖ,   the mean over all places of the batch; the directions have length 1.

    Without that length λ could be escaped: half the features and directions twice as long make the same â.
    """

    def loss(module: nn.Module, a: Tensor, y: Tensor, done: float) -> Tensor:
        back, f = module(a)
        return (back - a).square().sum(1).mean() + penalty * f.sum(1).mean()

    return loss


def on_shifted(loss: Loss, pixels: int) -> Loss:
    """The loss of the images shifted by −pixels … pixels in each direction, drawn anew for each batch.

    A transformer is not told that a digit is the same digit one pixel further: it has to see it.
    """

    def shifted(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
        down, right = torch.randint(-pixels, pixels + 1, (2,)).tolist()
        return loss(module, x.roll((down, right), (2, 3)), y, done)

    return shifted
