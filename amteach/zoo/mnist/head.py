"""The MNIST CNN above its last hidden layer: what is done with the 64 channels once they are pooled."""

from __future__ import annotations

from functools import cache

import numpy as np

from ...functions.function import Function
from ...store import cards
from ..shapes import expect_weights
from .net import dense, flatten


def mnist_head() -> Function:
    """z = w a + b:   activations of the layer "pool", (n, 64, 12, 12), to the ten logits (n, 10).

    With mnist_cnn(layer="pool") beneath it is the whole network, and there is a place for something between the two.

    >>> from amteach import zoo
    >>> x = np.ones((2, 1, 28, 28))
    >>> bool(np.allclose((mnist_head() @ zoo.mnist_cnn(layer="pool"))(x), zoo.mnist_cnn()(x)))
    True
    """
    weights = expect_weights(cards.load("mnist_cnn"))

    @cache
    def layers(dtype: np.dtype) -> Function:
        return dense(weights["dense.weight"].astype(dtype), weights["dense.bias"].astype(dtype)) @ flatten

    def forward(a):
        if not isinstance(a, np.ndarray) or "float" not in str(a.dtype) or a.shape[1:] != (64, 12, 12):
            raise ValueError(
                "the head of the MNIST CNN needs a NumPy array of activations of its layer pool, (n, 64, 12, 12) "
                f"in floating point, but they are {type(a).__name__} of shape {tuple(np.shape(a))}, "
                f"{getattr(a, 'dtype', '')}: write "
                'am.zoo.mnist_head() @ am.zoo.mnist_cnn(layer="pool")'
            )
        return layers(a.dtype).forward(a)

    return Function(forward, "head")
