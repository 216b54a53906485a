"""Regression: more blobs, fewer blobs, or a certain number of them.

A network with one output z has learnt to say how many blobs are in a picture.  We climb z (more), −z (fewer) or
−(z − y)² (as many as y), from a picture of blobs, a little way in each step and within the grey values that there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..data import blobs
from ..functions.regression import down, target, up
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.operators import clip
from ..walks.trace import Trace, growing
from ..walks.walk import walk
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """aim: what is climbed; y: the number aimed at.  blobs: how many there are at the start."""

    aim: str = choice("more", ("more", "fewer", "as many as y"), "climb to")
    y: int = slider(6, 0, blobs.MOST, 1, "number y")
    blobs: int = slider(3, 0, blobs.MOST, 1, "blobs at the start")
    steps: int = slider(40, 1, 100, 1, "steps")
    rate: float = slider(0.3, 0.05, 1, 0.05, "step length")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk so far, and the network's count z along it."""

    c: Controls
    trace: Trace
    z: np.ndarray


def compute(c: Controls) -> Iterator[Numbers]:
    """The ascent on an objective of z, from one picture of blobs; each step has at most the length η."""
    net = zoo.blob_counter()
    f = {"more": up, "fewer": down, "as many as y": target(c.y)}[c.aim] @ net
    x0 = blobs.draw(1, c.seed, c.blobs).images
    z = np.empty(0)
    for trace in growing(walk(f, x0, ascent(c.rate, normalized, clip(0, 1)), c.seed), c.steps):
        z = np.concatenate([z, net(trace.x[len(z) :, 0])[:, 0]])
        yield Numbers(c, trace, z)


def draw(n: Numbers) -> Picture:
    """The picture, what has changed in it, and the count over the steps."""
    c = n.c
    x = n.trace.x[:, 0, 0]
    z = n.z
    captions = [[f"z = {value:.2f}" for value in z]]
    counts = {"count z": z} | ({"the number y": np.full(len(z), float(c.y))} if c.aim == "as many as y" else {})
    panels = [
        marks.Images(x[:1, None], 0.0, 1.0, [f"{c.blobs} blobs; z = {z[0]:.2f}"], title="the start"),
        marks.Images(x[:, None], 0.0, 1.0, captions, title="the picture"),
        parts.change_panel(x),
        parts.curves_panel(n.trace.t, counts, "z", "how many blobs the network sees"),
    ]
    readouts = [
        Readout("z", z),
        Readout("objective", n.trace.value[:, 0]),
        Readout("‖x − x₀‖", np.linalg.norm(x - x[0], axis=(1, 2))),
    ]
    aim = f"as many as {c.y}" if c.aim == "as many as y" else c.aim
    summary = f"From {c.blobs} blobs, climbing to {aim}: z goes from {z[0]:.2f} to {z[-1]:.2f}."
    return Picture(panels, n.trace.t, readouts, summary, _note(n))


def _note(n: Numbers) -> str:
    if n.c.aim == "fewer" and n.z[-1] < -0.5:
        return "z is below 0: no picture has fewer than no blobs, but the network was never told."
    if n.c.aim == "more" and n.z[-1] > blobs.MOST + 0.5:
        return f"z is above {blobs.MOST}, more than any picture had that the network learnt from."
    return ""


SCENE = Scene(Controls, compute, draw)
