"""What nets of 28×28 images take, and the line to write where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from ..functions.arrays import Array


def numpy_images(who: str, tensors: str = "") -> Callable[[Array], None]:
    """What a net in NumPy refuses: x ↦ an error if x is no NumPy array of images.

    who, tensors : the net, and the line for tensors, where there is one
    """
    return partial(expect_images, kind=np.ndarray, who=who, tensors=tensors)


def expect_images(x: Array, kind: type | None = None, who: str = "the MNIST CNN", tensors: str = "") -> None:
    """An error with the line to write if x is no batch of images (n, 1, 28, 28) in floating point.

    kind : of arrays, np.ndarray where nothing else will do

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
