"""What a torch network takes: the shape of one input, read off its first weights and tried out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

Shape = tuple[int, ...]

LENGTH = 32  # of a sequence, where the network takes any
SIDES = {1: (28, 32, 64, 224), 3: (224, 32, 64, 96, 128, 227, 299)}  # usual sizes, by channels: grey, colour
DEPTHS = (16, 32, 64, 8)
LENGTHS = (128, 64, 256, 512, 1000, 1024, 2048, 4096)


def input_shape(module: Any) -> Shape:
    """The first of the usual shapes that the network takes; ValueError if it takes none of them.

    >>> from torch import nn
    >>> input_shape(nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(2 * 30 * 30, 10)))
    (1, 32, 32)
    """
    from .from_torch import from_torch

    f = from_torch(module)
    tried = list(_usual(module))
    for shape in tried:
        try:
            f(np.zeros((1, *shape), dtype=np.float32))
        except TypeError:  # its output is no tensor, which is another matter
            return shape
        except ValueError:
            continue
        return shape
    name, usual = type(module).__name__, f", and takes none of {', '.join(map(str, tried))}" if tried else ""
    raise ValueError(
        f"{name} does not say how large its inputs are{usual}: write the shape of one input, such as shape=(3, 64, 64)"
    )


def _usual(module: Any) -> Iterator[Shape]:
    """The shapes that fit the first layer with weights."""
    from torch import nn

    kinds = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.RNNBase)
    first = next((part for part in module.modules() if isinstance(part, kinds)), None)
    if isinstance(first, nn.RNNBase):
        yield (LENGTH, first.input_size)
    elif isinstance(first, nn.Conv3d):
        yield from ((first.in_channels, side, side, side) for side in DEPTHS)
    elif isinstance(first, nn.Conv2d):
        yield from ((first.in_channels, side, side) for side in SIDES.get(first.in_channels, SIDES[1]))
    elif isinstance(first, nn.Conv1d):
        yield from ((first.in_channels, length) for length in LENGTHS)
    elif isinstance(first, nn.Linear):
        for channels in (1, 3):  # a network that begins by flattening pictures
            side = math.isqrt(first.in_features // channels)
            if side >= 4 and channels * side**2 == first.in_features:
                yield (channels, side, side)
        yield (first.in_features,)
