"""The states of a walk, stacked: time first, then batch."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..functions.arrays import Array, namespace
from .walk import Diverged, State

if TYPE_CHECKING:
    from pathlib import Path


class Best(NamedTuple):
    """The highest state of each row: its x, *its own* value, and the step it was seen at."""

    x: Array
    value: Array
    t: Array


@dataclass(frozen=True, repr=False)
class Trace:
    """What was seen on a walk.

    t     : the steps that were kept, (time,)
    x     : (time, batch, …)
    value : f(x), (time, batch)
    grad  : ∇f(x), in the shape of x
    terms : each summand of f by name, (time, batch); empty unless asked for
    note  : why the walk ended early, or ""; diverged: whether that was because it left the finite numbers
    recipe: what was climbed, by which step, from which seed: "w·x by ascent(0.1), seed 0"
    accepted: how many proposals each row had accepted, (time, batch); None where a step cannot be rejected
    """

    t: np.ndarray
    x: Array
    value: Array
    grad: Array
    terms: Mapping[str, Array] = field(default_factory=dict)
    note: str = ""
    diverged: bool = False
    recipe: str = ""
    accepted: Array | None = None

    def __len__(self) -> int:
        return len(self.t)

    def __repr__(self) -> str:
        kept = f"steps {self.t[0]} to {self.t[-1]}, {len(self)} kept"
        return f"<Trace of {kept}, x of shape {tuple(self.x.shape[1:])}" + (f", {self.note}>" if self.note else ">")

    @property
    def caption(self) -> str:
        """The recipe and the steps, to be printed below a picture of the walk."""
        steps = f"steps {self.t[0]} to {self.t[-1]}" + (f" ({self.note})" if self.note else "")
        return f"{self.recipe}, {steps}" if self.recipe else steps

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the Trace into one file, exactly, and all or nothing; tensors come back as NumPy arrays.

        >>> import tempfile, amteach as am
        >>> trace = am.record(am.walk(am.linear(w=[1.0]), [[0.0]], am.ascent(0.1)), steps=3)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     Trace.load(trace.save(f"{folder}/walk.npz"))
        <Trace of steps 0 to 3, 4 kept, x of shape (1, 1)>
        """
        from .trace_file import write

        return write(path, vars(self))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Trace:
        """The Trace that `save` wrote into this file."""
        from .trace_file import read

        return cls(**read(path))

    @property
    def best(self) -> Best:
        """The highest x of each row so far, paired with its own value."""
        xp = namespace(self.value)
        top = xp.argmax(self.value, axis=0)
        batch = xp.arange(self.value.shape[1], device=self.value.device)
        return Best(self.x[top, batch], self.value[top, batch], xp.asarray(self.t, device=self.value.device)[top])


def record(states: Iterator[State], steps: int, every: int = 1, terms: bool = False) -> Trace:
    """Take `steps` steps of a walk and stack what was seen, the start included.

    every : keep the start and each n-th step after it
    terms : also keep each summand of f, by name (one more evaluation of f a step)

    A walk that diverges, or that is interrupted from the keyboard, gives the Trace so far; `trace.note` says why.

    >>> import amteach as am
    >>> f = am.linear(w=[1.0, 2.0]) - 0.5 * am.l2
    >>> trace = am.record(am.walk(f, x0=[[3.0, -2.0]], step=am.ascent(rate=0.1)), steps=100)
    >>> trace.x.shape, trace.x[-1].round(3)
    ((101, 1, 2), array([[1., 2.]]))
    """
    *_, trace = growing(states, steps, every, terms, chunk=steps + 1)
    if trace.diverged:
        warnings.warn(f"the walk stopped at {trace.note}", RuntimeWarning, stacklevel=2)
    return trace


def growing(
    states: Iterator[State], steps: int, every: int = 1, terms: bool = False, chunk: int = 1
) -> Iterator[Trace]:
    """The Trace so far, after each `chunk` of steps and at the end: for those who draw while the walk goes on."""
    if not (steps >= 0 and every >= 1 and steps % 1 == every % 1 == 0):
        raise ValueError(f"record(steps={steps}, every={every}): whole numbers are needed, steps ≥ 0 and every ≥ 1")
    seen, note, diverged = [], "", False
    try:
        for i, state in enumerate(states):
            if i % every == 0:
                seen.append((state._replace(memory=()), [term(state.x) for term in state.f.terms] if terms else []))
            if i == steps:
                break
            if i % chunk == 0 and i:
                yield _stack(seen)
    except Diverged as stop:
        note, diverged = str(stop), True
    except KeyboardInterrupt:
        note = f"interrupted after step {seen[-1][0].t}" if seen else "interrupted"
    if not seen:
        raise ValueError("there was nothing to record: the walk had no states left; make a new one with walk(...)")
    yield _stack(seen, note, diverged)


def _stack(seen: list[tuple[State, list[Array]]], note: str = "", diverged: bool = False) -> Trace:
    stack = namespace(seen[0][0].x).stack
    x, value, grad = (stack([getattr(s, name) for s, _ in seen]) for name in ("x", "value", "grad"))
    names = _told_apart([term.name for term in seen[0][0].f.terms]) if seen[0][1] else []
    by_name = {name: stack([extra[i] for _, extra in seen]) for i, name in enumerate(names)}
    last, recipe = seen[-1][0].accepted, seen[0][0].recipe
    accepted = None if last is None else stack([0 * last if s.accepted is None else s.accepted for s, _ in seen])
    return Trace(np.array([s.t for s, _ in seen]), x, value, grad, by_name, note, diverged, recipe, accepted)


def _told_apart(names: list[str]) -> list[str]:
    """The names, numbered where several summands have the same formula."""
    return [n if names.count(n) == 1 else f"{n} ({names[:i].count(n) + 1})" for i, n in enumerate(names)]
