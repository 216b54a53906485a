"""The inputs of a network that stay fixed, and the place of x among them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import Parameter
from typing import Any

import numpy as np
import torch
from torch import nn

POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class Inputs:
    """Further inputs of a network, by position behind x and by name; x itself goes by position, or by the name `x`."""

    positional: tuple[Any, ...]
    named: dict[str, Any]
    x: str = ""

    def arguments(self, x: torch.Tensor | None, rows: int, device: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """What the network is called with: copies of the fixed inputs, those of one row repeated for each row of x."""
        positional = tuple(_ready(value, rows, device) for value in self.positional)
        named = {key: _ready(value, rows, device) for key, value in self.named.items()}
        if x is None:
            return positional, named
        return (positional, {self.x: x, **named}) if self.x else ((x, *positional), named)


def fixed(module: nn.Module, inputs: Any, with_x: bool, dtype: torch.dtype | None) -> Inputs:
    """The inputs as they were given, or an error that says which are missing and which are unknown.

    inputs : an array, several of them in a tuple or a list, or a mapping from the names of forward's parameters
    with_x : whether x is one more input, the first that is not named here
    dtype  : for NumPy's floating-point numbers; tensors keep theirs

    >>> from torch.nn import Bilinear
    >>> fixed(Bilinear(2, 3, 1), {"input1": np.zeros((1, 2))}, with_x=True, dtype=None).x
    'input2'
    """
    positional, named = (), {}
    if isinstance(inputs, Mapping):
        named = {str(key): _tensor(value, dtype) for key, value in inputs.items()}
    elif isinstance(inputs, tuple | list):
        positional = tuple(_tensor(value, dtype) for value in inputs)
    elif isinstance(inputs, np.ndarray | torch.Tensor):
        positional = (_tensor(inputs, dtype),)
    else:
        raise TypeError(f"inputs={inputs!r}: write an array, a tuple of arrays, or a dict from names to arrays")
    try:
        parameters = inspect.signature(module.forward).parameters.values()
    except (TypeError, ValueError):  # a traced network does not say
        return Inputs(positional, named)
    name = type(module).__name__
    if not any(p.kind is Parameter.VAR_KEYWORD for p in parameters):
        unknown = [key for key in named if key not in {p.name for p in parameters}]
        if unknown:
            names = ", ".join(p.name for p in parameters)
            raise ValueError(f"{name}.forward has no input {unknown[0]!r}; its inputs are {names}")
    free = [p for p in parameters if p.name not in named]
    x = _place_of_x(free, [p for p in parameters if p.kind in POSITIONAL]) if with_x else ""
    taken = len(positional) + (1 if with_x and not x else 0)
    left = [p for p in free if p.kind in POSITIONAL][taken:] + [p for p in free if p.kind is Parameter.KEYWORD_ONLY]
    missing = [p.name for p in left if p.default is Parameter.empty and p.name != x]
    if missing:
        raise ValueError(
            f"{name}.forward also needs {', '.join(missing)}: write inputs={{'{missing[0]}': ...}}; they stay fixed, "
            "and one row is repeated for each row of x"
        )
    return Inputs(positional, named, x)


def _place_of_x(free: list[Parameter], positional: list[Parameter]) -> str:
    """The name that x has to be passed by, or "" where it can go first."""
    first = next((p for p in free if p.kind in (*POSITIONAL, Parameter.VAR_POSITIONAL)), None)
    if first is not None:
        return "" if not positional or first is positional[0] else first.name
    return next((p.name for p in free if p.kind is Parameter.KEYWORD_ONLY), "")


def _tensor(value: Any, dtype: torch.dtype | None) -> Any:
    if isinstance(value, np.ndarray):
        value = torch.from_numpy(np.array(value))
        return value.to(dtype) if value.is_floating_point() else value
    return value.detach() if isinstance(value, torch.Tensor) else value


def _ready(value: Any, rows: int, device: Any) -> Any:
    if not isinstance(value, torch.Tensor):
        return value
    value = value.to(device)
    return value.repeat(rows, *[1] * (value.ndim - 1)) if value.ndim and len(value) == 1 else value.clone()
