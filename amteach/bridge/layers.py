"""A layer inside a network: found by its name, reached while the network runs, or begun at."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from difflib import get_close_matches
from itertools import count
from typing import Any, NamedTuple

import torch
from torch import nn

from .outputs import parts


class Layer(NamedTuple):
    """A layer by its name; the network may run one module several times, and this is its run number `run`."""

    name: str
    module: nn.Module
    run: int


def find(module: nn.Module, name: str) -> Layer:
    """The layer of this name, or an error with the names there are.

    A module that has several names runs several times: its second name is its second run.

    >>> find(nn.Sequential(nn.Flatten(), nn.Linear(4, 3)), "1").module
    Linear(in_features=4, out_features=3, bias=True)
    """
    named = {key: part for key, part in module.named_modules(remove_duplicate=False) if key}
    if name not in named:
        close = get_close_matches(str(name), named, n=3)
        hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else "."
        raise ValueError(f"{type(module).__name__} has no layer {name!r}{hint} Its layers are {', '.join(named)}")
    path = name.split(".")
    around = [module, *(named[".".join(path[:n])] for n in range(1, len(path)))]
    if any(isinstance(part, torch.jit.ScriptModule) for part in around):
        raise ValueError(
            f"{name!r} lies inside a scripted or traced network, which runs as one piece: name a layer of the "
            "network that it was made from"
        )
    aliases = [key for key, part in named.items() if part is named[name]]
    return Layer(name, named[name], aliases.index(name))


class _Reached(BaseException):
    """Not an error: the layer has its output, and what lies above it need not run."""


def run_between(call: Callable[[], Any], above: Layer | None, start: torch.Tensor, layer: Layer | None) -> Any:
    """call(), with `start` in the place of the output of `above`, up to the output of `layer` and no farther.

    Other threads may run the same module: their runs are not touched, for hooks look at who runs.
    """
    begun, reached, output = [], [], None

    def begin(output: Any) -> Any:
        begun.append(True)
        return _replaced(output, start, above.name if above else "")

    def stop(output: Any) -> Any:
        reached.append(output)
        raise _Reached

    with ExitStack() as hooks:
        if above:
            hooks.enter_context(_hooked(above, begin))
        if layer:
            hooks.enter_context(_hooked(layer, stop))
        try:
            output = call()
        except BaseException:  # a network may catch _Reached, and then stumble over something else
            if not reached:
                raise
    if above and not begun:
        raise NotRun(above.name)
    if layer and not reached:
        raise NotRun(layer.name)
    return reached[0] if layer else output


class NotRun(LookupError):
    """The network's forward does not run this layer."""


def _hooked(layer: Layer, act: Callable[[Any], Any]) -> Any:
    """A hook on the layer: act(output) at its run number `run` of this thread."""
    me, runs = threading.get_ident(), count()

    def hook(_module: nn.Module, _inputs: Any, output: Any) -> Any:
        if threading.get_ident() == me and next(runs) == layer.run:
            return act(output)
        return None

    return layer.module.register_forward_hook(hook)


def _replaced(output: Any, start: torch.Tensor, name: str) -> Any:
    """The output with `start` in the place of its tensor, or of the first of several."""
    if isinstance(output, torch.Tensor):
        if output.shape != start.shape:
            raise ValueError(f"the output of {name} has the shape {tuple(output.shape)}, not {tuple(start.shape)}")
        return start
    if isinstance(output, tuple) and output and isinstance(output[0], torch.Tensor):
        rest = output[1:]
        first = _replaced(output[0], start, name)
        return type(output)(first, *rest) if hasattr(output, "_fields") else (first, *rest)
    raise TypeError(f"{name} returns a {type(output).__name__} of {', '.join(map(str, parts(output)))}, not a tensor")


def first_with_weights(module: nn.Module) -> tuple[str, nn.Module] | None:
    """The first layer that says what the network takes: a dense, convolutional, recurrent or embedding layer."""
    kinds = (nn.Linear, nn.modules.conv._ConvNd, nn.RNNBase, nn.Embedding, nn.EmbeddingBag)
    named: Iterator[tuple[str, nn.Module]] = module.named_modules()
    return next(((name, part) for name, part in named if isinstance(part, kinds)), None)
