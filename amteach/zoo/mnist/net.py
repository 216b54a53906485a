"""The MNIST CNN in NumPy: the whole net, the part of it up to a layer, and its head.

    x (n, 1, 28, 28) → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → flatten → dense → z (n, 10)

The layers are those of layers.py.  Images are computed one at a time, so that equal rows have equal values and
gradients to the bit, whatever batch they are in.

The network is that of Valverde, "Introduction to Activation Maximization"; the weights have torch's names and shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np

from ...functions.checks import shown
from ...functions.function import Function
from ...functions.sending import sent_as_call
from ...store import cards
from ...store.extras import need
from ...store.names import did_you_mean
from ..backends import in_backend, on_device, with_weights
from ..layers import channels_first, channels_last, convolution, dense, flatten, max_pool, relu
from ..numpy_net import Weights, numpy_net
from .expect import expect_images, expect_pooled, expect_weights

LAYERS = ("conv1", "relu1", "conv2", "relu2", "pool")


@sent_as_call
def mnist_cnn(backend: str = "numpy", device: Any = None, layer: str | None = None) -> Function:
    """The ten logits of an image, by a CNN trained on MNIST: (batch, 1, 28, 28) in [0, 1] ↦ (batch, 10).

    backend : "numpy", with the backward pass written out, or "torch"; the same function from the same weights
    device  : for torch, such as "cuda"; the CPU if not given
    layer   : conv1, relu1, conv2, relu2 or pool: the activations there, (batch, channels, h, w), in the place of logits

    >>> from amteach.data import mnist
    >>> mnist_cnn()(mnist.class_means()).argmax(axis=1)
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])

    Source: Valverde, "Introduction to Activation Maximization".
    """

    def in_numpy() -> Function:
        weights = cards.load("mnist_cnn")
        return cnn(weights) if layer is None else up_to(weights, layer)

    def in_torch(where: Any) -> Function:
        from .module import cnn

        if layer is not None:
            return on_device(mnist_cnn_module(), where, layer)
        return cnn(cards.load("mnist_cnn"), where)

    return in_backend(backend, device, in_numpy, in_torch)


def mnist_cnn_module() -> Any:
    """The same net as a `torch.nn.Sequential`, in eval mode, for `from_torch(module)` and for hooks of your own.

    Its layers are conv1, relu1, conv2, relu2, pool, flatten and dense.
    """
    need("torch", "mnist_cnn_module()")
    from . import module

    return with_weights(module.mnist_cnn_module(), cards.load("mnist_cnn"))


@sent_as_call
def mnist_head() -> Function:
    """z = w a + b:   activations of the layer "pool", (n, 64, 12, 12), to the ten logits (n, 10).

    With mnist_cnn(layer="pool") beneath it is the whole network, and there is a place for something between the two.

    >>> x = np.ones((2, 1, 28, 28))
    >>> bool(np.allclose((mnist_head() @ mnist_cnn(layer="pool"))(x), mnist_cnn()(x)))
    True
    """
    top = lambda w: dense(w["dense.weight"], w["dense.bias"]) @ flatten
    return numpy_net("head", top, expect_weights(cards.load("mnist_cnn")), expect_pooled)


def cnn(weights: Mapping[str, np.ndarray]) -> Function:
    """z(x): images (n, 1, 28, 28) to the logits (n, 10) of the ten digits, in the dtype of x.

    weights : conv1.weight (32, 1, 3, 3), conv1.bias, conv2.weight (64, 32, 3, 3), conv2.bias, dense.weight (10, 9216)
              over (channel, row, column), dense.bias

    >>> from amteach.zoo.mnist.expect import SHAPES
    >>> rng = np.random.default_rng(0)
    >>> z = cnn({name: 0.1 * rng.standard_normal(shape) for name, shape in SHAPES.items()})
    >>> z(np.zeros((2, 1, 28, 28))).shape
    (2, 10)
    """
    return numpy_net("cnn", layers, expect_weights(weights), expect_images, rows=1)


def layers(w: Weights) -> Function:
    """The net as its drawing, from below upwards; for any number of channels."""
    return (
        dense(w["dense.weight"], w["dense.bias"], image=(len(w["conv2.bias"]), 12, 12))
        @ flatten
        @ relu  # after the pool: max and ReLU change places freely, and a quarter of the numbers is left
        @ max_pool
        @ convolution(w["conv2.weight"], w["conv2.bias"])
        @ relu
        @ convolution(w["conv1.weight"], w["conv1.bias"])
        @ channels_last
    )


def up_to(weights: Mapping[str, np.ndarray], layer: str) -> Function:
    """The net up to a layer: images (n, 1, 28, 28) to its activations (n, channels, height, width).

    conv1, relu1 : (n, 32, 26, 26);   conv2, relu2 : (n, 64, 24, 24);   pool : (n, 64, 12, 12)
    """
    if layer not in LAYERS:
        near = did_you_mean(layer, LAYERS).replace(" Did", "; did") or "."
        raise ValueError(f"the MNIST CNN has no layer {shown(layer)}{near} Its layers are {', '.join(LAYERS)}")

    def stack(w: Weights) -> Function:
        conv1 = convolution(w["conv1.weight"], w["conv1.bias"])
        conv2 = convolution(w["conv2.weight"], w["conv2.bias"])
        below = (conv1, relu, conv2, relu, max_pool)[: LAYERS.index(layer) + 1]
        return channels_first @ reduce(lambda inner, outer: outer @ inner, below, channels_last)

    return numpy_net(f"cnn.{layer}", stack, expect_weights(weights), expect_images, rows=1)
