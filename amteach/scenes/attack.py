"""Fooling two nets: a small change to a picture, and it is another digit for the net.

x ← clip(P(x + η d)), with P the nearest point of the ball ‖x − c‖ ≤ ε about the picture c: the ascent of every lecture,
held near a picture.  The same attack is made on the CNN of lecture 03 and on a net that was trained another way; and
each net is asked what it says of the picture that fooled the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..data.drawn_digits import draw as draw_digits
from ..functions.function import Function
from ..functions.objectives import log_softmax, probabilities
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.attacks import NORMS, SHARE, within
from ..walks.evolution import evolve
from ..walks.trace import growing
from ..walks.walk import Step, walk
from ..zoo.robust.net import NETS
from .controls import choice, log_slider, seed, slider
from .parts import mnist as parts
from .scene import Scene

OTHERS = tuple(name.replace("_", " ") for name in NETS)


@dataclass(frozen=True)
class Controls:
    """start: c, a digit drawn by the package, or noise.  target: the class climbed on.  by: with a gradient or not."""

    start: str = choice("3", (*parts.DIGITS, "noise"), "start")
    target: str = choice("8", parts.DIGITS, "target")
    norm: str = choice("L2", tuple(NORMS), "norm")
    radius: float = log_slider(2.0, 0.03, 15, "radius ε")
    by: str = choice("gradient", ("gradient", "evolution"), "by")
    other: str = choice("adversarial", OTHERS, "second net")
    steps: int = slider(40, 1, 100, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """c, (28, 28); x, (time, 2, 28, 28), one picture for each net; p, (time, 2 pictures, 2 nets): P(target)."""

    c: Controls
    t: np.ndarray
    center: np.ndarray
    x: np.ndarray
    p: np.ndarray


def center(c: Controls) -> np.ndarray:
    """The picture that the attack starts from: (1, 1, 28, 28)."""
    if c.start == "noise":
        return parts.named_starts("uniform", seed=c.seed)
    ten = draw_digits(10, c.seed)
    return ten.images[ten.labels == int(c.start)]


def compute(c: Controls) -> Iterator[Numbers]:
    """Two walks, one on each net, step by step."""
    x0 = center(c)
    k = int(c.target)
    nets = (parts.net(), zoo.robust_net(c.other.replace(" ", "_")))
    into_ball = within(c.radius, x0, c.norm)
    walks = [growing(walk(log_softmax(k) @ f, x0, step(c, into_ball), c.seed), c.steps, chunk=5) for f in nets]
    p = np.empty((0, 2, 2))
    for traces in zip(*walks, strict=True):
        x = np.concatenate([trace.x for trace in traces], axis=1)
        new = x[len(p) :].reshape(-1, *parts.SHAPE)
        p_new = [probabilities(f(new))[:, k].reshape(-1, 2) for f in nets]
        p = np.concatenate([p, np.stack(p_new, axis=2)])
        yield Numbers(c, traces[0].t, x0[0, 0], x[:, :, 0], p)


def step(c: Controls, into_ball: Function) -> Step:
    """Projected gradient ascent (PGD), or an evolution strategy with ten children a step.  Both stay in the ball."""
    if c.by == "evolution":
        return evolve(c.radius / 4 if c.norm == "L∞" else c.radius / 64, 10, into_ball)
    return ascent(SHARE * c.radius, NORMS[c.norm][1], into_ball)


def draw(n: Numbers) -> Picture:
    """The picture, what each net is fooled by, what was added, and P(target) over the steps."""
    k = n.c.target
    names = ("CNN", f"{n.c.other} net")
    change = n.x - n.center
    length = np.sqrt((change**2).sum(axis=(2, 3)))
    largest = np.abs(change).max(axis=(2, 3))
    limit = float(largest.max()) or 1.0
    own = np.stack([n.p[:, 0, 0], n.p[:, 1, 1]])
    other = np.stack([n.p[:, 0, 1], n.p[:, 1, 0]])
    before = "noise" if n.c.start == "noise" else f"a drawn {n.c.start}"
    start = np.broadcast_to(n.center, n.x[:, 0].shape)
    pictures = np.stack([start, n.x[:, 0], start, n.x[:, 1]], axis=1)
    fooled = [[f"P({k}) = {p:.4f}" for p in column] for column in own]
    captions = ["c", fooled[0], "c", fooled[1]]
    lengths = [[f"‖x − c‖ = {v:.2f}" for v in column] for column in length.T]
    panels = [
        marks.Images(pictures, 0.0, 1.0, captions, 2, names, f"{before}, and x on its way to {k}"),
        marks.Images(change, -limit, limit, lengths, 1, title="what was added", signed=True),
        parts.curves_panel(n.t, dict(zip(names, own, strict=True)), f"P({k})", "each net on its own x", (0.0, 1.0)),
    ]
    readouts = [
        Readout(f"P({k}) of x by its own net", own.T),
        Readout("by the other net", other.T),
        Readout("‖x − c‖", length),
        Readout("largest change of a pixel", largest),
    ]
    summary = (
        f"After {n.t[-1]} steps by {n.c.by} within {n.c.norm} {n.c.radius:.2g} of {before}, the {names[0]} gives {k} "
        f"the probability {own[0, -1]:.4f}, and the {names[1]}, on its own picture, {own[1, -1]:.4f}."
    )
    return Picture(panels, n.t, readouts, summary)


SCENE = Scene(Controls, compute, draw)
