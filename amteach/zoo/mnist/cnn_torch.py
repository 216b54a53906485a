"""The MNIST CNN in torch, with its backward pass written by hand: faster than autograd, and the same numbers.

    x (n, 1, 28, 28) → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → flatten → dense → z (n, 10)

net.py has the same network layer by layer; here it is written in one piece, for speed, on a CPU or a GPU.  The
channels of a pixel lie together in memory, and nothing is computed that the gradient at the input does not need.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from ...bridge.crossing import crossing
from ...functions.arrays import Array
from ...functions.function import Function
from ..batches import in_pieces
from ..shapes import expect_images, expect_weights

# What torch itself calls; its functions of the same purpose are slower, or import 40 MB of symbolic algebra first.
relu_pullback = torch.ops.aten.threshold_backward  # (dy, y, 0): dy where y > 0, else 0
pool_pullback = torch.ops.aten.max_unpool2d  # (dy, winners, size): dy at the place of the winner, else 0


def cnn(weights: Mapping[str, np.ndarray], device: Any = None) -> Function:
    """z(x): images (n, 1, 28, 28) to the logits (n, 10) of the ten digits, in x's kind, dtype and place.

    weights : as for the CNN in NumPy, with torch's names and shapes
    device  : where to compute, such as "cuda"; where x is, if not given

    >>> from amteach.zoo.shapes import SHAPES
    >>> z = cnn({name: np.ones(shape) for name, shape in SHAPES.items()})
    >>> z(torch.zeros(2, 1, 28, 28)).shape
    torch.Size([2, 10])
    """
    weights = expect_weights(weights)

    @cache
    def tensors(device: torch.device, dtype: torch.dtype):
        w = {name: torch.from_numpy(values).to(device, dtype) for name, values in weights.items()}
        for name in ("conv1.weight", "conv2.weight"):
            w[name] = w[name].contiguous(memory_format=torch.channels_last)
        by_pixel = w["dense.weight"].reshape(10, 64, 12, 12).permute(0, 2, 3, 1).reshape(10, -1)
        return w["conv1.weight"], w["conv1.bias"], w["conv2.weight"], w["conv2.bias"], by_pixel, w["dense.bias"]

    def forward(x: Array):
        there, home = crossing(expect_images(x), device, None)
        w = tensors(there.device, there.dtype)
        few = 40 if there.device.type == "cpu" else len(there)
        z, pullback = in_pieces(Function(lambda part: _forward(part, *w)), there, few)
        return home(z), lambda dz: home(pullback(crossing(dz, z.device, z.dtype)[0]))

    return Function(forward, "cnn")


@torch.no_grad()
def _forward(x, w1, b1, w2, b2, w3, b3):
    n = len(x)
    a = F.conv2d(x, w1, b1).relu_()
    b, winners = F.max_pool2d(F.conv2d(a, w2, b2), 2, return_indices=True)
    b.relu_()  # after the pool: max and ReLU change places freely, and a quarter of the numbers is left
    z = F.linear(b.permute(0, 2, 3, 1).reshape(n, -1), w3, b3)

    @torch.no_grad()
    def pullback(dz):
        db = (dz @ w3).reshape(n, 12, 12, 64).permute(0, 3, 1, 2)
        dy = pool_pullback(relu_pullback(db, b, 0), winners, [24, 24])
        da = relu_pullback(F.conv_transpose2d(dy, w2), a, 0)
        parts = w1.reshape(32, 9).T @ da.permute(0, 2, 3, 1).reshape(n, 26 * 26, 32).mT  # what each pixel sends to nine
        return F.fold(parts, (28, 28), 3)

    return z, pullback
