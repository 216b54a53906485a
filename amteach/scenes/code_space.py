"""Code space: a plane in which every point is a picture, and an ascent in it.

A decoder G draws a digit from two numbers h.  The field is log P(k | G(h)), what the CNN says of the picture at each
point; beside it the plane is drawn as pictures.  The walk is the three-term step with the code's own prior N(0, 1):

    h ← h + ε₁ ∇log p(h) + ε₂ ∇log P(k | G(h)) + ε₃ ξ,   ∇log p(h) = −h

Without noise and prior it is an ascent of the class alone; with all three it visits many pictures of it.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import zoo
from ..functions.objectives import log_softmax, probabilities
from ..functions.penalties import l2
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.operators import clip
from ..walks.ppgn import ppgn
from ..walks.trace import Trace, record
from ..walks.walk import walk
from .controls import choice, point, seed, slider
from .parts import mnist as parts
from .scene import Scene

REACH = 3.0  # the window is −3 … 3 in both directions: the codes of training digits have standard deviation 1
AXIS = np.linspace(-REACH, REACH, 25)
FEW = 7  # pictures along a side of the plane
FLOOR = -12.0  # log P is drawn down to here


@dataclass(frozen=True)
class Controls:
    """digit: the class.  ε₁, ε₂, ε₃: towards likely codes, towards the class, noise.  start: the first code."""

    digit: str = choice("7", parts.DIGITS, "digit")
    prior: float = slider(0.01, 0, 0.3, 0.01, "prior ε₁")
    rate: float = slider(0.05, 0, 0.5, 0.01, "class ε₂")
    noise: float = slider(0.0, 0, 0.5, 0.01, "noise ε₃")
    steps: int = slider(60, 1, 150, 1, "steps")
    start: tuple[float, float] = point((-1.5, 2.0), -REACH, REACH, "start")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk, its pictures (time, 28, 28), and what the CNN says of each, (time, 10)."""

    c: Controls
    trace: Trace
    x: np.ndarray
    p: np.ndarray


@cache
def everywhere() -> tuple[np.ndarray, np.ndarray]:
    """log P of the ten classes on the grid, (10, rows, columns), and the plane as pictures, (196, 196)."""
    decoder = zoo.plane_decoder()
    grid = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2).astype(np.float32)
    z = parts.net()(decoder(grid)).astype(float)
    log_p = z - z.max(axis=1, keepdims=True)
    log_p -= np.log(np.exp(log_p).sum(axis=1, keepdims=True))
    side = np.linspace(-REACH, REACH, FEW)
    few = np.stack(np.meshgrid(side, side[::-1]), axis=-1).reshape(-1, 2).astype(np.float32)  # the top row first
    mosaic = decoder(few).reshape(FEW, FEW, 28, 28).swapaxes(1, 2).reshape(FEW * 28, FEW * 28)
    return log_p.T.reshape(10, len(AXIS), len(AXIS)), mosaic


def compute(c: Controls) -> Numbers:
    """The walk of one code, kept within the window."""
    decoder = zoo.plane_decoder()
    f = log_softmax(int(c.digit)) @ parts.net() @ decoder
    step = ppgn(-0.5 * l2, c.prior, c.rate, c.noise, clip(-REACH, REACH))
    trace = record(walk(f, np.array([c.start], np.float32), step, c.seed), c.steps)
    x = decoder(trace.x[:, 0])
    return Numbers(c, trace, x[:, 0], probabilities(parts.net()(x)))


def draw(n: Numbers) -> Picture:
    """The plane with the walk, the plane as pictures, the picture where the walk stands, and what the network says."""
    k = int(n.c.digit)
    h = n.trace.x[:, 0].astype(float)
    log_p, mosaic = everywhere()
    codes, labels = zoo.plane_codes()
    inside = np.abs(codes).max(axis=1) < REACH
    content = [
        marks.Field(np.maximum(log_p[k], FLOOR)),
        marks.Points(codes[(labels == k) & inside].astype(float), f"real digits {k}", "black"),
        marks.Path(h[:, None], "the code", "red"),
        marks.Handle("start", n.c.start),
    ]
    window = ((-REACH, REACH), (-REACH, REACH))
    panels = [
        marks.Plane(*window, content, f"log P({k} | G(h)), from −{-FLOOR:g} to 0", "h₁", "h₂", size=(330, 320)),
        marks.Images(mosaic[None, None], 0.0, 1.0, ["each at its h"], title="the same plane, drawn by G"),
        parts.picture_panel(n.x, "the picture G(h)"),
        marks.Bars(n.p, parts.DIGITS, k, "what the CNN says"),
    ]
    readouts = [
        Readout("h", h),
        Readout(f"log P({k})", n.trace.value[:, 0].astype(float)),
        Readout(f"P({k})", n.p[:, k]),
        Readout("log p(h)", -0.5 * (h**2).sum(axis=1) - np.log(2 * np.pi)),
    ]
    summary = (
        f"After {n.trace.t[-1]} steps the code stands at ({h[-1, 0]:.2f}, {h[-1, 1]:.2f}); the CNN says "
        f"{n.p[-1].argmax()} of its picture, P({k}) = {n.p[-1, k]:.4f}."
    )
    return Picture(panels, n.trace.t, readouts, summary, _note(n, k))


def _note(n: Numbers, k: int) -> str:
    if n.p[-1, k] < 0.5 and n.c.noise == 0:
        return (
            "The walk has not reached its digit: here log P is almost flat, or a hill of another shape stands between."
        )
    return ""


SCENE = Scene(Controls, compute, draw)
