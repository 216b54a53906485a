"""What is refused at the border to torch, and what is said then."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import torch
from torch import nn

from ..functions.arrays import Array
from .layers import first_with_weights


def expect_network(module: Any) -> None:
    """Nothing, if it is a network whose weights are there, finite, and such that autograd can follow them."""
    if isinstance(module, type) and issubclass(module, nn.Module):
        raise TypeError(
            f"{module.__name__} is a class of networks, not a network: write from_torch({module.__name__}())"
        )
    if not isinstance(module, nn.Module):
        raise TypeError(f"from_torch needs a torch.nn.Module, but it was given a {type(module).__name__}")
    for name, weight in (*module.named_parameters(), *module.named_buffers()):
        if nn.parameter.is_lazy(weight):
            raise ValueError(f"{name} of the network has no shape yet (a lazy layer): run it once, net(images)")
        if weight.is_meta:
            raise ValueError(
                f"{name} of the network has a shape and no numbers (device meta): write net.to_empty(device='cpu') "
                "and load its weights"
            )
        if weight.is_inference():
            raise ValueError(
                f"{name} of the network was made under torch.inference_mode(), where autograd cannot follow: write "
                "from_torch(copy.deepcopy(net)), outside of it"
            )
        if weight.is_floating_point() and not _is_finite(weight):
            raise ValueError(
                f"{name} of the network holds numbers that are not finite, and so will all its outputs: "
                "the training diverged, or the file is damaged"
            )


def _is_finite(weight: torch.Tensor) -> bool:
    if weight.layout is torch.sparse_coo:
        weight = weight.coalesce().values()
    elif weight.layout is not torch.strided:
        weight = weight.values()
    if weight.element_size() == 1:  # float8, in which torch does not count
        weight = weight.float()
    with suppress(NotImplementedError):  # a kind of number that torch cannot look at is not refused for that
        return bool(torch.isfinite(weight).all())
    return True


def first_weight(module: nn.Module) -> tuple[nn.Module, str] | None:
    """Where the first weight lies, (layer, name), in those floating-point numbers of which the network has most.

    A number of another kind in front, such as a mean in float64, so does not decide what the network computes in.
    """
    places = [
        (part, key, weight)
        for kept in ("_parameters", "_buffers")
        for part in module.modules()
        for key, weight in getattr(part, kept).items()
        if weight is not None and weight.is_floating_point() and weight.element_size() > 1
    ]
    count: dict[torch.dtype, int] = {}
    for _, _, weight in places:
        count[weight.dtype] = count.get(weight.dtype, 0) + weight.numel()
    return next(((part, key) for part, key, weight in places if count[weight.dtype] == max(count.values())), None)


def expect_place(device: Any, dtype: Any, weight: torch.Tensor | None) -> None:
    """Nothing, if there is such a device, the network lies there, and dtype is one of floating-point numbers."""
    if dtype is not None and not (isinstance(dtype, torch.dtype) and dtype.is_floating_point):
        raise TypeError(f"dtype={dtype!r} is no kind of floating-point number of torch: write dtype=torch.float32")
    if device is None:
        return
    try:
        wanted = torch.empty(0, device=device).device
    except (RuntimeError, AssertionError, TypeError) as error:
        raise ValueError(f"device={device!r} cannot be used here: {str(error).splitlines()[0]}") from None
    if weight is not None and weight.device != wanted:
        raise ValueError(f"the network lies on {weight.device}, not on {wanted}: write from_torch(net.to({device!r}))")


def refused(module: nn.Module, name: str, x: Array, error: Exception) -> Exception:
    """The network's own error, with the shape that came and the shape that its first weights ask for."""
    return ValueError(
        f"{name} refuses a batch of shape {tuple(x.shape)}. In its own words: {type(error).__name__}: {error}\n"
        f"Axis 0 is the batch: a single point x is passed as x[None]{_first_layer(module)}"
    )


def _first_layer(module: nn.Module) -> str:
    found = first_with_weights(module)
    if found is None:
        return ""
    name, part = found
    if isinstance(part, nn.Embedding | nn.EmbeddingBag):
        return f". {whole_numbers(name)}"
    if isinstance(part, nn.Linear):
        takes = f"(batch, ..., {part.in_features})"
    elif isinstance(part, nn.RNNBase):
        takes = f"(batch, length, {part.input_size})" if part.batch_first else f"(length, batch, {part.input_size})"
    else:
        axes = {nn.Conv1d: "length", nn.Conv2d: "rows, columns", nn.Conv3d: "depth, rows, columns"}
        takes = f"(batch, {part.in_channels}, {next((axes[c] for c in axes if isinstance(part, c)), '...')})"
    return f". Its first layer with weights, {name or 'itself'}, takes {takes}"


def whole_numbers(name: str) -> str:
    """What to do with a network that begins with an embedding."""
    return (
        f"Its first layer, {name}, is an embedding, which takes whole numbers, and between them there is no gradient: "
        f"climb in what it gives, f = from_torch(net, above={name!r}, inputs=tokens), from the start "
        f"net.get_submodule({name!r})(tokens).detach()"
    )


def mixed(name: str, x: Array) -> str:
    """For a network in which the rows of a batch change one another."""
    return (
        f"{name}, given a batch of shape {tuple(x.shape)}, lets its rows change one another's outputs, but axis 0 is "
        "the batch, and each row a point of its own.  If the network takes (length, batch, features), give its layers "
        "batch_first=True; if it needs statistics of the batch, as a batch norm without running ones, pass one row"
    )


def no_gradient(name: str) -> Exception:
    """For an output that autograd cannot follow back to the input."""
    return ValueError(
        f"the output of {name} does not depend on its input in a way that can be differentiated: is there an argmax, "
        "a detach(), a no_grad(), a rounding or a quantized layer on the way?"
    )
