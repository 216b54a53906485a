"""A network between two of its layers, with its inputs and outputs picked, as the forward of a Function."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from torch import nn

from ..functions.arrays import Array
from ..functions.function import Function, Pullback, Random
from . import checks, layers
from .crossing import Home, crossing
from .first_run import Habits, observe
from .inputs import Inputs, fixed
from .outputs import Output, expect_rows, one_tensor
from .undisturbed import evaluating, private_buffers, seeded


def function(
    module: nn.Module,
    layer: str | None = None,
    device: Any = None,
    dtype: Any = None,
    *,
    above: str | None = None,
    output: Output = None,
    inputs: Any = (),
    random: bool = False,
    context: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> Function:
    """The Function of a network, as in `from_torch`; each run enters a `context`."""
    checks.expect_network(module)
    if layer is not None or above is not None:
        module = getattr(module, "_orig_mod", module)  # the network that torch.compile was given: it still has layers
    weight = checks.first_weight(module)
    first = None if weight is None else getattr(*weight)
    checks.expect_place(device, dtype, first)
    net = Network(
        module,
        type(module).__name__ + (f".{layer}" if layer else "") + (f" above {above}" if above else ""),
        None if layer is None else layers.find(module, layer),
        None if above is None else layers.find(module, above),
        output,
        fixed(module, inputs, above is None, dtype or (None if first is None else first.dtype)),
        weight,
        device,
        dtype,
        context,
        random,
    )
    return Function(net, net.name, Random(net.drawn) if random else None)


@dataclass(frozen=True, eq=False)
class Network:
    """x ↦ (y, pullback).  It can be sent to another process where the module can: it holds no function made here.

    weight : where the weight lies that says the device and the dtype, (layer, name)
    seed   : of torch's random numbers, where the network is random and has been drawn
    habits : what was noticed at the first run of rows of one shape, by shape, device and dtype
    """

    module: nn.Module
    name: str
    layer: layers.Layer | None
    above: layers.Layer | None
    output: Output
    inputs: Inputs
    weight: tuple[nn.Module, str] | None
    device: Any
    dtype: torch.dtype | None
    context: Callable[[], AbstractContextManager[Any]]
    random: bool
    seed: int | None = None
    habits: dict[tuple[Any, ...], Habits] = field(default_factory=dict)

    def __call__(self, x: Array) -> tuple[Array, Pullback]:
        if self.random and self.seed is None:
            raise ValueError(f"{self.name} is random: walk(f, ...) draws it for each step; by hand f.draw(rng)(x)")
        start, home = self._crossing(x)
        start.requires_grad_()
        habits = self._habits(start)
        y = self._run(start, habits)
        graph = [y]

        def pullback(dy: Array) -> Array:
            y = graph.pop() if graph else self._run(start, habits)  # torch frees what it has gone back through
            if not y.requires_grad:
                raise checks.no_gradient(self.name)
            with evaluating(self.module):
                along = (y * crossing(dy, y.device, y.dtype)[0]).sum()  # ⟨y, dy⟩; grad(y, x, dy) first imports 40 MB
                try:
                    (dx,) = torch.autograd.grad(along, start, allow_unused=True)
                except RuntimeError as error:
                    raise ValueError(f"the gradient of {self.name} fails. In torch's own words: {error}") from error
            if dx is None:
                raise checks.no_gradient(self.name)
            return home(dx.contiguous())

        return home(y.detach()), pullback

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"habits": {}}  # which another machine may see otherwise

    def drawn(self, rng: np.random.Generator) -> Function:
        """The network of one step, its random numbers from a seed that the walk draws."""
        return Function(replace(self, seed=int(rng.integers(2**63))), self.name)

    def _crossing(self, x: Array) -> tuple[torch.Tensor, Home]:
        try:
            return crossing(x)
        except TypeError as error:
            found = layers.first_with_weights(self.module)
            if found is None or not isinstance(found[1], nn.Embedding | nn.EmbeddingBag):
                raise
            raise TypeError(f"{error}. {checks.whole_numbers(found[0])}") from None

    def _habits(self, start: torch.Tensor) -> Habits:
        key = (*start.shape[1:], start.device, start.dtype)
        if key not in self.habits:
            noticed = observe(self._run, self.module, start, self.name)
            if noticed is None:
                return Habits()
            self.habits[key] = noticed
            if noticed.mixes and len(start) == 1:
                warnings.warn(checks.mixed(self.name, start), stacklevel=4)
        if self.habits[key].mixes and len(start) > 1:
            raise ValueError(checks.mixed(self.name, start))
        return self.habits[key]

    def _run(self, start: torch.Tensor, habits: Habits) -> torch.Tensor:
        """The output for a start, which the network cannot change: it is given a copy."""
        weight = None if self.weight is None else getattr(*self.weight)
        device = torch.device(self.device or (start.device if weight is None else weight.device))
        dtype = self.dtype or (start.dtype if weight is None else weight.dtype)
        lies = torch.channels_last if habits.channels_last else torch.contiguous_format
        with (
            evaluating(self.module),
            private_buffers(self.module, habits.changes),
            seeded(self.seed, device),
            self.context(),
        ):
            own = start.to(device, dtype, copy=True, memory_format=lies)
            args, kwargs = self.inputs.arguments(None if self.above else own, len(own), device)
            try:
                y = layers.run_between(lambda: self.module(*args, **kwargs), self.above, own, self.layer)
            except layers.NotRun as error:
                raise ValueError(
                    f"{type(self.module).__name__}.{error} has no output: the network's forward does not run this layer"
                ) from None
            except Exception as error:
                raise checks.refused(self.module, self.name, start, error) from error
        return expect_rows(one_tensor(y, self.output, self.name), start, self.name)
