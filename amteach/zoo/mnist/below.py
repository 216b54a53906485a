"""Inside the MNIST CNN: the layers by name, and the network up to one of them.

The layers are those of net.py, in the order in which the network is drawn; what lies above is not run.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, reduce

import numpy as np

from ...functions.function import Function
from ..batches import in_pieces
from ..shapes import expect_images, expect_weights
from .net import channels_last, convolution, max_pool, relu

LAYERS = ("conv1", "relu1", "conv2", "relu2", "pool")

channels_first = Function(lambda x: (x.transpose(0, 3, 1, 2), lambda dy: dy.transpose(0, 2, 3, 1)), "channels first")


def below(weights: Mapping[str, np.ndarray], layer: str) -> Function:
    """The MNIST CNN up to a layer: images (n, 1, 28, 28) to its activations (n, channels, height, width).

    conv1, relu1 : (n, 32, 26, 26);   conv2, relu2 : (n, 64, 24, 24);   pool : (n, 64, 12, 12)
    """
    if layer not in LAYERS:
        near = [f"; did you mean {name!r}?" for name in get_close_matches(layer, LAYERS, 1)]
        raise ValueError(f"the MNIST CNN has no layer {layer!r}{''.join(near)} Its layers are {', '.join(LAYERS)}")
    weights = expect_weights(weights)

    @cache
    def layers(dtype: np.dtype) -> Function:
        w = {name: values.astype(dtype) for name, values in weights.items()}
        conv1 = convolution(w["conv1.weight"], w["conv1.bias"])
        conv2 = convolution(w["conv2.weight"], w["conv2.bias"])
        stack = (conv1, relu, conv2, relu, max_pool)[: LAYERS.index(layer) + 1]
        return channels_first @ reduce(lambda inner, outer: outer @ inner, stack, channels_last)

    def forward(x):
        expect_images(x, np.ndarray)
        return in_pieces(layers(x.dtype), x.copy(), few=1)

    return Function(forward, f"cnn.{layer}")
