"""What the MNIST CNN takes, and the line to write where it is refused: weights, images, activations."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...functions.arrays import Array
from ..shapes import numpy_images

SHAPES = {
    "conv1.weight": (32, 1, 3, 3),
    "conv1.bias": (32,),
    "conv2.weight": (64, 32, 3, 3),
    "conv2.bias": (64,),
    "dense.weight": (10, 9216),
    "dense.bias": (10,),
}

expect_images = numpy_images("the MNIST CNN", 'am.zoo.mnist_cnn(backend="torch")')


def expect_pooled(a: Array) -> None:
    """An error with the line to write if these are no activations of the layer "pool"."""
    if not isinstance(a, np.ndarray) or "float" not in str(a.dtype) or a.shape[1:] != (64, 12, 12):
        raise ValueError(
            "the head of the MNIST CNN needs a NumPy array of activations of its layer pool, (n, 64, 12, 12) "
            f"in floating point, but they are {type(a).__name__} of shape {tuple(np.shape(a))}, "
            f"{getattr(a, 'dtype', '')}: write "
            'am.zoo.mnist_head() @ am.zoo.mnist_cnn(layer="pool")'
        )


def expect_weights(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """A copy of the weights by name, or an error that says which one is missing, misshapen or not finite.

    >>> expect_weights({})
    Traceback (most recent call last):
    ...
    ValueError: the MNIST CNN needs the weights conv1.weight, conv1.bias, ... and conv1.weight (32, 1, 3, 3) is missing
    """
    own = {}
    for name, shape in SHAPES.items():
        if name not in weights:
            raise ValueError(f"the MNIST CNN needs the weights {', '.join(SHAPES)}, and {name} {shape} is missing")
        own[name] = np.array(weights[name])
        if own[name].shape != shape:
            raise ValueError(f"the MNIST CNN needs {name} of shape {shape}, but it has the shape {own[name].shape}")
        if not np.isfinite(own[name]).all():
            raise ValueError(f"{name} holds numbers that are not finite: the file is damaged, or the training diverged")
    return own
