"""Arrays in kind: the few words that NumPy arrays and torch tensors share.

Arithmetic in this package is written once, on the array-API standard.  A NumPy
array is served by NumPy itself, a tensor by `array-api-compat`, and nothing
below knows which of the two it holds.

In a signature `Array` is a NumPy array or a torch tensor, the same of the two in
every place: `def dot(a: Array, b: Array) -> Array` takes two tensors to a tensor.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    import torch

    Array = TypeVar("Array", np.ndarray, torch.Tensor)
else:
    Array = TypeVar("Array")  # when the program runs, torch is not imported for this


def namespace(x: Array) -> Any:
    """The module of array functions that fits x: `numpy`, or torch in the standard's clothes."""
    if isinstance(x, np.ndarray):
        return np
    from array_api_compat import array_namespace

    return array_namespace(x)


def as_array(x: Array | list) -> Array:
    """Lists of numbers as a NumPy array; an array as it is."""
    return np.asarray(x) if isinstance(x, list) else x  # type: ignore[return-value]


def as_batch(x: Any) -> Any:
    """x as a floating-point array with a batch axis and at least one row, or an error that says what to write.

    x : an array, or lists of numbers.  A tensor stays a tensor, detached from its graph.

    >>> as_batch([[3.0, -2.0]])
    array([[ 3., -2.]])
    >>> as_batch([[3, -2]])
    Traceback (most recent call last):
    ...
    TypeError: the start holds int64; a walk moves by fractions: write x.astype(float), or [[3.0, -2.0]]
    """
    kind = type(x).__module__.partition(".")[0]
    x = x.detach() if kind == "torch" else x if hasattr(x, "__array_namespace__") else np.asarray(x)
    if "float" not in str(x.dtype):
        raise TypeError(
            f"the start holds {x.dtype}; a walk moves by fractions: write x.astype(float), or [[3.0, -2.0]]"
        )
    if x.ndim < 2:
        raise ValueError(
            f"the start has shape {tuple(x.shape)}, but axis 0 is the batch and the point lies in the axes behind it: "
            "for a single point write x[None], or [[3.0, -2.0]] for [3.0, -2.0]"
        )
    if 0 in x.shape:
        raise ValueError(f"the start has shape {tuple(x.shape)}: it is empty, and a walk needs at least one row")
    bad = ~namespace(x).isfinite(x)
    if bool(bad.any()):
        where = tuple(int(i) for i in np.argwhere(to_numpy(bad))[0])
        raise ValueError(f"the start holds {float(x[where])} at index {where}: every coordinate must be finite")
    return x


def dot(a: Array, b: Array) -> Array:
    """⟨aᵢ, bᵢ⟩: the inner product of each row of a with the same row of b.

    a, b have the same shape, (batch, …); one number per row, (batch,).

    >>> dot(np.array([[3.0, 4.0]]), np.array([[3.0, 4.0]]))
    array([25.])
    """
    xp = namespace(a)
    n = a.shape[0]
    return xp.sum(xp.reshape(a * b, (n, math.prod(a.shape[1:]))), axis=1)


def norm(x: Array) -> Array:
    """‖xᵢ‖, one number per row: (batch, …) → (batch,).

    Each row is first divided by its largest |coordinate|, so that no square under- or overflows.

    >>> norm(np.array([[3e-30, 4e-30]], dtype=np.float32))
    array([5.e-30], dtype=float32)
    """
    xp = namespace(x)
    largest = xp.max(xp.reshape(xp.abs(x), (x.shape[0], -1)), axis=1)
    scaled = x / rows(largest + (largest == 0), x)
    return largest * xp.sqrt(dot(scaled, scaled))


def rows(c: Array, x: Array) -> Array:
    """One number per row, (batch,), in the shape (batch, 1, …, 1) that multiplies the rows of x."""
    return namespace(x).reshape(c, (c.shape[0],) + (1,) * (x.ndim - 1))


def like(values: Any, x: Array) -> Array:
    """Some numbers as an array of x's kind, in x's dtype and on x's device.  An x of whole numbers is refused."""
    if "float" not in str(x.dtype):
        raise TypeError(f"x holds {x.dtype}, and a gradient needs fractions: write x.astype(float), or [[3.0, -2.0]]")
    return namespace(x).asarray(values, dtype=x.dtype, device=x.device)


def check_images(x: Array, who: str) -> None:
    """An error if x is not of shape (batch, …, h, w): without a batch axis, the rows of a picture would be points."""
    if x.ndim < 3:
        raise ValueError(
            f"{who} needs images of shape (batch, …, h, w), but x has the shape {tuple(x.shape)}: for one image write "
            "x[None]"
        )


def to_numpy(x: Any) -> np.ndarray:
    """An array or a tensor as a NumPy array in the memory of the host."""
    return x if isinstance(x, np.ndarray) else x.detach().cpu().numpy()
