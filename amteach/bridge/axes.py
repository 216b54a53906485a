"""What the axes of an input mean, and of a layer's output: read off the layers, or asked for, but not guessed.

An input is described by one letter for each of its axes:

    c  channels, or features      h, w  rows and columns      t  length, or time      d  depth
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from torch import nn

from .layers import first_with_weights

Shape = tuple[int, ...]

CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
FEATURES_LAST = (nn.Linear, nn.LayerNorm, nn.RNNBase, nn.MultiheadAttention, nn.Embedding)


def input_axes(module: nn.Module, shape: Shape) -> str | None:
    """The axes of one input of this shape, by the first layer with weights; None where it does not tell.

    >>> input_axes(nn.Conv1d(3, 4, 5), (3, 50)), input_axes(nn.GRU(3, 4, batch_first=True), (50, 3))
    ('ct', 'tc')
    """
    found = first_with_weights(module)
    if found is None:
        return None
    first = found[1]
    if isinstance(first, CONVOLUTIONS):
        return _of_convolution(first.in_channels, "t" if isinstance(first, nn.Conv1d) else "hw", shape, first)
    if isinstance(first, nn.RNNBase) and len(shape) == 2:
        return "tc" if shape[1] == first.input_size else "ct" if shape[0] == first.input_size else None
    if isinstance(first, nn.Linear) and len(shape) == 2:
        return "tc" if shape[1] == first.in_features else "hw" if math.prod(shape) == first.in_features else None
    return None


def _of_convolution(channels: int, places: str, shape: Shape, layer: nn.Module) -> str | None:
    """Channels in front, or behind, or, where there is one, left out."""
    places = "dhw" if isinstance(layer, nn.Conv3d) else places
    if len(shape) == len(places) + 1:
        first, last = shape[0] == channels, shape[-1] == channels
        return "c" + places if first or not last else places + "c"
    return places if len(shape) == len(places) and channels == 1 else None


def unit_axis(module: nn.Module, layer: str | None, shape: Shape) -> int | None:
    """The axis of an output of this shape, batch and all, along which its units are counted: 1, or the last.

    The layer that made it says how many units there are; None where neither axis has so many.

    >>> unit_axis(nn.Sequential(nn.Linear(6, 8), nn.ReLU()), "1", (2, 5, 8))
    2
    """
    last = len(shape) - 1
    if last < 2:
        return last
    for part in _before(module, layer):
        n = _units(part)
        if n:
            fits = {axis for axis in (1, last) if shape[axis] == n}
            if len(fits) == 2:
                return last if isinstance(part, FEATURES_LAST) else 1
            if fits:
                return fits.pop()
            break
    return 1 if last >= 3 else None


def _before(module: nn.Module, layer: str | None) -> Iterator[nn.Module]:
    """The layers up to this one, itself and the last first, in the order in which they were given to the network."""
    parts = list(module.named_modules())
    if layer is not None:
        inside = [i for i, (name, _) in enumerate(parts) if name == layer or name.startswith(f"{layer}.")]
        parts = parts[: inside[-1] + 1] if inside else parts
    return (part for _, part in reversed(parts))


def _units(part: nn.Module) -> int:
    """How many units a layer gives; 0 where it does not say."""
    for name in ("out_features", "out_channels", "num_features", "num_channels", "embed_dim", "embedding_dim"):
        n = getattr(part, name, None)
        if isinstance(n, int):
            return n
    if isinstance(part, nn.LayerNorm):
        return part.normalized_shape[-1]
    if isinstance(part, nn.RNNBase):
        return (part.proj_size or part.hidden_size) * (2 if part.bidirectional else 1)
    return 0
