"""What is tried out when a network first sees rows of a new shape: is it a function, and which memory format suits it?

On a CPU convolutions are faster, up to 1.4 times, when the channels of a pixel lie together in memory ("channels
last").  But a network may depend on how its input lies there: `x.view(n, -1)` behind a convolution fails, and
`torch.as_strided` reads other numbers.  So both formats are tried, on two rows, and the fast one is taken only where
value and gradient are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import nn

from .undisturbed import layers_of, private_buffers, random_state

VALUE, GRADIENT = 1e-4, 1e-2  # relative differences that rounding explains; of a gradient more, for ReLUs can switch


class Habits(NamedTuple):
    """How a network runs on rows of one shape.

    channels_last : whether it is given its input in that memory format
    changes       : the buffers that a run changes
    mixes         : whether an input row changes the outputs of other rows
    """

    channels_last: bool = False
    changes: tuple[str, ...] = ()
    mixes: bool = False


Run = Callable[[torch.Tensor, Habits], torch.Tensor]


class NotAFunction(ValueError):
    """The network does not give the same value twice."""


def observe(run: Run, module: nn.Module, start: torch.Tensor, name: str) -> Habits | None:
    """The habits of a network, from runs on two rows near `start`, or on all if it does not take two; None if it fails.

    A network that draws random numbers, or whose value depends on how often it has run, is refused.
    """
    start = start.detach()
    for rows in (torch.cat([start[:2]] * 2)[:2], start):
        try:
            return _observe(run, module, _near(rows), name)
        except NotAFunction:
            raise
        except Exception:  # what is wrong is said by the run that follows
            continue
    return None


def _observe(run: Run, module: nn.Module, x: torch.Tensor, name: str) -> Habits:
    buffers = {key: buffer for key, buffer in module.named_buffers() if buffer.layout is torch.strided}
    with private_buffers(module, tuple(buffers)):
        before = random_state(x.device)
        y = run(x, Habits())
        after = dict(module.named_buffers())
    habits = Habits(changes=tuple(key for key, buffer in buffers.items() if not _equal(after.get(key), buffer)))
    same = _close(run(x, habits), y, VALUE)
    if not torch.equal(random_state(x.device), before) and all(_draws(run, x, habits) for _ in range(2)):
        raise NotAFunction(
            f"{name} draws random numbers, in eval mode too: write from_torch(net, random=True), so that a walk draws "
            "them, from its seed"
        )
    if not same:
        raise NotAFunction(
            f"{name} gives another value each time: it counts how often it runs, or draws numbers of its own"
        )
    return habits._replace(
        channels_last=_may_gain(module, x) and _agree(run, x, habits, habits._replace(channels_last=True)),
        mixes=_mixes(run, x, habits),
    )


def _draws(run: Run, x: torch.Tensor, habits: Habits) -> bool:
    """Whether torch's random numbers go on during a run; looked at several times, for another thread may draw too."""
    before = random_state(x.device)
    run(x, habits)
    return not torch.equal(random_state(x.device), before)


def _near(rows: torch.Tensor) -> torch.Tensor:
    """Rows like these, but with no two numbers equal, so that numbers read from other places are other numbers."""
    scale = float(rows.abs().max()) or 1.0
    noise = torch.rand(rows.shape, generator=torch.Generator().manual_seed(0)).to(rows.device, rows.dtype)
    return rows + 0.1 * scale * noise


def _mixes(run: Run, x: torch.Tensor, habits: Habits) -> bool:
    """Whether the first row changes the output of the last, or the last that of the first, as along a sequence."""
    leaf = x.clone().requires_grad_()
    y = run(leaf, habits)
    if len(x) == 1 or not y.requires_grad:
        return False
    for one, other in ((0, -1), (-1, 0)):
        (dx,) = torch.autograd.grad(y[one].sum(), leaf, retain_graph=True, allow_unused=True)
        if dx is not None and bool(torch.nan_to_num(dx[other]).any()):
            return True
    return False


def _may_gain(module: nn.Module, x: torch.Tensor) -> bool:
    convolves = any(isinstance(part, nn.Conv2d) for part in layers_of(module))
    return convolves and x.ndim == 4 and x.device.type == "cpu"


def _agree(run: Run, x: torch.Tensor, plain: Habits, fast: Habits) -> bool:
    pairs = []
    for habits in (plain, fast):
        leaf = x.clone().requires_grad_()
        try:
            y = run(leaf, habits)
            weights = torch.rand(y.shape, generator=torch.Generator().manual_seed(1)).to(y.dtype)
            (dx,) = torch.autograd.grad((y * weights).sum(), leaf)
        except (RuntimeError, ValueError):  # of torch, or in the words of this package
            return False
        pairs.append((y.detach(), dx))
    (y, dx), (y_fast, dx_fast) = pairs
    return _close(y_fast, y, VALUE) and _close(dx_fast, dx, GRADIENT)


def _close(a: torch.Tensor, b: torch.Tensor, tolerance: float) -> bool:
    a, b = (torch.nan_to_num(c.detach().double()) for c in (a, b))
    return a.shape == b.shape and bool((a - b).norm() <= tolerance * b.norm())


def _equal(a: torch.Tensor | None, b: torch.Tensor) -> bool:
    return a is not None and a.shape == b.shape and bool((a == b).all())
