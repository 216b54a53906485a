"""The atlas of the units: what every channel of a layer wants to see, all at once.

One walk, with one row for each unit: row i climbs the mean activation of channel i (or the logit of class i).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..functions.function import Function
from ..functions.hidden_layers import channel
from ..functions.objectives import logit
from ..functions.transforms import jitter
from ..pictures.marks import Images, Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.inits import uniform
from ..walks.operators import clip
from ..walks.trace import Trace, growing
from ..walks.walk import walk
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene

UNITS = {"relu1": 32, "relu2": 64, "logits": 10}


@dataclass(frozen=True)
class Controls:
    """layer: whose units.  rate η: the length of a step.  jitter: how far the picture is shaken at each step."""

    layer: str = choice("relu1", tuple(UNITS), "layer")
    steps: int = slider(20, 1, 60, 1, "steps")
    rate: float = slider(1.0, 0.1, 4, 0.1, "step length")
    jitter: int = slider(0, 0, 4, 1, "jitter, px")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk so far: one row for each unit."""

    c: Controls
    trace: Trace


def objective(layer: str) -> Function:
    """Row i climbs unit i of this layer."""
    units = range(UNITS[layer])
    return logit(units) @ parts.net() if layer == "logits" else channel(units) @ zoo.mnist_cnn(layer=layer)


def compute(c: Controls) -> Iterator[Numbers]:
    """All units in one batch, from random grey, where few units are dead, with values in 0 … 1."""
    x0 = uniform((1, *parts.SHAPE), seed=c.seed).repeat(UNITS[c.layer], axis=0)
    f = objective(c.layer) @ jitter(c.jitter)
    for trace in growing(walk(f, x0, ascent(c.rate, normalized, clip(0, 1)), c.seed), c.steps):
        yield Numbers(c, trace)


def draw(n: Numbers) -> Picture:
    """A picture for each unit, with its activation."""
    value = n.trace.value
    captions = [[f"{i}: {v:.3g}" for v in column] for i, column in enumerate(value.T)]
    columns = {"relu1": 8, "relu2": 16, "logits": 5}[n.c.layer]
    title = f"{n.c.layer}: unit and its activation"
    panel = Images(n.trace.x[:, :, 0], 0.0, 1.0, captions, columns, title=title)
    readouts = [Readout("smallest activation", value.min(axis=1)), Readout("largest", value.max(axis=1))]
    still = int((np.abs(n.trace.grad[-1]).max(axis=(1, 2, 3)) == 0).sum())
    note = f"{still} units have no gradient here: behind their ReLU nothing is active." if still else ""
    grown = int((value[-1] > value[0]).sum())
    summary = f"After {n.trace.t[-1]} steps {grown} of {value.shape[1]} units are more active than at the start."
    return Picture([panel], n.trace.t, readouts, summary, note)


SCENE = Scene(Controls, compute, draw)
