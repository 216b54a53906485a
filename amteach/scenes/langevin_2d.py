"""Sampling in the plane: three arrows make a step.

x ← x + ε₁ ∇log p(x) + ε₂ ∇log p(k|x) + ε₃ ξ: towards what is likely (blue), towards what the unit wants (red), and
a little noise (green).  The sum of the three (black) leads from where the chain stands to where it goes next or, with
MALA, to where it proposes to go.  Without noise the walk climbs; with ε₃ = √(2ε₁) it samples p(x) p(k|x)^(ε₂/ε₁),
which is p(x|k), up to a constant, where ε₂ = ε₁.
"""

from dataclasses import dataclass

import numpy as np

from ..functions.function import Function
from ..functions.objectives import log_softmax, probabilities
from ..pictures import marks
from ..pictures.curves import contours
from ..pictures.marks import Picture, Readout
from ..pictures.numerals import number
from ..walks.langevin import langevin
from ..walks.mala import mala
from ..walks.ppgn import ppgn
from ..walks.trace import Trace
from .controls import choice, log_slider, point, seed, slider
from .parts import plane as parts
from .parts.gaussians import CLASSES, LOG_P, NET, WINDOW, histogram
from .scene import Scene

CHAINS = 200
ONE_RATE = {"Langevin": langevin, "MALA": mala}
ARROWS = (("ε₁ ∇log p(x)", "blue"), ("ε₂ ∇log p(k|x)", "red"), ("ε₃ ξ", "green"), ("their sum", "black"))


@dataclass(frozen=True)
class Controls:
    """sampler: "three terms" takes all three ε; Langevin and MALA set ε₂ = ε₁ and ε₃ = √(2ε₁), climb sets ε₃ = 0."""

    sampler: str = choice("three terms", ("three terms", "Langevin", "MALA", "climb"), "sampler")
    unit: str = choice("1", CLASSES, "class k")
    prior_rate: float = log_slider(0.2, 0.001, 2, "to p(x), ε₁")
    rate: float = slider(0.2, 0, 1, 0.01, "to class k, ε₂")
    noise: float = slider(0.63, 0, 2, 0.01, "noise ε₃")
    steps: int = slider(100, 1, 500, 1, "steps")
    seed: int = seed()
    start: tuple[float, float] = point((3.5, 3.5), -5, 5, "start")


@dataclass(frozen=True)
class Numbers:
    """What is sampled, up to a constant; log p(k|x); the chains; the first one's terms and their sum, (time, 4, 2)."""

    c: Controls
    target: Function
    f: Function
    trace: Trace
    terms: np.ndarray


def compute(c: Controls) -> Numbers:
    """One chain from the start and 199 from all over the window, and the terms of the first one's steps."""
    f = log_softmax(int(c.unit) - 1) @ NET
    one_rate = c.sampler in ONE_RATE
    rate = c.prior_rate if one_rate else c.rate
    noise = {"three terms": c.noise, "climb": 0.0}.get(c.sampler, float(np.sqrt(2 * c.prior_rate)))
    step = ONE_RATE[c.sampler](rate) if one_rate else ppgn(LOG_P, c.prior_rate, rate, noise)
    target = LOG_P + (rate / c.prior_rate) * f
    trace = parts.walk_from(target if one_rate else f, c.start, CHAINS - 1, c.seed, step, c.steps)
    x = trace.x[:, 0]
    terms = (
        c.prior_rate * LOG_P.value_and_grad(x)[1],
        rate * f.value_and_grad(x)[1],
        noise * _xi(c)[: len(x)],
    )
    return Numbers(c, target, f, trace, np.stack([*terms, sum(terms)], axis=1))


def _xi(c: Controls) -> np.ndarray:
    """The noise ξ of the first chain at each step: what the walk draws from its seed, drawn once more."""
    rng = np.random.default_rng(c.seed)
    xi = []
    for _ in range(c.steps + 1):
        xi.append(rng.standard_normal((CHAINS, 2))[0])
        if c.sampler == "MALA":
            rng.random(CHAINS)
    return np.array(xi)


def draw(n: Numbers) -> Picture:
    """The density with the chain on it, the step from there, and all chains against the density."""
    k = int(n.c.unit) - 1
    x = n.trace.x[:, 0]
    late = n.trace.x[len(n.trace) // 2 :]
    density = parts.on_grid(n.target)
    density = np.exp(density - density.max())
    half = contours(parts.AXIS, parts.AXIS, parts.on_grid(n.f), [np.log(0.5)])
    content = [
        marks.Field(density),
        marks.Lines(half, "p(k|x) = ½", "black", "dashed", 1.2),
        marks.Path(parts.near(n.trace.x[:, :1]), "the chain", "orange", 1.0),
        *_arrows(x, n.terms)[:3],
        marks.Handle("start", n.c.start),
    ]
    size = (330, 300)
    above = marks.Plane(WINDOW, WINDOW, content, "the chain on the density", size=size)
    panels = [above, _step(n.terms), histogram(late, density, "the chains, second half", size)]
    shares = probabilities(NET(late.reshape(-1, 2))).mean(axis=0)
    true = density.ravel() @ probabilities(NET(parts.GRID)) / density.sum()
    readouts = [Readout("x", x), Readout("log p(x)", LOG_P(x)), Readout("P(k|x)", np.exp(n.f(x)))]
    if n.trace.accepted is not None:
        readouts += [Readout("accepted", n.trace.accepted.mean(axis=1) / np.maximum(n.trace.t, 1))]
    readouts += [Readout("time in each class", shares[None]), Readout("by the density", true[None])]
    spent = f"{CHAINS} chains by {n.c.sampler} spend {number(shares[k])} of their time in class {n.c.unit}"
    return Picture(panels, n.trace.t, readouts, f"{spent}; the density has {number(true[k])}.", _note(n))


def _arrows(x: np.ndarray, terms: np.ndarray, named: bool = False) -> list[marks.Arrows]:
    """An arrow for each term from the points x, (time, 2)."""
    ends = np.clip(np.stack([x[:, None] + 0 * terms, x[:, None] + terms], axis=2), -1e6, 1e6)
    return [marks.Arrows(ends[:, i : i + 1], label if named else "", c) for i, (label, c) in enumerate(ARROWS)]


def _step(terms: np.ndarray) -> marks.Plane:
    """The arrows from 0, as large as there is room for them."""
    reach = max(1e-3, float(np.quantile(np.abs(terms).max(axis=(1, 2)), 0.95)))
    window = (-1.1 * reach, 1.1 * reach)
    arrows = _arrows(np.zeros((len(terms), 2)), terms, named=True)
    title = "the step from where it stands"
    return marks.Plane(window, window, arrows, title, "change of x₁", "change of x₂", size=(330, 300))


def _note(n: Numbers) -> str:
    c = n.c
    right = np.sqrt(2 * c.prior_rate)
    if n.trace.note:
        return f"The chains left the finite numbers at {n.trace.note}"
    if c.sampler == "climb":
        return "Without noise this is an ascent: every chain ends on a summit, and the density is not sampled."
    if c.sampler in ONE_RATE and (c.rate, round(c.noise, 2)) != (c.prior_rate, round(right, 2)):
        return f"{c.sampler} has one ε: it sets ε₂ = ε₁ = {number(c.prior_rate)} and ε₃ = √(2ε₁) = {number(right)}."
    if c.sampler == "three terms" and not 0.9 < c.noise / right < 1.1:
        spread = "narrow" if c.noise < right else "wide"
        return (
            f"What samples the density is ε₃ = √(2ε₁) = {number(right)}; with this noise the chains are too {spread}."
        )
    return ""


SCENE = Scene(Controls, compute, draw)
