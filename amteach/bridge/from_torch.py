"""The border to torch: a network as a Function whose pullback is autograd, with respect to the input only.

    y = net(x),   dx = (∂y/∂x)ᵀ dy

autograd is asked for this one gradient, and so computes none for the weights: nothing has to be frozen, and nothing
accumulates.  The network is left as it was found: weights, their `grad`, hooks, and the mode of each layer.
"""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import nn

from ..functions.arrays import Array
from ..functions.function import Function
from . import errors as say


def from_torch(module: nn.Module, layer: str | None = None, device: Any = None, dtype: Any = None) -> Function:
    """A torch network, or the part of it below one layer and with it, as a Function of a batch, in eval mode.

    module : an `nn.Module` that takes one floating-point tensor, whose axis 0 is the batch
    layer  : the name of a layer, such as "features.3": its output is the value, and the layers above it are not run;
             of a layer that runs several times, the first (or the second, where this is its second name)
    device, dtype : where and in which numbers the network computes, if its first weight does not say it

    NumPy arrays in, NumPy arrays out, in the dtype of x; tensors in, tensors out, on the device of x too.

    >>> net = nn.Sequential(nn.Flatten(), nn.Linear(4, 3))
    >>> x = np.zeros((2, 1, 2, 2))
    >>> from_torch(net)(x).shape, from_torch(net, layer="0")(x).shape
    ((2, 3), (2, 4))
    """
    say.expect_module(module)
    if layer is not None:
        module = getattr(module, "_orig_mod", module)  # the network that torch.compile was given: it still has layers
    target, rank = (None, 0) if layer is None else say.find_layer(module, layer)
    name = type(module).__name__ + (f".{layer}" if layer else "")

    def forward(x: Array):
        with _running(module):
            start, home = crossing(x, *_place(module, device, dtype))
            start.requires_grad_()
            try:
                y = module(_own(start)) if target is None else _up_to(target, rank, module, _own(start))
            except Exception as error:
                raise say.refused(module, name, x, error) from error
            y = say.expect_rows(say.single_tensor(y, name), x, name)

        def pullback(dy: Array):
            if not y.requires_grad:
                raise say.no_gradient(name)
            with _running(module):
                along = (y * crossing(dy, y.device, y.dtype)[0]).sum()  # ⟨y, dy⟩; grad(y, x, dy) first imports 40 MB
                (dx,) = torch.autograd.grad(along, start, retain_graph=True, allow_unused=True)
            if dx is None:
                raise say.no_gradient(name)
            return home(dx)

        return home(y.detach()), pullback

    return Function(forward, name)


def crossing(x: Array, device: Any, dtype: Any):
    """A copy of x as a tensor on this device and in this dtype (None: x's own), and the way home for its results."""
    if isinstance(x, np.ndarray):
        there = torch.from_numpy(np.array(x, x.dtype.newbyteorder("="), order="C"))
        home = lambda tensor: tensor.to(there.device, there.dtype).numpy()
    elif isinstance(x, torch.Tensor):
        there = x.detach().clone()
        home = lambda tensor: tensor.to(there.device, there.dtype)
    else:
        raise TypeError(f"a network needs a NumPy array or a tensor, not a {type(x).__name__}: write np.asarray(x)")
    if not there.is_floating_point():
        raise TypeError(f"a network needs floating-point numbers, but x holds {x.dtype}: write x / 255 for bytes")
    return there.to(device or there.device, dtype or there.dtype), home


def _place(module: nn.Module, device: Any, dtype: Any):
    """The device and the dtype of the first weight that is a floating-point number."""
    for weight in itertools.chain(module.parameters(), module.buffers()):
        if weight.is_floating_point():
            return device or weight.device, dtype or weight.dtype
    return device, dtype


def _own(x: torch.Tensor) -> torch.Tensor:
    """A copy that a network may change in place; on a CPU, channels last, which is faster there."""
    fast = torch.channels_last if x.ndim == 4 and x.device.type == "cpu" else torch.preserve_format
    return x.clone(memory_format=fast)


class _Reached(BaseException):
    """Not an error: the layer has its output, and what lies above it need not run."""


def _up_to(target: nn.Module, rank: int, module: nn.Module, x: torch.Tensor) -> Any:
    """The output of one layer when it has run `rank` times before; None if the network does not run it."""
    runs = itertools.count()

    def stop(_layer, _inputs, output):
        if next(runs) == rank:
            raise _Reached(output)

    handle = target.register_forward_hook(stop)
    try:
        module(x)
    except _Reached as reached:
        return reached.args[0]
    finally:
        handle.remove()


@contextmanager
def _running(module: nn.Module):
    """Eval mode and recorded gradients, whatever was on before; and afterwards, what was on before."""
    training = [part for part in module.modules() if part.training]
    try:
        for part in training:
            part.training = False
        with torch.inference_mode(False), torch.enable_grad():
            yield
    finally:
        for part in training:
            part.training = True
