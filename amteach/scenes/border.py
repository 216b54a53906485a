"""The irrelevant border: how much of the frame can be wiped out before the network minds?

A picture is climbed, then its outer rows and columns are set to 0, from none to all; each of these pictures is shown to
the network.  Beside it stands the spread between the class means, which is small at the border: no class writes there.
"""

from dataclasses import dataclass

import numpy as np

from ..data.statistics import class_means
from ..functions.objectives import probabilities
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..pictures.numerals import number
from ..walks.ascent import ascent
from ..walks.trace import record
from ..walks.walk import walk
from .controls import choice, log_slider, seed, slider
from .parts import mnist as parts
from .scene import Scene

WIDTHS = range(14)


@dataclass(frozen=True)
class Controls:
    """width: the rows and columns at each side that are set to 0."""

    width: int = slider(1, 0, 13, 1, "border width")
    digit: str = choice("2", parts.DIGITS, "digit")
    start: str = choice("uniform", parts.STARTS, "start")
    rate: float = log_slider(0.3, 0.001, 10, "rate η")
    steps: int = slider(10, 1, 100, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The climbed picture with each width of its border wiped out, (14, 28, 28), and its P(digit), (14,)."""

    c: Controls
    wiped: np.ndarray
    p: np.ndarray
    spread: np.ndarray


def wipe(x: np.ndarray, width: int) -> np.ndarray:
    """x, (…, 28, 28), with `width` rows and columns at each side set to 0.

    >>> wipe(np.ones((1, 4, 4)), 1)[0]
    array([[0., 0., 0., 0.],
           [0., 1., 1., 0.],
           [0., 1., 1., 0.],
           [0., 0., 0., 0.]])
    """
    h, w = x.shape[-2:]
    inside = np.zeros((h, w), dtype=x.dtype)
    inside[width : h - width, width : w - width] = 1
    return x * inside


def compute(c: Controls) -> Numbers:
    """Logit ascent, then all widths at once: a batch of fourteen pictures."""
    f = parts.OBJECTIVES["logit"](int(c.digit)) @ parts.net()
    x = record(walk(f, parts.named_starts(c.start, seed=c.seed), ascent(c.rate), c.seed), c.steps, every=c.steps).x[-1]
    wiped = np.concatenate([wipe(x, width) for width in WIDTHS])
    p = probabilities(parts.net()(wiped))[:, int(c.digit)]
    return Numbers(c, wiped[:, 0], p, class_means()[:, 0].std(axis=0))


def draw(n: Numbers) -> Picture:
    """The picture, the same without its border, the spread between the class means, and P against the width."""
    low, high = float(n.wiped.min()), float(n.wiped.max())
    k = n.c.digit
    width = n.c.width
    curve = np.stack([np.array(WIDTHS), n.p], axis=1)
    chosen = marks.Points(curve[width : width + 1], "the width chosen", "red")
    captions = [f"P({k}) = {p:.4f}" for p in n.p]
    largest = float(n.spread.max())
    window = ((-0.5, 13.5), (-0.05, 1.05))
    confidence = [marks.Lines([curve], f"P({k})", "blue", width=2.0), chosen]
    panels = [
        marks.Images(n.wiped[None, :1], low, high, captions[:1], title="the picture"),
        marks.Images(n.wiped[None, [width]], low, high, [captions[width]], title="without border"),
        marks.Images(n.spread[None, None], 0.0, largest, [f"0 … {number(largest)}"], title="spread of class means"),
        marks.Plane(*window, confidence, "confidence", "width", f"P({k})", equal=False, size=(300, 240)),
    ]
    rim = np.concatenate([n.spread[[0, -1]].ravel(), n.spread[1:-1, [0, -1]].ravel()])
    readouts = [
        Readout("spread, outermost pixels", np.array([rim.mean()])),
        Readout("spread, middle 14 × 14", np.array([n.spread[7:21, 7:21].mean()])),
    ]
    rows = "1 row and column" if width == 1 else f"{width} rows and columns"
    summary = f"With {rows} wiped out at each side, P({k}) is {n.p[width]:.4f}; before, {n.p[0]:.4f}."
    return Picture(panels, np.array([0]), readouts, summary)


SCENE = Scene(Controls, compute, draw)
