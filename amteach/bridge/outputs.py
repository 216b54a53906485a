"""One tensor out of what a network, or a layer of it, returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import torch

from ..functions.arrays import Array

Output = int | str | Callable[[Any], Any] | None


def one_tensor(y: Any, output: Output, name: str) -> torch.Tensor:
    """The tensor that is meant: y itself, y[output], y.output or output(y); or an error that names what there is.

    y      : a tensor, or a tuple, list, mapping, named tuple or dataclass that holds tensors
    output : an index, a key, the name of an attribute, or a function of y; None where y holds one tensor only

    >>> one_tensor({"logits": torch.zeros(2, 3), "loss": None}, None, "net").shape
    torch.Size([2, 3])
    """
    picked = _picked(y, output, name)
    if not isinstance(picked, torch.Tensor):
        raise TypeError(
            f"{name} returns {_kind(y)}, and output={output!r} of it is a {type(picked).__name__}, not a tensor: "
            f"{_listed(y)}"
        )
    if picked.is_complex():
        raise TypeError(f"{name} returns complex numbers: write output=lambda y: y.abs(), or its .real")
    return picked if picked.layout is torch.strided else picked.to_dense()


def _picked(y: Any, output: Output, name: str) -> Any:
    if callable(output):
        return output(y)
    if y is None:
        raise ValueError(f"{name} returns nothing, and a Function has one value")
    if isinstance(y, torch.Tensor):
        if output is not None:
            raise ValueError(f"{name} returns one tensor, of shape {tuple(y.shape)}: leave output={output!r} out")
        return y
    if output is not None:
        return _field(y, output, name)
    tensors = {key: part for key, part in parts(y).items() if isinstance(part, torch.Tensor)}
    if len(tensors) == 1:
        return next(iter(tensors.values()))
    line = f"write output={next(iter(tensors))!r}" if tensors else "write output=lambda y: ..., which returns one"
    raise TypeError(f"{name} returns {_kind(y)}, and a Function has one value: {_listed(y)}: {line}")


def _field(y: Any, output: int | str, name: str) -> Any:
    named = parts(y)
    if output in named:
        return named[output]
    try:
        return y[output] if isinstance(output, int) else getattr(y, output)
    except (LookupError, TypeError, AttributeError):
        raise ValueError(f"{name} returns {_kind(y)} without {output!r}: {_listed(y)}") from None


def parts(y: Any) -> dict[Any, Any]:
    """The parts of an output by key, field name or index; empty where it has none.

    >>> parts((1, 2)), parts({"a": 1})
    ({0: 1, 1: 2}, {'a': 1})
    """
    if isinstance(y, Mapping):
        return dict(y)
    if is_dataclass(y):
        return {field.name: getattr(y, field.name) for field in fields(y)}
    if isinstance(y, tuple | list):
        return dict(zip(getattr(y, "_fields", range(len(y))), y, strict=True))
    return {}


def _kind(y: Any) -> str:
    return f"a {type(y).__name__}"


def _listed(y: Any) -> str:
    shape = lambda part: f" of shape {tuple(part.shape)}" if isinstance(part, torch.Tensor) else f" ({_kind(part)})"
    return "it holds " + (", ".join(f"{key!r}{shape(part)}" for key, part in parts(y).items()) or "no tensor")


def expect_rows(y: torch.Tensor, x: Array, name: str) -> torch.Tensor:
    """y, if it has one row for each row of x."""
    if y.ndim and y.shape[0] == x.shape[0]:
        return y
    second = y.ndim > 1 and y.shape[1] == x.shape[0]
    line = (
        "its axis 1 is: write output=lambda y: y.transpose(0, 1)" if second else "a single point x is passed as x[None]"
    )
    raise ValueError(
        f"{name} sends a batch of shape {tuple(x.shape)} to {tuple(y.shape)}, but axis 0 is the batch, and each of its "
        f"rows needs an output of its own: {line}"
    )
