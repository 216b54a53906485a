"""One batch of pictures: begun, climbed with priors, and brought to their targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...functions.arrays import Array, norm, to_numpy
from ...functions.function import Function
from ...functions.transforms import jitter
from ...walks.ascent import ascent
from ...walks.directions import Direction, adam
from ...walks.line_search import line_search
from ...walks.operators import ball, clip
from ...walks.trace import Trace, record
from ...walks.walk import walk
from . import choices as choose
from . import starts
from .question import Objective
from .subject import Subject

SETTLE = 40  # steps towards a target, without jitter and penalty
MISSED = 0.02  # the share of a target's distance from the start that may be left


@dataclass(frozen=True)
class Options:
    """What the caller chose; None where `choices` does.  Every `every` steps a picture is kept."""

    low: float
    high: float
    seed: int
    steps: int
    every: int
    near: float | None
    jitter: int | None
    penalty: float | Function | None
    rate: float | None
    direction: Direction | None


@dataclass(frozen=True)
class Climbed:
    """Some of the pictures as they came out, (rows, *canvas); what was asked of them; the walk, its code, and notes.

    rows   : which of the pictures these are
    missed : for each of them that did not reach its target, how far off it is, and a note
    """

    rows: tuple[int, ...]
    x: Any
    objective: Objective
    trace: Trace
    code: tuple[str, ...]
    notes: tuple[str, ...]
    missed: dict[int, tuple[float, str]]


def climb(
    subject: Subject,
    objective: Objective,
    rows: Sequence[int],
    candidates: Iterable[starts.Coded],
    o: Options,
    progress: Any,
) -> Climbed:
    """Climb to these pictures from the first candidate that will do; progress : (states, steps) ↦ the same states."""
    f = objective.f
    begun = starts.first_alive(subject, f, starts.on_device_of(subject.module, candidates))
    region, region_code = _region(begun.x, o)
    rate = 0.05 * (o.high - o.low) if o.rate is None else o.rate
    direction, how = (adam(), "am.adam()") if o.direction is None else (o.direction, "direction")
    step = ascent(rate, direction, region)
    climbed, priors = _with_priors(f, begun.x, step, o)
    trace = record(progress(walk(climbed, begun.x, step, o.seed), o.steps), o.steps, o.every)
    code = [
        objective.code,
        begun.code,
        f"step = am.ascent({rate:g}, {how}, {region_code})",
        f"trace = am.record(am.walk({priors}, x0, step, seed={o.seed}), steps={o.steps}, every={o.every})",
    ]
    notes = [*begun.notes, *_standing_still(objective, begun, trace, rows), *([trace.note] if trace.note else [])]
    x, missed = trace.x[-1], {}
    if objective.goal is not None and not f.is_random:
        x, more = _settled(f, x, region, region_code)
        code += more
        missed = _missed(objective, begun.x, x, rows)
    return Climbed(tuple(rows), x, objective, trace, tuple(code), tuple(notes), missed)


def _region(x0: Array, o: Options) -> tuple[Function, str]:
    """Where the pictures stay: in the range, and near their start if that is wished."""
    region, code = clip(o.low, o.high), f"am.clip({o.low:g}, {o.high:g})"
    if o.near is None:
        return region, code
    return region @ ball(o.near, x0), f"{code} @ am.ball({o.near:g}, x0)"


def _with_priors(f: Function, x0: Array, step: Any, o: Options) -> tuple[Function, str]:
    """f with jitter and penalty."""
    reach = choose.reach_of(tuple(x0.shape[1:])) if o.jitter is None else o.jitter
    shaken, code = (f @ jitter(reach), f"f @ am.jitter({reach})") if reach else (f, "f")
    if isinstance(o.penalty, Function):
        return shaken - o.penalty, f"{code} - penalty"
    if o.penalty == 0:
        return shaken, code
    penalty, weighted = choose.penalty_of(f, x0, step, o.low, o.high, 1.0 if o.penalty is None else o.penalty)
    return shaken - penalty, f"{code} - {weighted}"


def _standing_still(objective: Objective, begun: starts.Start, trace: Trace, rows: Sequence[int]) -> list[str]:
    """What is to be told of units that have no gradient, and of pictures that have not moved."""
    moved = to_numpy(norm(trace.x[-1] - trace.x[0])) > 0
    gradient = objective.f.draw(np.random.default_rng(0)).value_and_grad(trace.x[-1])[1]
    alive = (to_numpy(norm(gradient)) > 0) | (objective.goal is not None)
    cases = {
        "dead at every start (∂f/∂x = 0), and its picture never moved": ~begun.alive & ~moved,
        "dead at every start (∂f/∂x = 0); only the penalty moved its picture": ~begun.alive & moved & ~alive,
        "without a gradient at the end (∂f/∂x = 0): it died on the way, or is at its top": begun.alive & ~alive,
        "alive, but its picture never moved": begun.alive & alive & ~moved,
    }
    return [
        f"picture {', '.join(str(rows[i]) for i in np.flatnonzero(which).tolist())}: the unit is {words}"
        for words, which in cases.items()
        if which.any()
    ]


def _settled(f: Function, x: Array, region: Function, code: str) -> tuple[Array, list[str]]:
    """The pictures, moved as little as it takes to f = −(z − y)² = 0: along ∇f, by steps that find their own length.

    Jitter and penalty have led them past their targets.  Newton's step is 2 |f| / ‖∇f‖² long; some times that is tried.
    """
    value, gradient = (to_numpy(each).astype(float) for each in f.value_and_grad(x))
    slope = (gradient.reshape(len(gradient), -1) ** 2).sum(axis=1)
    if not slope.any():
        return x, []
    rate = float(f"{(16 * np.abs(value[slope > 0]) / slope[slope > 0]).max():.2g}")
    end = record(walk(f @ region, x, line_search(rate, share=0.5)), SETTLE, every=SETTLE).x[-1]
    line = f"am.walk(f @ {code}, trace.x[-1], am.line_search({rate:g}, share=0.5))"
    apply = f"({code})" if "@" in code else code
    return region(end), [f"x = {apply}(am.record({line}, steps={SETTLE}, every={SETTLE}).x[-1])"]


def _missed(objective: Objective, x0: Array, x: Array, rows: Sequence[int]) -> dict[int, tuple[float, str]]:
    """What is to be told of targets that were not reached."""
    assert objective.says is not None
    assert objective.goal is not None
    z0, z = (to_numpy(objective.says(each)).reshape(len(x)) for each in (x0, x))
    off = np.abs(z - objective.goal)
    return {
        rows[i]: (off[i], f"picture {rows[i]}: the target {objective.goal[i]:g} was not reached, only {z[i]:.4g}")
        for i in np.flatnonzero(off > MISSED * np.abs(z0 - objective.goal)).tolist()
    }
