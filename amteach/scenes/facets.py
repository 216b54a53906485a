"""Facets: four pictures of the same unit, and what makes them differ.

All four climb the logit of one digit under one prior.  A way to facets, with its strength, gives them other starts,
cuts other paths of the network, pays them for being unlike, asks for a second unit as well, or shakes them.  How unlike
they are is a number: the mean cosine of two pictures, and of what the last hidden layer says of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..experiments.facets import WAYS
from ..experiments.unlikeness import mean_cosine, mean_distance
from ..functions.objectives import probabilities
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.trace import growing
from ..walks.walk import walk
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """digit: whose unit.  way: what makes the four differ.  strength: 0 without it, 1 as in the lecture's table."""

    digit: str = choice("7", parts.DIGITS, "digit")
    way: str = choice("random starts", tuple(WAYS), "way")
    strength: float = slider(1.0, 0, 3, 0.1, "strength")
    steps: int = slider(30, 1, 100, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk so far: steps, pictures (time, 4, 28, 28), P, and for each step the three measures of unlikeness."""

    c: Controls
    t: np.ndarray
    x: np.ndarray
    p: np.ndarray
    unlike: np.ndarray


def compute(c: Controls) -> Iterator[Numbers]:
    """The four walks as one batch, and what the two halves of the network say at each step."""
    pool = zoo.mnist_cnn(layer="pool")
    head = zoo.mnist_head()
    way = WAYS[c.way](int(c.digit), c.strength, c.seed)
    p: list[np.ndarray] = []
    unlike: list[tuple[float, float, float]] = []
    for trace in growing(walk(way.f, way.x0, way.step, c.seed), c.steps, chunk=4):
        for x in trace.x[len(p) :]:
            a = pool(x)
            p.append(probabilities(head(a))[:, int(c.digit)])
            unlike.append((float(mean_distance(x)), float(mean_cosine(x)), float(mean_cosine(a))))
        yield Numbers(c, trace.t, trace.x[:, :, 0], np.stack(p), np.array(unlike))


def draw(n: Numbers) -> Picture:
    """The four pictures and their mean, and how alike they are, step by step."""
    distance, pixels, codes = n.unlike.T
    captions = [*([f"P = {v:.3f}" for v in column] for column in n.p.T), "their mean"]
    with_mean = np.concatenate([n.x, n.x.mean(axis=1, keepdims=True)], axis=1)
    curves = {"of pixels": pixels, "of codes": codes}
    title = f"four pictures of the unit {n.c.digit}, and what they share"
    panels = [
        marks.Images(with_mean, 0.0, 1.0, captions, 3, title=title),
        parts.curves_panel(n.t, curves, "mean cosine of two", "how alike they are", (min(0.0, float(pixels.min())), 1)),
    ]
    readouts = [
        Readout("mean distance of two", distance),
        Readout("cosine of pixels", pixels),
        Readout("cosine of codes", codes),
        Readout("smallest P", n.p.min(axis=1)),
    ]
    summary = (
        f"After {n.t[-1]} steps by {n.c.way}, two pictures of {n.c.digit} are {distance[-1]:.2f} apart; the mean "
        f"cosine is {pixels[-1]:.2f} of their pixels and {codes[-1]:.2f} of their codes."
    )
    return Picture(panels, n.t, readouts, summary, _note(n))


def _note(n: Numbers) -> str:
    if n.unlike[-1, 0] < 1e-3:
        return "All four are equal: nothing sets them apart."
    if n.p[-1].min() < 0.9:
        return f"A picture has lost its unit: its P is only {n.p[-1].min():.2f}. Unlike, but no facet."
    return ""


SCENE = Scene(Controls, compute, draw)
