"""Ten classes from four starts: the same ascent, other pictures.

All forty ascents are one batch of one walk: row i of every array belongs to the i-th picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..pictures.marks import Images, Picture, Readout
from ..pictures.numerals import number
from ..walks.ascent import ascent
from ..walks.trace import Trace
from ..walks.walk import walk
from .controls import choice, log_slider, seed, slider
from .parts import mnist as parts
from .scene import Scene

ROWS = ("ones", "0.5", "zeros", "uniform")


@dataclass(frozen=True)
class Controls:
    """show: the pictures themselves, or how each has changed since its start."""

    objective: str = choice("logit", tuple(parts.OBJECTIVES), "objective")
    show: str = choice("pictures", ("pictures", "changes"), "show")
    rate: float = log_slider(0.3, 0.001, 10, "rate η")
    steps: int = slider(10, 1, 60, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk of forty pictures so far, and the probability of its own class for each."""

    c: Controls
    trace: Trace
    p: np.ndarray


def compute(c: Controls) -> Iterator[Numbers]:
    """Forty ascents at once: for each start a row of the ten classes."""
    digits = np.tile(np.arange(10), len(ROWS))
    x0 = np.repeat(parts.named_starts(*ROWS, seed=c.seed), 10, axis=0)
    states = walk(parts.OBJECTIVES[c.objective](digits) @ parts.net(), x0, ascent(c.rate), c.seed)
    for trace, _, p in parts.pictures_along(states, c.steps, chunk=1):
        yield Numbers(c, trace, p[:, np.arange(len(digits)), digits])


def draw(n: Numbers) -> Picture:
    """Four rows of ten, each with the probability that the network gives it."""
    x = n.trace.x[:, :, 0]
    signed = n.c.show == "changes"
    if signed:
        x = x - x[0]
    largest = float(np.abs(x).max()) or 1.0
    low, high = (-largest, largest) if signed else (float(x.min()), float(x.max()))
    captions = [[f"{p:.4f}" for p in column] for column in n.p.T]
    title = f"{n.c.show}: digits 0 … 9 across, the starts down; below each, P(digit)"
    panel = Images(x, low, high, captions, 10, ROWS, title, signed)
    sure = (n.p > 0.9999).sum(axis=1)
    readouts = [Readout("smallest P", n.p.min(axis=1)), Readout("pictures with P > 0.9999, of 40", sure)]
    summary = (
        f"After {n.trace.t[-1]} steps {sure[-1]} of 40 pictures are given their class with P > 0.9999; "
        f"the smallest P is {n.p[-1].min():.4f}. Values run from {number(low)} to {number(high)}."
    )
    return Picture([panel], n.trace.t, readouts, summary, n.trace.note)


SCENE = Scene(Controls, compute, draw)
