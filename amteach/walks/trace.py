"""The states of a walk, stacked: time first, then batch."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING, Generic, NamedTuple

import numpy as np

from ..functions.arrays import Array, namespace
from ..functions.checks import shown, whole
from .walk import Diverged, State, renamed

if TYPE_CHECKING:
    from pathlib import Path


class Best(NamedTuple, Generic[Array]):
    """The highest state of each row: its x, *its own* value, and the step it was seen at."""

    x: Array
    value: Array
    t: Array


@dataclass(frozen=True, repr=False)
class Trace(Generic[Array]):
    """The states of a walk that were kept.

    t     : the steps that were kept, (time,)
    x     : (time, batch, …)
    value : f(x), (time, batch)
    grad  : ∇f(x), in the shape of x
    terms : each summand of f by name, (time, batch); empty unless `record` was called with terms=True
    note  : why the walk ended early, or ""
    diverged : whether it ended early because a value was not finite
    description : what was climbed, by which step, from which seed: "w·x by ascent(0.1), seed 0"
    accepted : how many proposals each row had accepted, (time, batch); None where a step cannot be rejected
    """

    t: np.ndarray
    x: Array
    value: Array
    grad: Array
    terms: Mapping[str, Array] = field(default_factory=dict)
    note: str = ""
    diverged: bool = False
    description: str = ""
    accepted: Array | None = None

    def __len__(self) -> int:
        return len(self.t)

    def __repr__(self) -> str:
        kept = f"steps {self.t[0]} to {self.t[-1]}, {len(self)} kept"
        return f"<Trace of {kept}, x of shape {tuple(self.x.shape[1:])}" + (f", {self.note}>" if self.note else ">")

    @property
    def caption(self) -> str:
        """The description and the steps, to be printed below a picture of the walk."""
        steps = f"steps {self.t[0]} to {self.t[-1]}" + (f" ({self.note})" if self.note else "")
        return f"{self.description}, {steps}" if self.description else steps

    @property
    def recipe(self) -> str:
        """The former name of `description`."""
        return renamed("Trace", self.description)

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
    def load(cls, path: str | PathLike[str]) -> Trace[np.ndarray]:
        """The Trace that `save` wrote into this file."""
        from .trace_file import read

        return Trace(**read(path))

    @property
    def best(self) -> Best[Array]:
        """The highest x of each row so far, with its own value and its step."""
        xp = namespace(self.value)
        top = xp.argmax(self.value, axis=0)
        batch = xp.arange(self.value.shape[1], device=self.value.device)
        return Best(self.x[top, batch], self.value[top, batch], xp.asarray(self.t, device=self.value.device)[top])


def record(states: Iterator[State[Array]], steps: int, every: int = 1, terms: bool = False) -> Trace[Array]:
    """Take `steps` steps of a walk and stack the states, the start included.

    every : keep the start and each n-th step after it
    terms : also keep each summand of f, by name (one more evaluation of f a step)

    A walk that diverges, or that is interrupted from the keyboard, gives the Trace so far; `trace.note` says why.

    >>> import amteach as am
    >>> f = am.linear(w=[1.0, 2.0]) - 0.5 * am.l2
    >>> trace = am.record(am.walk(f, x0=[[3.0, -2.0]], step=am.ascent(rate=0.1)), steps=100)
    >>> trace.x.shape, trace.x[-1].round(3)
    ((101, 1, 2), array([[1., 2.]]))
    """
    steps, every = _checked(states, steps, every)
    *_, trace = growing(states, steps, every, terms, chunk=steps + 1)
    if trace.diverged:
        warnings.warn(f"the walk stopped at {trace.note}", RuntimeWarning, stacklevel=2)
    return trace


def growing(
    states: Iterator[State[Array]], steps: int, every: int = 1, terms: bool = False, chunk: int = 1
) -> Iterator[Trace[Array]]:
    """The Trace so far, after each `chunk` of steps and once more at the end: to draw while the walk goes on.

    The last Trace is the one that `record` returns, and the only one whose note says why the walk ended early.

    >>> import amteach as am
    >>> states = am.walk(am.linear(w=[1.0]), [[0.0]], am.ascent(0.1))
    >>> [len(trace) for trace in growing(states, steps=5, chunk=2)]
    [3, 5, 6]
    """
    steps, every = _checked(states, steps, every)
    chunk = whole("growing(chunk={})", chunk, "a whole number of steps is needed, 1 or more", least=1)
    kept: list[tuple[State[Array], list[Array]]] = []  # the states, and the terms of each
    note = ""
    diverged = False
    try:
        for i, state in enumerate(states):
            if i % every == 0:
                kept.append((state._replace(memory=()), [term(state.x) for term in state.f.terms] if terms else []))
            if i == steps:
                break
            if i % chunk == 0 and i:
                yield _stack(kept)
    except Diverged as stop:
        note = str(stop)
        diverged = True
    except KeyboardInterrupt:
        note = f"interrupted after step {kept[-1][0].t}" if kept else "interrupted"
    if not kept:
        raise ValueError("there was nothing to record: the walk had no states left; make a new one with walk(...)")
    yield _stack(kept, note, diverged)


def _checked(states: Iterator[State[Array]], steps: int, every: int) -> tuple[int, int]:
    if not isinstance(states, Iterator):
        usage = "record(walk(f, x0, am.ascent(0.1)), steps=100)"
        raise TypeError(f"record({shown(states)}, ...): the states of a walk come first: write {usage}")
    needs = "whole numbers are needed, steps ≥ 0 and every ≥ 1"
    steps = whole(f"record(steps={{}}, every={shown(every)})", steps, needs)
    return steps, whole(f"record(steps={steps}, every={{}})", every, needs, least=1)


def _stack(kept: list[tuple[State[Array], list[Array]]], note: str = "", diverged: bool = False) -> Trace[Array]:
    states = [state for state, _ in kept]
    first, last = states[0], states[-1]
    stack = namespace(first.x).stack
    names = _numbered([term.name for term in first.f.terms]) if kept[0][1] else []
    accepted = None
    if last.accepted is not None:  # the start has no proposals behind it
        accepted = stack([0 * last.accepted if s.accepted is None else s.accepted for s in states])
    return Trace(
        t=np.array([s.t for s in states]),
        x=stack([s.x for s in states]),
        value=stack([s.value for s in states]),
        grad=stack([s.grad for s in states]),
        terms={name: stack([terms[i] for _, terms in kept]) for i, name in enumerate(names)},
        note=note,
        diverged=diverged,
        description=first.description,
        accepted=accepted,
    )


def _numbered(names: list[str]) -> list[str]:
    """The names, numbered where several summands have the same formula."""
    return [n if names.count(n) == 1 else f"{n} ({names[:i].count(n) + 1})" for i, n in enumerate(names)]
