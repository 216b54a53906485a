"""What is said at the border to torch when a network, a layer or an array cannot pass."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import torch
from torch import nn

from ..functions.arrays import Array


def expect_module(module: Any) -> None:
    """Nothing, if it is a module whose weights are finite."""
    if isinstance(module, type) and issubclass(module, nn.Module):
        raise TypeError(
            f"{module.__name__} is a class of networks, not a network: write from_torch({module.__name__}())"
        )
    if not isinstance(module, nn.Module):
        raise TypeError(f"from_torch needs a torch.nn.Module, but it was given a {type(module).__name__}")
    for name, weight in (*module.named_parameters(), *module.named_buffers()):
        if weight.is_floating_point() and not bool(torch.isfinite(weight).all()):
            raise ValueError(
                f"{name} of the network holds numbers that are not finite, and so will all its outputs: "
                "the training diverged, or the file is damaged"
            )


def find_layer(module: nn.Module, layer: str) -> tuple[nn.Module, int]:
    """The layer of this name, and how many other names it had before; or an error with the names there are."""
    layers = {name: part for name, part in module.named_modules(remove_duplicate=False) if name}
    if layer not in layers:
        close = get_close_matches(str(layer), layers, n=3)
        hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else "."
        raise ValueError(f"{type(module).__name__} has no layer {layer!r}{hint} Its layers are {', '.join(layers)}")
    return layers[layer], [name for name, part in layers.items() if part is layers[layer]].index(layer)


def refused(module: nn.Module, name: str, x: Array, error: Exception) -> Exception:
    """The network's own error, with the shape that came and the shape that its first weights ask for."""
    return ValueError(
        f"{name} refuses a batch of shape {tuple(x.shape)}. In its own words: {type(error).__name__}: {error}\n"
        f"Axis 0 is the batch: a single point x is passed as x[None]{_first_weights(module)}"
    )


def _first_weights(module: nn.Module) -> str:
    axes = {nn.Conv1d: ", length", nn.Conv2d: ", rows, columns", nn.Conv3d: ", depth, rows, columns"}
    for name, part in module.named_modules():
        if isinstance(part, nn.Linear):
            return f". Its first layer with weights, {name or 'itself'}, takes (batch, ..., {part.in_features})"
        if type(part) in axes:
            shape = f"(batch, {part.in_channels}{axes[type(part)]})"
            return f". Its first layer with weights, {name or 'itself'}, takes {shape}"
    return ""


def single_tensor(y: Any, name: str) -> torch.Tensor:
    """The one tensor of an output, also out of a tuple or a dictionary; or an error that says what there is."""
    if isinstance(y, torch.Tensor):
        return y
    if y is None:
        raise ValueError(f"{name} has no output: the network's forward does not run this layer, or returns nothing")
    named = dict(y) if isinstance(y, Mapping) else dict(enumerate(y)) if isinstance(y, tuple | list) else {}
    tensors = {key: part for key, part in named.items() if isinstance(part, torch.Tensor)}
    if len(tensors) == 1:
        return next(iter(tensors.values()))
    there = ", ".join(f"{key!r} of shape {tuple(part.shape)}" for key, part in tensors.items()) or "no tensor"
    raise TypeError(
        f"{name} returns a {type(y).__name__} that holds {there}, and a Function has one value: "
        "wrap the network in an nn.Module whose forward picks one of them"
    )


def expect_rows(y: torch.Tensor, x: Array, name: str) -> torch.Tensor:
    """y, if it has one row for each row of x."""
    if y.ndim == 0 or y.shape[0] != x.shape[0]:
        raise ValueError(
            f"{name} sends a batch of shape {tuple(x.shape)} to {tuple(y.shape)}, but axis 0 is the batch, and each of "
            "its rows needs an output of its own: a single point x is passed as x[None]"
        )
    return y


def no_gradient(name: str) -> Exception:
    """For an output that autograd cannot follow back to the input."""
    return ValueError(
        f"the output of {name} does not depend on its input in a way that can be differentiated: "
        "is there an argmax, a detach(), a no_grad() or a rounding on the way?"
    )
