"""Climbing a linear model under an L2 penalty.

L(x) = w·x + b − λ‖x‖² is concave; for λ > 0 it has one maximum, x* = w/(2λ), and for λ = 0 none.  Plain ascent with the
rate η multiplies the distance to x* by |1 − 2ηλ| at each step, so it arrives for η < 1/λ and diverges above.
The left panel is the first coordinate of the right one: L splits into a sum over coordinates, and so does the ascent.
"""

from dataclasses import dataclass

import numpy as np

from ..functions.models import linear, linear_optimum
from ..functions.penalties import l2
from ..pictures import marks
from ..pictures.curves import circle, contours
from ..pictures.marks import Picture, Readout
from ..pictures.numerals import number
from ..walks.ascent import ascent
from ..walks.trace import Trace
from .controls import point, seed, slider
from .parts import plane as parts
from .scene import Scene

B = 0.5


@dataclass(frozen=True)
class Controls:
    """w₁, w₂: the model.  penalty: λ.  rate: η.  start: x₀.  others: how many random starts besides."""

    penalty: float = slider(0.5, 0, 2, 0.01, "penalty λ")
    rate: float = slider(0.1, 0.01, 3, 0.01, "rate η")
    steps: int = slider(40, 0, 200, 1, "steps")
    w1: float = slider(1.0, -2, 2, 0.1, "weight w₁")
    w2: float = slider(2.0, -2, 2, 0.1, "weight w₂")
    others: int = slider(0, 0, 30, 1, "other starts")
    seed: int = seed()
    start: tuple[float, float] = point((3.0, -2.0), -5, 5, "start")


@dataclass(frozen=True)
class Numbers:
    """The walk, f and Ω along it, (time,), and x*, or None where there is no maximum."""

    c: Controls
    trace: Trace
    f: np.ndarray
    omega: np.ndarray
    optimum: np.ndarray | None


def compute(c: Controls) -> Numbers:
    """The ascent on L from all starts, and its parts f(x) = w·x + b and Ω(x) = −λ‖x‖² along it."""
    f = linear([c.w1, c.w2], B)
    omega = -c.penalty * l2
    trace = parts.walk_from(f + omega, c.start, c.others, c.seed, ascent(c.rate), c.steps)
    x = trace.x[:, 0]
    optimum = linear_optimum([c.w1, c.w2], c.penalty) if c.penalty > 0 else None
    return Numbers(c, trace, f(x), omega(x), optimum)


def draw(n: Numbers) -> Picture:
    """The curves along x₁, and the plane seen from above."""
    x = n.trace.x[:, 0]
    readouts = [
        Readout("x", x),
        Readout("f", n.f),
        Readout("Ω", n.omega),
        Readout("L", n.trace.value[:, 0]),
        Readout("‖x‖", np.hypot(*x.T)),
    ]
    if n.optimum is not None:
        readouts += [
            Readout("x* = w/2λ", n.optimum[None]),
            Readout("L*", np.array([B + n.c.penalty * n.optimum @ n.optimum])),
        ]
    note = _note(n)
    end = f"({number(x[-1, 0])}, {number(x[-1, 1])})"
    summary = f"After {n.trace.t[-1]} steps the ascent stands at x = {end}, with L = {number(n.trace.value[-1, 0])}."
    return Picture([_along_x1(n), _from_above(n)], n.trace.t, readouts, summary, note)


def _along_x1(n: Numbers) -> marks.Plane:
    x = parts.AXIS
    f = n.c.w1 * x + B
    omega = -n.c.penalty * x**2
    first = n.trace.x[:, 0, 0]
    with np.errstate(over="ignore"):
        path = np.stack([first, n.c.w1 * first + B - n.c.penalty * first**2], axis=-1)
    curve = lambda y, label, color, dash: marks.Lines([np.stack([x, y], 1)], label, color, dash, 2.0)
    content = [
        curve(f, "f = w₁x₁ + b", "blue", "dashed"),
        curve(omega, "Ω = −λx₁²", "orange", "dotted"),
        curve(f + omega, "L = f + Ω", "black", "solid"),
        marks.Path(parts.near(path[:, None]), "the ascent"),
    ]
    return marks.Plane((-5, 5), (-10, 6), content, "the first coordinate alone", "x₁", "height", equal=False)


def _from_above(n: Numbers) -> marks.Plane:
    model = linear([n.c.w1, n.c.w2], B)
    circles = [circle(r) for r in (1, 2, 3, 4)]
    content = [
        marks.Field(parts.on_grid(model - n.c.penalty * l2)),
        marks.Lines(parts.level_curves(model), "f = constant", "black", width=0.8),
        marks.Lines(circles, "Ω = constant", "black", "dashed", 0.8),
        *parts.trajectories(parts.near(n.trace.x)),
        marks.Handle("start", n.c.start),
    ]
    if n.optimum is not None:
        level = contours(parts.AXIS, parts.AXIS, parts.on_grid(model), model(n.optimum[None]).tolist())
        touching = [circle(float(np.hypot(*n.optimum))), *level]
        content.insert(-1, marks.Lines(touching, "they touch at x*", "orange", width=2.0))
        content.insert(-1, marks.Points(n.optimum[None], "x* = w/(2λ)", "black"))
    return parts.plane(*content, title="L from above: brighter is higher")


def _note(n: Numbers) -> str:
    c = n.c
    if c.penalty == 0:
        return "λ = 0: L = w·x + b has no maximum. The ascent goes on for ever, the same way at every step."
    factor = abs(1 - 2 * c.rate * c.penalty)
    if c.rate * c.penalty > 1:
        stopped = f" It stopped at {n.trace.note}." if n.trace.note else ""
        return (
            f"η = {number(c.rate)} is above 1/λ = {number(1 / c.penalty)}: each step overshoots x*, and its distance "
            f"grows {number(factor)}-fold. The walk diverges.{stopped}"
        )
    if factor == 1:
        return f"η = 1/λ = {number(c.rate)}: each step jumps across x* to the same distance on the other side."
    if n.optimum is not None and np.abs(n.optimum).max() > parts.REACH:
        return f"The maximum ({number(n.optimum[0])}, {number(n.optimum[1])}) lies outside of the window."
    return ""


SCENE = Scene(Controls, compute, draw)
