"""The blob counter in NumPy: a picture (n, 1, 28, 28) in, one number (n, 1) out, how many blobs there are.

    x → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → dense → z

The layers are those of layers.py.  Equal rows have equal values and gradients to the bit, whatever batch they are in.
What it has learnt from is in data/blobs.py, and how in recipe.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...functions.function import Function
from ...functions.sending import sent_as_call
from ...store import cards
from ...store.extras import need
from ..backends import in_backend, on_device, with_weights
from ..layers import channels_last, convolution, dense, flatten, max_pool, relu
from ..numpy_net import Weights, numpy_net
from ..shapes import numpy_images


@sent_as_call
def blob_counter(backend: str = "numpy", device: Any = None) -> Function:
    """How many blobs are in a picture: (batch, 1, 28, 28) in [0, 1] ↦ (batch, 1).  The pictures are made by `blobs`.

    backend, device : as for the MNIST CNN

    >>> from amteach.data import blobs
    >>> blob_counter()(blobs.draw(1, seed=0, count=3).images).round()
    array([[3.]], dtype=float32)
    """
    in_numpy = lambda: counter(cards.load("blob_counter"))
    return in_backend(backend, device, in_numpy, lambda where: on_device(blob_counter_module(), where))


def blob_counter_module() -> Any:
    """The same net as a `torch.nn.Sequential`, in eval mode: conv1, relu1, conv2, relu2, pool1, …, flatten, dense."""
    need("torch", "blob_counter_module()")
    from . import module

    return with_weights(module.blob_counter_module(), cards.load("blob_counter"))


def counter(weights: Mapping[str, np.ndarray]) -> Function:
    """z(x), in the dtype of x.

    weights : conv1 … conv4, each .weight (out, in, 3, 3) and .bias, and dense.weight (1, 16 · channels), .bias

    Errors: a picture of another shape or kind.
    """
    expect = numpy_images("the blob counter", 'am.zoo.blob_counter(backend="torch")')
    return numpy_net("count", layers, weights, expect, rows=8)


def layers(w: Weights) -> Function:
    """The net as its drawing, from below upwards."""
    conv1, conv2, conv3, conv4 = (
        convolution(w[f"conv{i}.weight"], w[f"conv{i}.bias"], per_image=True) for i in (1, 2, 3, 4)
    )
    lower = relu @ max_pool @ conv2 @ relu @ conv1 @ channels_last
    upper = relu @ max_pool @ conv4 @ relu @ conv3
    return dense(w["dense.weight"], w["dense.bias"], image=(32, 4, 4), per_image=True) @ flatten @ upper @ lower
