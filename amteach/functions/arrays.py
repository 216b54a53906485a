"""Arrays in kind: the few words that NumPy arrays and torch tensors share.

Arithmetic in this package is written once, on the array-API standard.  A NumPy
array is served by NumPy itself, a tensor by `array-api-compat`, and nothing
below knows which of the two it holds.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Array = Any  # a NumPy array or a torch tensor; axis 0 is the batch


def namespace(x: Array):
    """The module of array functions that fits x: `numpy`, or torch in the standard's clothes."""
    if isinstance(x, np.ndarray):
        return np
    from array_api_compat import array_namespace

    return array_namespace(x)


def as_batch(x) -> Array:
    """x as a floating-point array with a batch axis and at least one row, or an error that says what to write.

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
    """⟨aᵢ, bᵢ⟩: the inner product of each row of a with the same row of b, one number per row.

    >>> dot(np.array([[3.0, 4.0]]), np.array([[3.0, 4.0]]))
    array([25.])
    """
    xp = namespace(a)
    n = a.shape[0]
    return xp.sum(xp.reshape(a * b, (n, math.prod(a.shape[1:]))), axis=1)


def norm(x: Array) -> Array:
    """‖xᵢ‖, one number per row; rows are scaled to largest |coordinate| 1 first, so that no square under- or overflows.

    >>> norm(np.array([[3e-30, 4e-30]], dtype=np.float32))
    array([5.e-30], dtype=float32)
    """
    xp = namespace(x)
    largest = xp.max(xp.reshape(xp.abs(x), (x.shape[0], -1)), axis=1)
    scaled = x / rows(largest + (largest == 0), x)
    return largest * xp.sqrt(dot(scaled, scaled))


def rows(c: Array, x: Array) -> Array:
    """One number per row, reshaped so that it multiplies the rows of x."""
    return namespace(x).reshape(c, (c.shape[0],) + (1,) * (x.ndim - 1))


def like(values, x: Array) -> Array:
    """Some numbers as an array of x's kind, in x's dtype and on x's device; whole numbers would cut them off."""
    if "float" not in str(x.dtype):
        raise TypeError(f"x holds {x.dtype}, and a gradient needs fractions: write x.astype(float), or [[3.0, -2.0]]")
    return namespace(x).asarray(values, dtype=x.dtype, device=x.device)


def expect_images(x: Array, who: str) -> None:
    """An error if x has no axes (batch, …, h, w): a picture without its batch would be mixed with its neighbours."""
    if x.ndim < 3:
        raise ValueError(
            f"{who} needs images of shape (batch, …, h, w), but x has the shape {tuple(x.shape)}: for one image write "
            "x[None]"
        )


def to_numpy(x: Array) -> np.ndarray:
    """x as a NumPy array, wherever it lived."""
    return x if isinstance(x, np.ndarray) else x.detach().cpu().numpy()
