"""A network runs, and is left as it was found: its modes, its buffers, and torch's random numbers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

import torch
from torch import nn

_LOCK = threading.Lock()
_ALONE = threading.RLock()  # for what two threads cannot do at once: torch's random numbers are one for all
_held: dict[int, int] = {}  # layers that were in training mode, by id, and how many runs hold them in eval mode


class evaluating:
    """Eval mode and recorded gradients, whatever was on before; and afterwards, what was on before.

    Several threads may be inside at once: a layer goes back into training mode when the last of them has left.
    """

    def __init__(self, module: nn.Module) -> None:
        self.module = module

    def __enter__(self) -> None:
        with _LOCK:
            self.parts = [p for p in layers_of(self.module) if getattr(p, "training", False) or id(p) in _held]
            for part in self.parts:
                _held[id(part)] = _held.get(id(part), 0) + 1
                part.training = False
        self.modes = ExitStack()
        if torch.is_inference_mode_enabled() or not torch.is_grad_enabled():  # seldom, and entering takes time
            self.modes.enter_context(torch.inference_mode(False))
            self.modes.enter_context(torch.enable_grad())

    def __exit__(self, *error: object) -> None:
        self.modes.close()
        with _LOCK:
            for part in self.parts:
                _held[id(part)] -= 1
                if not _held[id(part)]:
                    del _held[id(part)]
                    part.training = True


def layers_of(module: nn.Module) -> list[nn.Module]:
    """The module and all its layers, each once; quicker than `module.modules()`, which names them."""
    found = {id(module): module}
    waiting = [module]
    for part in waiting:
        for child in part._modules.values():
            if child is not None and id(child) not in found:
                found[id(child)] = child
                waiting.append(child)
    return waiting


def private_buffers(module: nn.Module, names: tuple[str, ...]) -> AbstractContextManager[None]:
    """Within, the network changes copies of these buffers; afterwards it has its own again, unchanged."""
    return _private_buffers(module, names) if names else nullcontext()


@contextmanager
def _private_buffers(module: nn.Module, names: tuple[str, ...]) -> Iterator[None]:
    with _ALONE:
        places = [(module.get_submodule(path), key) for path, _, key in (name.rpartition(".") for name in names)]
        before = [owner._buffers[key] for owner, key in places]
        try:
            for (owner, key), buffer in zip(places, before, strict=True):
                owner._buffers[key] = None if buffer is None else buffer.clone()
            yield
        finally:
            for (owner, key), buffer in zip(places, before, strict=True):
                owner._buffers[key] = buffer


def seeded(seed: int | None, device: torch.device) -> AbstractContextManager[None]:
    """Within, torch's random numbers begin at this seed; afterwards they go on where they were.  None: nothing."""
    return nullcontext() if seed is None else _seeded(seed, device)


@contextmanager
def _seeded(seed: int, device: torch.device) -> Iterator[None]:
    cuda = [device] if device.type == "cuda" else []
    with _ALONE, torch.random.fork_rng(cuda):
        torch.default_generator.manual_seed(seed)
        for one in cuda:
            with torch.cuda.device(one):
                torch.cuda.manual_seed(seed)
        yield


def random_state(device: torch.device) -> torch.Tensor:
    """Where torch's random numbers are, on the CPU and on a GPU."""
    cpu = torch.get_rng_state()
    return cpu if device.type != "cuda" else torch.cat([cpu, torch.cuda.get_rng_state(device)])
