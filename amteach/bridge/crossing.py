"""Arrays cross to torch and back: NumPy arrays in, NumPy arrays out; tensors in, tensors out, where x was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from ..functions.arrays import Array

Home = Callable[[torch.Tensor], Array]


def crossing(x: Array, device: Any = None, dtype: Any = None) -> tuple[torch.Tensor, Home]:
    """A copy of x as a tensor on this device and in this dtype (None: x's own), and the way home for its results.

    >>> there, home = crossing(np.zeros((2, 3)), dtype=torch.float32)
    >>> there.dtype, home(there).dtype
    (torch.float32, dtype('float64'))
    """
    if isinstance(x, np.ndarray):
        if x.dtype.kind != "f" or x.dtype.itemsize > 8:
            raise _no_fractions(x)
        there = torch.from_numpy(np.array(x, x.dtype.newbyteorder("="), order="C"))
        home = lambda tensor: tensor.to(there.device, there.dtype).numpy()
    elif isinstance(x, torch.Tensor):
        if not x.is_floating_point():
            raise _no_fractions(x)
        if x.layout is not torch.strided:
            raise TypeError(f"x is a tensor of layout {x.layout}: write x.to_dense()")
        there = x.detach().clone(memory_format=torch.contiguous_format)
        home = lambda tensor: tensor.to(there.device, there.dtype)
    else:
        raise TypeError(f"a network needs a NumPy array or a tensor, not a {type(x).__name__}: write np.asarray(x)")
    if device is None and dtype is None:
        return there, home
    return there.to(device or there.device, dtype or there.dtype), home


def _no_fractions(x: Array) -> Exception:
    return TypeError(
        f"a network needs floating-point numbers of at most 64 bits, but x holds {x.dtype}: write x / 255 for bytes, "
        "x.astype(float) for others"
    )
