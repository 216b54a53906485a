"""The landscape in three dimensions: L as a height over the plane, and the ascent on it.

The same models as in the flat figures: w·x + b − λ‖x‖² is a dome, max(x₁, x₂) − λ‖x‖² two domes with a ridge between.
Turn it with the mouse; the start is dragged in the map beside it.
"""

from dataclasses import dataclass

import numpy as np

from ..functions.function import Function
from ..functions.models import linear, maximum
from ..functions.penalties import l2
from ..pictures import marks
from ..pictures.curves import contours
from ..pictures.marks import Picture, Readout
from ..pictures.numerals import number
from ..walks.ascent import ascent
from ..walks.trace import Trace
from .controls import choice, point, seed, slider
from .parts import plane as parts
from .scene import Scene

MODELS = {"max(x₁, x₂)": maximum(), "linear": linear([1.0, 2.0], 0.5)}


@dataclass(frozen=True)
class Controls:
    """model, penalty λ: the landscape.  rate η, steps, start: the ascent."""

    model: str = choice("max(x₁, x₂)", tuple(MODELS), "model")
    penalty: float = slider(0.2, 0, 1, 0.01, "penalty λ")
    rate: float = slider(0.3, 0.01, 2, 0.01, "rate η")
    steps: int = slider(20, 0, 100, 1, "steps")
    others: int = slider(4, 0, 20, 1, "other starts")
    seed: int = seed()
    start: tuple[float, float] = point((-4.0, -3.0), -5, 5, "start")


@dataclass(frozen=True)
class Numbers:
    """The landscape and the walk."""

    c: Controls
    f: Function
    trace: Trace


def compute(c: Controls) -> Numbers:
    """The ascent on f − λ‖x‖² from all starts."""
    f = MODELS[c.model] - c.penalty * l2
    return Numbers(c, f, parts.walk_from(f, c.start, c.others, c.seed, ascent(c.rate), c.steps))


def draw(n: Numbers) -> Picture:
    """The surface with the walks on it, and the same from above."""
    z = parts.on_grid(n.f)
    path = np.concatenate([n.trace.x, n.trace.value[..., None]], axis=-1)
    inside = np.abs(n.trace.x).max(axis=-1, keepdims=True) <= parts.REACH
    surface = marks.Surface(parts.AXIS, parts.AXIS, z, np.where(inside, path, np.nan), "L over the plane")
    levels = contours(parts.AXIS, parts.AXIS, z, np.linspace(z.min(), z.max(), 14)[1:-1])
    flat = parts.plane(
        marks.Field(z),
        marks.Lines(levels, "L = constant", "black", width=0.8),
        *parts.trajectories(parts.near(n.trace.x)),
        marks.Handle("start", n.c.start),
        title="the same from above",
    )
    x = n.trace.x[:, 0]
    value = n.trace.value[:, 0]
    note = "λ = 0: there is no summit." if n.c.penalty == 0 else ""
    if n.c.rate * n.c.penalty > 1:
        note = f"η is above 1/λ = {number(1 / n.c.penalty)}: the walk diverges. {n.trace.note}"
    summary = f"The ascent ends at ({number(x[-1, 0])}, {number(x[-1, 1])}), L = {number(value[-1])}."
    return Picture([surface, flat], n.trace.t, [Readout("x", x), Readout("L", value)], summary, note)


SCENE = Scene(Controls, compute, draw)
