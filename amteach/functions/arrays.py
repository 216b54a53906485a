"""Arrays in kind: the few words that NumPy arrays and torch tensors share.

Arithmetic in this package is written once, on the array-API standard.  A NumPy
array is served by NumPy itself, a tensor by `array-api-compat`, and nothing
below knows which of the two it holds.

In a signature `Array` is a NumPy array or a torch tensor, the same of the two in
every place: `def dot(a: Array, b: Array) -> Array` takes two tensors to a tensor.
"""

from __future__ import annotations

import math
import re
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from .checks import shown

if TYPE_CHECKING:
    import torch

    Array = TypeVar("Array", np.ndarray, torch.Tensor)
else:
    Array = TypeVar("Array")  # when the program runs, torch is not imported for this


_NAMESPACES: dict[type, Any] = {np.ndarray: np}  # by the type of the array: looking it up anew takes microseconds


def namespace(x: Array) -> Any:
    """The module of array functions that fits x: `numpy`, or torch in the standard's clothes."""
    found = _NAMESPACES.get(type(x))
    if found is None:
        from array_api_compat import array_namespace

        found = np if isinstance(x, np.ndarray) else array_namespace(x)
        _NAMESPACES[type(x)] = found
    return found


def plain(x: Any, what: str = "x") -> Any:
    """x as a NumPy array or a tensor and nothing else, unmasked and dense; lists and tables of numbers are read.

    An array of another library stays as it is, and so does its dtype.

    >>> plain(((3.0, -2.0),))
    array([[ 3., -2.]])
    """
    if type(x) is np.ndarray:
        return x
    torch = sys.modules.get("torch")  # whoever has a tensor has imported it
    if torch is not None and isinstance(x, torch.Tensor):
        plainly = type(x) is torch.Tensor and x.layout is torch.strided and not x.is_nested
        return x if plainly else _plain_tensor(x, what, torch)
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{what} is a masked array, and what is masked has no value: write x.filled(0.0)")
    if hasattr(x, "toarray"):
        raise TypeError(f"{what} is a sparse {type(x).__name__}: write x.toarray()")
    if hasattr(x, "__array_namespace__") and not isinstance(x, np.ndarray):
        return x
    try:
        return np.asarray(x)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{what} is no array, for its rows differ in length or hold no numbers: {shown(x)}") from None


def _plain_tensor(x: Any, what: str, torch: Any) -> Any:
    if x.is_nested or hasattr(x, "get_mask"):
        raise TypeError(f"{what} is a {type(x).__name__} with gaps: write x.to_padded_tensor(0.0), or x.to_tensor(0.0)")
    if x.layout is not torch.strided:
        raise TypeError(f"{what} is a sparse tensor: write x.to_dense()")
    return x if type(x) in (torch.Tensor, torch.nn.Parameter) else x.as_subclass(torch.Tensor)


def as_array(x: Any, f: Any) -> Any:
    """The x of f(x): floating-point numbers with a batch axis, or an error that says what to write.

    Lists of whole numbers are read as fractions; an array has to hold fractions.  Where f refuses whole numbers in
    words of its own, as a network does, these come first.

    >>> import amteach as am
    >>> as_array([[3, -2]], am.l2)
    array([[ 3., -2.]])
    """
    if type(x) is np.ndarray and x.dtype.kind == "f" and x.ndim:
        return x
    if hasattr(x, "forward"):
        inner = x if hasattr(x, "value_and_grad") else "am.from_torch(net)"
        raise TypeError(f"{f} is evaluated at arrays, not at Functions or networks: for f∘g write f @ g, ... @ {inner}")
    a = plain(x)
    if not a.ndim:
        raise TypeError(
            f"{f} takes a batch of points, (batch, …), and {shown(x)} is none: for one point write [[3.0, -2.0]], for "
            "a multiple of f 0.5 * f"
        )
    if isinstance(x, list | tuple) and a.dtype.kind in "iu":
        return a.astype(float)
    if not _is_float(a):
        _own_words(f, a)
        raise _whole_numbers(a)
    return a


def _own_words(f: Any, x: Any) -> None:
    """The error of f itself at this x, if it is one that says what to write."""
    try:
        with np.errstate(all="ignore"):
            f.forward(x)
    except (TypeError, ValueError) as error:
        if "write" in str(error):
            raise


def _is_float(x: Any) -> bool:
    if type(x) is np.ndarray:
        return x.dtype.kind == "f"
    known = getattr(x.dtype, "is_floating_point", None)  # by torch, without a word to be made
    return "float" in str(x.dtype) if known is None else known


def _whole_numbers(x: Any) -> TypeError:
    words = {"complex": "x.real", "uint8": "x / 255, or x.astype(float)", "": "x.astype(float), or [[3.0, -2.0]]"}
    advice = next(advice for kind, advice in words.items() if kind in str(x.dtype))
    return TypeError(f"x holds {x.dtype}, and a gradient needs fractions: write {advice}")


def real(x: Any) -> Any:
    """x as floating-point numbers: whole ones become float64, so that none wraps round; complex ones are refused.

    >>> real(np.array([200], dtype=np.uint8)) * 2
    array([400.])
    """
    if type(x) is np.ndarray and x.dtype.kind == "f":
        return x
    x = plain(x)
    if _is_float(x):
        return x
    if not re.search("int|bool", str(x.dtype)):
        raise _whole_numbers(x)
    return namespace(x).astype(x, namespace(x).float64)


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
    x = plain(x, "the start")
    x = x.detach() if hasattr(x, "detach") else x
    if getattr(x, "is_meta", False):
        raise TypeError("the start is on the device meta, where a tensor has no numbers: make it on device='cpu'")
    if not _is_float(x):
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
    c = real(a)
    c = c * (c if b is a else real(b))
    shape = c.shape
    if not shape:
        raise ValueError("dot(a, b) gives one number for each row, and a number has no rows: write a[None]")
    xp = namespace(c)
    return xp.sum(c if len(shape) == 2 else xp.reshape(c, (shape[0], math.prod(shape[1:]))), axis=1)


def norm(x: Array) -> Array:
    """‖xᵢ‖, one number per row: (batch, …) → (batch,).

    Each row is first divided by its largest |coordinate|, so that no square under- or overflows.

    >>> norm(np.array([[3e-30, 4e-30]], dtype=np.float32))
    array([5.e-30], dtype=float32)
    """
    x = real(x)
    xp = namespace(x)
    largest = xp.max(xp.reshape(xp.abs(x), (x.shape[0], -1)), axis=1)
    scaled = x / rows(largest + (largest == 0), x)
    return largest * xp.sqrt(dot(scaled, scaled))


def rows(c: Array, x: Array) -> Array:
    """One number per row, (batch,), in the shape (batch, 1, …, 1) that multiplies the rows of x."""
    return namespace(x).reshape(c, (c.shape[0],) + (1,) * (x.ndim - 1))


def like(values: Any, x: Array) -> Array:
    """Some numbers as an array of x's kind, in x's dtype and on x's device.  An x of whole numbers is refused."""
    if not _is_float(x):
        raise _whole_numbers(x)
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
