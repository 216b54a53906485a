"""Two maxima: the start decides.

L(x) = max(x₁, x₂) − λ‖x‖² has two maxima, (1/(2λ), 0) and (0, 1/(2λ)).  Which one the ascent finds depends on the sign
of x₁ − x₂ at the start.  Instead of paying for the norm one can forbid it: f on ‖x‖ ≤ r is largest where the circle of
radius r touches the level curve f = r, at (r, 0) and (0, r).
"""

from dataclasses import dataclass

import numpy as np

from ..functions.function import Function
from ..functions.models import maximum
from ..functions.penalties import l2
from ..pictures import marks
from ..pictures.curves import circle
from ..pictures.marks import Picture, Readout
from ..pictures.numerals import number
from ..walks.ascent import ascent
from ..walks.operators import ball
from ..walks.trace import Trace
from .controls import choice, point, seed, slider
from .parts import plane as parts
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """prior: pay for the norm (λ), or forbid a norm above r.  ties: the subgradient where x₁ = x₂."""

    prior: str = choice("penalty", ("penalty", "constraint"), "prior")
    penalty: float = slider(0.2, 0, 2, 0.01, "penalty λ")
    radius: float = slider(3.0, 0.5, 5, 0.1, "radius r")
    rate: float = slider(0.2, 0.01, 2, 0.01, "rate η")
    steps: int = slider(40, 0, 200, 1, "steps")
    ties: str = choice("first", ("first", "even"), "at a tie")
    others: int = slider(12, 0, 60, 1, "other starts")
    seed: int = seed()
    start: tuple[float, float] = point((-3.0, -1.0), -5, 5, "start")


@dataclass(frozen=True)
class Numbers:
    """The objective, the walk, f along it, and the radius of the circle that touches."""

    c: Controls
    objective: Function
    trace: Trace
    f: np.ndarray
    radius: float | None


def compute(c: Controls) -> Numbers:
    """The ascent from all starts, on L = f − λ‖x‖², or on f with every step drawn back into the ball."""
    f = maximum(c.ties)
    if c.prior == "penalty":
        objective = f - c.penalty * l2
        step = ascent(c.rate)
        radius = 1 / (2 * c.penalty) if c.penalty > 0 else None
    else:
        objective = f
        step = ascent(c.rate, operator=ball(c.radius))
        radius = c.radius
    trace = parts.walk_from(objective, c.start, c.others, c.seed, step, c.steps)
    return Numbers(c, objective, trace, f(trace.x[:, 0]), radius)


def draw(n: Numbers) -> Picture:
    """The plane from above, the walks coloured by the maximum that is nearer at their end."""
    x = n.trace.x
    last = x[-1]
    to_first = last[:, 0] > last[:, 1]
    tie = last[:, 0] == last[:, 1]
    paths = [
        marks.Path(parts.near(x[:, rows]), label, color, width=1.2)
        for rows, label, color in (
            (to_first, "ends with x₁ > x₂", "red"),
            (~to_first & ~tie, "ends with x₁ < x₂", "blue"),
            (tie, "ends on the tie line", "black"),
        )
        if rows.any()
    ]
    diagonal = np.array([[-parts.REACH, -parts.REACH], [parts.REACH, parts.REACH]])
    content = [
        marks.Field(parts.on_grid(n.objective)),
        marks.Lines(parts.level_curves(maximum()), "f = constant", "black", width=0.8),
        marks.Lines([diagonal], "x₁ = x₂", "purple", "dotted", 2.5),
        *_touching(n.radius, paths),
        marks.Handle("start", n.c.start),
    ]
    first = x[:, 0]
    readouts = [
        Readout("x", first),
        Readout("f", n.f),
        Readout("L" if n.c.prior == "penalty" else "f under ‖x‖ ≤ r", n.trace.value[:, 0]),
        Readout("‖x‖", np.hypot(*first.T)),
    ]
    if n.radius:
        readouts.append(Readout("1/(2λ)" if n.c.prior == "penalty" else "r", np.array([n.radius])))
    found = f"{to_first.sum()} of {len(last)} walks end with x₁ > x₂, {(~to_first & ~tie).sum()} with x₁ < x₂"
    summary = f"{found}; the dragged one stands at ({number(first[-1, 0])}, {number(first[-1, 1])})."
    title = "L = max(x₁, x₂) − λ‖x‖²" if n.c.prior == "penalty" else "max(x₁, x₂) under ‖x‖ ≤ r"
    return Picture([parts.plane(*content, title=title), _beside(n)], n.trace.t, readouts, summary, _note(n))


def _beside(n: Numbers) -> marks.Plane:
    """L through the best point of the tie line, along the line and across it; or f along the circle."""
    s = np.linspace(-4, 4, 201)
    if n.c.prior == "constraint":
        angle = s * 45 + 45
        on_circle = n.c.radius * np.stack([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))], 1)
        line = marks.Lines([np.stack([angle, n.objective(on_circle)], 1)], "f on the circle", "black", width=2.0)
        touching = marks.Points(np.array([[0.0, n.c.radius], [90.0, n.c.radius]]), "the maxima", "black")
        title = "around the circle ‖x‖ = r"
        label = "angle from the x₁ axis, degrees"
        return marks.Plane((-135, 225), (-5.5, 5.5), [line, touching], title, label, "f", equal=False)
    best = 1 / (4 * n.c.penalty) if n.c.penalty > 0 else 0.0
    along = np.array([1.0, 1.0]) / np.sqrt(2)
    across = np.array([1.0, -1.0]) / np.sqrt(2)
    curve = lambda direction: np.stack([s, n.objective(best + s[:, None] * direction)], 1)
    top = np.array([[0.0, float(n.objective(np.full((1, 2), best))[0])]])
    content = [
        marks.Lines([curve(along)], "along the tie line", "purple", "dotted", 2.5),
        marks.Lines([curve(across)], "across it", "black", "solid", 2.0),
        *([marks.Points(top, "best of the tie line", "black")] if n.c.penalty else []),
    ]
    window = ((-4, 4), (curve(across)[:, 1].max() - 4, curve(across)[:, 1].max() + 1))
    title = "a ridge seen along the line is no maximum"
    return marks.Plane(*window, content, title, "distance from the tie's best point", "L", equal=False)


def _touching(radius: float | None, paths: list[marks.Path]) -> list[marks.Lines | marks.Path | marks.Points]:
    """The circle and the level curve below the paths, the points where they touch above."""
    if radius is None:
        return [*paths]
    corner = np.array([[-parts.REACH, radius], [radius, radius], [radius, -parts.REACH]])
    return [
        marks.Lines([circle(radius)], "circle ‖x‖ = r", "orange", "dashed", 2.0),
        marks.Lines([corner], "level curve f = r", "orange", "solid", 2.0),
        *paths,
        marks.Points(np.eye(2) * radius, "they touch: the maxima", "black"),
    ]


def _note(n: Numbers) -> str:
    c = n.c
    if c.prior == "penalty" and c.penalty == 0:
        return "λ = 0: L = max(x₁, x₂) has no maximum; the larger coordinate grows for ever."
    if c.prior == "penalty" and c.rate * c.penalty > 1:
        stopped = f" It stopped at {n.trace.note}." if n.trace.note else ""
        return f"η = {number(c.rate)} is above 1/λ = {number(1 / c.penalty)}: the walk diverges.{stopped}"
    if n.radius and n.radius > parts.REACH:
        return f"The maxima lie at a distance of 1/(2λ) = {number(n.radius)}, outside of the window."
    if c.start[0] == c.start[1]:
        picks = {"first": "the first coordinate: the walk leaves the tie", "even": "½, ½: the walk stays on the tie"}
        return f"The start lies on the tie line, where f has a kink. The code picks {picks[c.ties]}."
    return ""


SCENE = Scene(Controls, compute, draw)
