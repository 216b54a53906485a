"""What nets of 28×28 images take, said where it is refused: the shapes of images, and of the MNIST CNN's weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..functions.arrays import Array

SHAPES = {
    "conv1.weight": (32, 1, 3, 3),
    "conv1.bias": (32,),
    "conv2.weight": (64, 32, 3, 3),
    "conv2.bias": (64,),
    "dense.weight": (10, 9216),
    "dense.bias": (10,),
}


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


def expect_images(
    x: Array, kind: type | None = None, who: str = "the MNIST CNN", tensors: str = 'am.zoo.mnist_cnn(backend="torch")'
) -> Array:
    """x, if it is a batch of images (n, 1, 28, 28) in floating point; otherwise an error with the line to write.

    who, tensors : the net that refuses it, and the line for tensors, where there is one

    >>> expect_images(np.zeros((3, 28, 28)))
    Traceback (most recent call last):
    ...
    ValueError: the MNIST CNN needs images of shape (n, 1, 28, 28), but x has the shape (3, 28, 28): write x[:, None]
    """
    if kind is not None and not isinstance(x, kind):
        other = f": for tensors there is {tensors}" if tensors and hasattr(x, "detach") else _AS_ARRAY
        raise TypeError(f"{who} needs a NumPy array of images, but x is a {type(x).__name__}{other}")
    if "float" not in str(x.dtype):
        raise TypeError(
            f"{who} needs floating-point images, 0 for black and 1 for white, but x holds {x.dtype}: "
            "write (x / 255).astype(np.float32) for bytes"
        )
    shape = tuple(x.shape)
    if shape[1:] != (1, 28, 28) or shape[0] == 0:
        line = _line(shape)
        raise ValueError(
            f"{who} needs images of shape (n, 1, 28, 28), but x has the shape {shape}"
            + (f": write {line}" if line else "")
        )
    return x


_AS_ARRAY = ": write np.asarray(x, dtype=np.float32)"


def _line(shape: tuple[int, ...]) -> str:
    match shape:
        case (28, 28):
            return "x[None, None]"
        case (1, 28, 28):
            return "x[None]"
        case (_, 28, 28):
            return "x[:, None]"
        case (_, 28, 28, 1) | (_, 784) | (784,):
            return "x.reshape(-1, 1, 28, 28)"
    return ""
