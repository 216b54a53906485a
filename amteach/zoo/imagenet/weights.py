"""A torch module with the weights of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import shorten
from typing import Any

from ...store.files import FileDamaged


def into(make: Callable[[], Any], path: Path) -> Any:
    """The module that `make` makes, with the weights of a .safetensors or .pth file, as float32, in eval mode.

    Of a .pth nothing but tensors is unpickled.  FileDamaged where they do not fit.
    """
    import torch

    with torch.device("meta"):  # without numbers of its own
        module = make()
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            tensors = load_file(path)
        else:
            tensors = torch.load(path, map_location="cpu", weights_only=True)
        module.load_state_dict({name: tensor.float() for name, tensor in tensors.items()}, assign=True)
    except Exception as error:  # a file can be another one in as many ways as it has bytes
        reason = shorten(str(error), 300)
        raise FileDamaged(f"{path} holds no weights of {type(module).__name__}: {reason}") from None
    return module.eval().requires_grad_(False)
