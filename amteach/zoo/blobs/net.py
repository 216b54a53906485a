"""The blob counter in NumPy: a picture (n, 1, 28, 28) in, one number (n, 1) out, how many blobs there are.

    x → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → dense → z

The layers are those of the MNIST CNN.  What it has learnt from is in data/blobs.py, and how in recipe.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from ...functions.function import Function
from ..batches import in_pieces
from ..mnist.net import channels_last, convolution, dense, flatten, max_pool, relu
from ..shapes import expect_images


def counter(weights: Mapping[str, np.ndarray]) -> Function:
    """z(x), in the dtype of x.

    weights : conv1 … conv4, each .weight (out, in, 3, 3) and .bias, and dense.weight (1, 16 · channels), .bias

    Errors: a picture of another shape or kind.
    """

    @cache
    def layers(dtype: np.dtype) -> Function:
        w = {name: values.astype(dtype) for name, values in weights.items()}
        conv1, conv2, conv3, conv4 = (convolution(w[f"conv{i}.weight"], w[f"conv{i}.bias"]) for i in (1, 2, 3, 4))
        by_pixel = w["dense.weight"].reshape(1, -1, 4, 4).transpose(0, 2, 3, 1).reshape(1, -1)
        lower = relu @ max_pool @ conv2 @ relu @ conv1 @ channels_last
        return dense(by_pixel, w["dense.bias"]) @ flatten @ relu @ max_pool @ conv4 @ relu @ conv3 @ lower

    def forward(x):
        expect_images(x, np.ndarray, "the blob counter", 'am.zoo.blob_counter(backend="torch")')
        return in_pieces(layers(x.dtype), x.copy(), few=4)

    return Function(forward, "count")
