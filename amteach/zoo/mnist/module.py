"""The MNIST CNN in torch: as a module, and with its backward pass written by hand, which is faster than autograd.

    x (n, 1, 28, 28) → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → flatten → dense → z (n, 10)

net.py has the same network layer by layer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ...bridge.crossing import crossing
from ...functions.arrays import Array
from ...functions.function import Function, Pullback
from ...functions.sending import Remembered
from ..numpy_net import in_batches
from ..shapes import expect_images
from .expect import expect_weights

ROWS = 40  # images that a CPU computes at a time; a GPU takes all


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


def cnn(weights: Mapping[str, np.ndarray], device: Any = None) -> Function:
    """z(x): images (n, 1, 28, 28) to the logits (n, 10) of the ten digits, in x's kind, dtype and place.

    weights : as for the CNN in NumPy, with torch's names and shapes
    device  : where to compute, such as "cuda"; where x is, if not given

    >>> from amteach.zoo.mnist.expect import SHAPES
    >>> z = cnn({name: np.ones(shape) for name, shape in SHAPES.items()})
    >>> z(torch.zeros(2, 1, 28, 28)).shape
    torch.Size([2, 10])
    """
    weights = expect_weights(weights)

    @Remembered
    def tensors(device: torch.device, dtype: torch.dtype) -> dict[str, Tensor]:
        w = {name: torch.from_numpy(values).to(device, dtype) for name, values in weights.items()}
        for name in ("conv1.weight", "conv2.weight"):
            w[name] = w[name].contiguous(memory_format=torch.channels_last)
        return w | {"dense.weight": by_pixel(w["dense.weight"].reshape(10, 64, 12, 12)).flatten(1)}

    def forward(x: Array) -> tuple[Array, Pullback]:
        expect_images(x)
        there, home = crossing(x, device, None)
        w = tensors(there.device, there.dtype)
        rows = ROWS if there.device.type == "cpu" else len(there)
        z, pullback = in_batches(Function(lambda part: forward_pass(part, w)), there, rows)
        return home(z), lambda dz: home(pullback(crossing(dz, z.device, z.dtype)[0]))

    return Function(forward, "cnn")


def by_pixel(images: Tensor) -> Tensor:
    """(n, channels, rows, columns) to (n, pixels, channels): as the numbers lie in memory, channels last."""
    return images.permute(0, 2, 3, 1).flatten(1, 2)


@torch.no_grad()
def forward_pass(x: Tensor, w: Mapping[str, Tensor]) -> tuple[Tensor, Pullback]:
    """z and its pullback; nothing is computed that the gradient at the input does not need."""
    n, w1, w2, w3 = len(x), w["conv1.weight"], w["conv2.weight"], w["dense.weight"]
    a = F.conv2d(x, w1, w["conv1.bias"]).relu_()
    b, winners = (by_pixel(y) for y in F.max_pool2d(F.conv2d(a, w2, w["conv2.bias"]), 2, return_indices=True))
    b.relu_()  # after the pool: max and ReLU change places freely, and a quarter of the numbers is left

    @torch.no_grad()
    def pullback(dz: Tensor) -> Tensor:
        db = (dz @ w3).reshape(b.shape).mul_(b > 0)
        dy = db.new_zeros(n, 24 * 24, 64).scatter_(1, winners, db)  # to the place of the winner
        da = F.conv_transpose2d(dy.reshape(n, 24, 24, 64).permute(0, 3, 1, 2), w2).mul_(a > 0)
        parts = w1.reshape(32, 9).T @ by_pixel(da).mT  # what each pixel sends to nine
        return F.fold(parts, (28, 28), 3)

    return F.linear(b.flatten(1), w3, w["dense.bias"]), pullback
