"""Torch modules of the nets that ship: torch is there, and the weights are loaded."""

from __future__ import annotations

from typing import Any

from ..store import cards


def loaded(module: Any, name: str) -> Any:
    """The module with the weights of this file, in eval mode."""
    import torch

    module.load_state_dict({key: torch.from_numpy(w.copy()) for key, w in cards.load(name).items()})
    return module.eval()


def need_torch(what: str) -> None:
    """An error with the line to write where torch is not installed."""
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise ImportError(f'{what} needs torch, which is not installed: pip install "amteach[torch]"')
