"""The trained nets of the course, from the files that ship with the package."""

from __future__ import annotations

from typing import Any

from ..functions.function import Function
from ..store import cards
from .torch_modules import loaded, need_torch


def card(name: str) -> dict[str, Any]:
    """What is known of a net: data, recipe, seed, versions, accuracy, and the SHA-256 of its file.

    >>> card("mnist_cnn")["test_accuracy"] >= 0.984
    True
    """
    return cards.card(name)


def mnist_cnn(backend: str = "numpy", device: Any = None, layer: str | None = None) -> Function:
    """The ten logits of an image, by a CNN trained on MNIST: (batch, 1, 28, 28) in [0, 1] ↦ (batch, 10).

    backend : "numpy", with the backward pass written out, or "torch"; the same function from the same weights
    device  : for torch, such as "cuda"; the CPU if not given
    layer   : conv1, relu1, conv2, relu2 or pool: the activations there, (batch, channels, h, w), in the place of logits

    >>> import numpy as np
    >>> from amteach.data import mnist
    >>> mnist_cnn()(mnist.class_means()).argmax(axis=1)
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])

    Source: Valverde, "Introduction to Activation Maximization".
    """
    if backend == "numpy":
        if device is not None:
            raise ValueError(f'device={device!r} is for torch: write mnist_cnn(backend="torch", device={device!r})')
        if layer is not None:
            from .mnist.below import below

            return below(cards.load("mnist_cnn"), layer)
        from .mnist.net import cnn

        return cnn(cards.load("mnist_cnn"))
    if backend == "torch":
        need_torch('mnist_cnn(backend="torch")')
        if layer is not None:
            from ..bridge.from_torch import from_torch

            return from_torch(mnist_cnn_module().to(device or "cpu"), layer)
        from .mnist.cnn_torch import cnn

        return cnn(cards.load("mnist_cnn"), device or "cpu")
    raise ValueError(f'backend={backend!r} is neither "numpy" nor "torch"')


def mnist_cnn_module():
    """The same net as a `torch.nn.Sequential`, in eval mode, for `from_torch(module)` and for hooks of your own.

    Its layers are conv1, relu1, conv2, relu2, pool, flatten and dense.
    """
    need_torch("mnist_cnn_module()")
    from ..training.loop import mnist_cnn_module

    return loaded(mnist_cnn_module(), "mnist_cnn")


def blob_counter(backend: str = "numpy", device: Any = None) -> Function:
    """How many blobs are in a picture: (batch, 1, 28, 28) in [0, 1] ↦ (batch, 1).  The pictures are made by `blobs`.

    backend, device : as for the MNIST CNN

    >>> from amteach.data import blobs
    >>> blob_counter()(blobs.draw(1, seed=0, count=3).images).round()
    array([[3.]], dtype=float32)
    """
    if backend == "numpy":
        if device is not None:
            raise ValueError(f'device={device!r} is for torch: write blob_counter(backend="torch", device={device!r})')
        from .blobs.net import counter

        return counter(cards.load("blob_counter"))
    if backend == "torch":
        need_torch('blob_counter(backend="torch")')
        from ..bridge.from_torch import from_torch

        return from_torch(blob_counter_module().to(device or "cpu"))
    raise ValueError(f'backend={backend!r} is neither "numpy" nor "torch"')


def blob_counter_module():
    """The same net as a `torch.nn.Sequential`, in eval mode: conv1, relu1, conv2, relu2, pool1, …, flatten, dense."""
    need_torch("blob_counter_module()")
    from ..training.loop import blob_counter_module

    return loaded(blob_counter_module(), "blob_counter")


from .generators.net import mnist_decoder, mnist_denoiser, plane_codes, plane_decoder  # noqa: E402, F401
from .imagenet.nets import alexnet, alexnet_module, squeezenet, squeezenet_module  # noqa: E402, F401
from .mnist.head import mnist_head  # noqa: E402, F401
from .robust.net import robust_net, robust_net_module  # noqa: E402, F401
from .tagged import net as planted_tag  # noqa: E402, F401
