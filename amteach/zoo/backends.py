"""One net in two backends, from the same file of weights: NumPy, with the backward pass written out, or torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..functions.function import Function
from ..store import cards
from ..store.extras import need
from ..store.names import did_you_mean


def in_backend(backend: str, device: Any, numpy: Callable[[], Function], torch: Callable[[Any], Function]) -> Function:
    """numpy() for the backend "numpy", torch(device) for "torch"; an error for others, and for a device without torch.

    device : for torch, such as "cuda"; the CPU if not given
    """
    if backend == "numpy":
        if device is not None:
            raise ValueError(f'device={device!r} is for torch: write backend="torch", device={device!r}')
        return numpy()
    if backend == "torch":
        need("torch", 'backend="torch"')
        return torch(device or "cpu")
    raise ValueError(f'backend={backend!r} is neither "numpy" nor "torch".{did_you_mean(backend, ("numpy", "torch"))}')


def on_device(module: Any, device: Any, layer: str | None = None) -> Function:
    """A torch module, or the part of it up to a layer, as a Function that computes on this device."""
    from ..bridge.from_torch import from_torch

    return from_torch(module.to(device), layer)


def with_weights(module: Any, weights: Mapping[str, np.ndarray]) -> Any:
    """The torch module itself, with a copy of these weights, in eval mode."""
    import torch

    module.load_state_dict({key: torch.from_numpy(w.copy()) for key, w in weights.items()})
    return module.eval()


def shipped(name: str, part: str = "") -> dict[str, np.ndarray]:
    """The arrays of a file that ships, by name; of a file with several nets, those of one part, without its name.

    >>> sorted(shipped("mnist_plane", "decoder"))[:2]
    ['dense1.bias', 'dense1.weight']
    """
    arrays = cards.load(name)
    if not part:
        return arrays
    return {key.removeprefix(f"{part}."): a for key, a in arrays.items() if key.startswith(f"{part}.")}
