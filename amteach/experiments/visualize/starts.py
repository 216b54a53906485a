"""Where the pictures begin: grey with faint noise, strong noise where a unit is dead, or where the caller says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from ...functions.arrays import Array, as_batch, namespace, norm, to_numpy
from ...functions.function import Function
from ...walks.inits import constant, noise, uniform
from ...walks.walk import first_nonfinite
from .subject import Shape, Subject

TRIES = 4  # strong noises, where the faint one is dead

Coded = tuple[Any, str]  # a start, and the code that makes it


class Start(NamedTuple):
    """Where the pictures begin: the code, which of them have a gradient there, and what is to be told of it."""

    x: Any
    code: str
    alive: np.ndarray
    notes: list[str]


def starts(shape: Shape, n: int, low: float, high: float, seed: int) -> Iterator[Coded]:
    """n equal pictures of noise, and again, the most promising first."""
    one, grey, sd = (1, *shape), (low + high) / 2, 0.01 * (high - low)
    many = f".repeat({n}, axis=0)" if n > 1 else ""
    yield noise(one, sd, grey, seed).repeat(n, axis=0), f"am.noise({one}, sd={sd:g}, mean={grey:g}, seed={seed}){many}"
    for s in range(seed + 1, seed + 1 + TRIES):
        yield uniform(one, low, high, s).repeat(n, axis=0), f"am.uniform({one}, {low:g}, {high:g}, seed={s}){many}"


def plain(shape: Shape, low: float, high: float) -> Iterator[Coded]:
    """A black picture, and a white one."""
    for value in (low, high):
        yield constant((1, *shape), value), f"am.constant({(1, *shape)}, {value:g})"


def given(start: Array, subject: Subject, n: int) -> Coded:
    """The caller's own start, once for each picture."""
    x0, code = subject.as_picture(as_batch(start))
    if len(x0) == 1 < n:
        return namespace(x0).concat([x0] * n), f"np.concatenate([{code}] * {n})"
    return x0, code


def on_device_of(module: Any, candidates: Iterable[Coded]) -> Iterator[Coded]:
    """The starts where the network is, so that no picture has to travel."""
    weight = None if module is None else next(module.parameters(), None)
    for x0, code in candidates:
        if weight is None or weight.device.type == "cpu" or not isinstance(x0, np.ndarray):
            yield x0, code
        else:
            import torch

            yield torch.from_numpy(x0).to(weight.device), f'torch.from_numpy({code}).to("{weight.device}")'


def first_alive(subject: Subject, f: Function, candidates: Iterable[Coded]) -> Start:
    """The first start at which all pictures have a gradient, or the one at which most of them have."""
    tried, outputs = [], []
    for x0, line in candidates:
        outputs.append(to_numpy(subject.f.draw(np.random.default_rng(0))(x0[:1])))
        tried.append((_alive(f, x0), x0, line))
        if tried[-1][0].all():
            break
    alive, x0, line = max(tried, key=lambda start: start[0].sum())
    if not alive.any():
        same = len(outputs) > 1 and all(np.array_equal(y, outputs[0]) for y in outputs)
        raise ValueError(
            f"{f} has no gradient at any of {len(tried)} starts, so there is no way up. "
            + (f"All outputs of {subject.f} were the same for all of them: it does not depend on its input. " * same)
            + "A unit behind a ReLU that is closed is dead: name the layer before that ReLU, or begin with an input at "
            "which the unit is active, start=images[:1]"
        )
    again = f"dead at the first start (∂f/∂x = 0, as behind a ReLU that is closed); begun again from {line}"
    return Start(x0, f"x0 = {line}", alive, [again] if line != tried[0][2] else [])


def _alive(f: Function, x0: Array) -> np.ndarray:
    """Which pictures have a gradient, (n,)."""
    y, gradient = f.draw(np.random.default_rng(0)).value_and_grad(x0)
    if not np.isfinite(to_numpy(y)).all():
        raise ValueError(f"{first_nonfinite(f, x0)} is not finite at the start: are low, high, mean and std right?")
    return to_numpy(norm(gradient)) > 0
