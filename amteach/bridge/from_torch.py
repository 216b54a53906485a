"""A torch network as a Function whose pullback is autograd, with respect to the input only.

    y = net(x),   dx = (∂y/∂x)ᵀ dy

autograd is asked for this one gradient, and so computes none for the weights: nothing has to be frozen, and nothing
accumulates.  The network is left as it was found: weights, their `grad`, buffers, hooks, and the mode of each layer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import nn

from ..functions.arrays import Array
from ..functions.function import Function
from .network import function
from .outputs import Output


def from_torch(
    module: nn.Module,
    layer: str | None = None,
    device: Any = None,
    dtype: torch.dtype | None = None,
    *,
    above: str | None = None,
    output: Output = None,
    inputs: Array | Sequence[Any] | Mapping[str, Any] = (),
    random: bool = False,
) -> Function:
    """A torch network, or the part of it between two layers, as a Function of a batch, in eval mode.

    module : an `nn.Module` that takes a floating-point tensor x, whose axis 0 is the batch
    layer  : the name of a layer, such as "features.3": its output is the value, and the layers above it are not run;
             of a layer that runs several times, the first (or the second, where this is its second name)
    above  : the name of a layer whose output x takes the place of; `inputs` are then all the inputs of the network
    output : of several outputs, which: an index, a key, the name of an attribute, or a function of them all
    inputs : further inputs, which stay fixed: those behind x, or a dict by name, where x is the first not named;
             one row is repeated for each row of x
    device, dtype : where and in which numbers the network computes, if its weights do not say it
    random : whether it draws random numbers in eval mode; a walk then draws them, and its seed replays them

    NumPy arrays in, NumPy arrays out, in the dtype of x; tensors in, tensors out, on the device of x too.  Value and
    gradient are those of net(x) for an x that lies in memory row by row.  What cannot be a Function is refused.

    >>> import numpy as np
    >>> net = nn.Sequential(nn.Flatten(), nn.Linear(4, 3))
    >>> x = np.zeros((2, 1, 2, 2))
    >>> from_torch(net)(x).shape, from_torch(net, layer="0")(x).shape
    ((2, 3), (2, 4))
    >>> from_torch(net, above="0", inputs=x[:1])(np.zeros((5, 4))).shape        # x is what layer 0 gives
    (5, 3)
    """
    return function(module, layer, device, dtype, above=above, output=output, inputs=inputs, random=random)
