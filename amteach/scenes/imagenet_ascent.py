"""Climbing a class of ImageNet, and what the network says of the picture that is shown.

f = the mean of the class's channel on SqueezeNet, before the last ReLU: by plain steps, or with the priors of lecture
05.  The picture is cut off at 0 and 1 and rounded to 256 shades before it is shown, and before it is scored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from .. import zoo
from ..functions.function import Function
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..zoo.imagenet.files import FileMissing, find
from ..zoo.imagenet.walks import CLASSES, Walks, run, stored
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene

UNITS = {  # the source's five words, with the classes they are climbed as, and three more
    "ambulance": 407,
    "bicycle: mountain_bike": 671,
    "car: sports_car": 817,
    "caterpillar: tractor": 866,
    "helicopter: warplane": 895,
    "carousel": 476,
    "water_ouzel": 20,
    "zebra": 340,
}
PICTURES = 6  # of a walk that are shown, besides its first


@dataclass(frozen=True)
class Controls:
    """unit: the class.  prior: the way to climb.  walk: computed now, or one of those that ship with the package."""

    unit: str = choice("ambulance", tuple(UNITS), "class")
    prior: str = choice("plain", ("plain", "robust", "Fourier"), "prior")
    walk: str = choice("now", ("now", "stored"), "walk")
    steps: int = slider(24, 1, 60, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk, the row of it that is shown, and a note for the reader."""

    seen: Walks
    row: int
    note: str


@cache
def maps(path: Path) -> Function:
    """The channels of the classes, by the weights in this file."""
    return zoo.squeezenet("classifier.1", path=path)


def compute(c: Controls) -> Iterator[Numbers]:
    """The walk so far; where torch or the weights are missing, the stored one."""
    unit = UNITS[c.unit]
    missing = ""
    if c.walk == "now":
        try:
            channels = maps(find("squeezenet"))
        except FileMissing:
            missing = "SqueezeNet's weights are not on this machine. "
        except ImportError:
            missing = "torch is not installed. "
        else:
            at = sorted({round(t) for t in np.linspace(0, c.steps, PICTURES + 1)})
            for walk in run(c.prior, [unit], channels, at, c.seed):
                yield Numbers(walk, 0, "")
            return
    known = unit in CLASSES.values()
    other = "" if known else f"No walk is stored for {c.unit}: ambulance stands in its place. "
    walk = stored(c.prior)
    note = f"{missing}{other}This walk was made beforehand; its steps and its seed are {walk.t[-1]} and 0."
    yield Numbers(walk, walk.units[:, 0].tolist().index(unit if known else 407), note)


def draw(n: Numbers) -> Picture:
    """The picture as shown, what the network says of it, and f of the walk's own numbers beside f of what is shown."""
    s = n.seen
    i = n.row
    names = [s.names[unit] for unit in s.units[i]]
    x = s.x[:, i : i + 1].transpose(0, 1, 3, 4, 2)
    captions = [[f"P({names[0]}) = {p:.4f}" for p in s.p[:, i, 0]]]
    curves = {"f of the walk's own x": s.value[:, i], "f of what is shown": s.score[:, i]}
    panels = [
        marks.Images(x, 0.0, 1.0, captions, title="as it is shown"),
        marks.Bars(s.p[:, i], names, 0, "what the network says of it"),
        parts.curves_panel(s.t, curves, "f", "f along the walk"),
    ]
    best = s.p[:, i].argmax(axis=1)
    readouts = [
        Readout("f of the walk's own x", s.value[:, i]),
        Readout("f of what is shown", s.score[:, i]),
        Readout(f"P({names[0]}), shown", s.p[:, i, 0]),
    ]
    summary = (
        f"{s.prior}, {s.t[-1]} steps on {names[0]}: f is {s.value[-1, i]:.4g} on the walk and {s.score[-1, i]:.4g} on "
        f"the picture that is shown, which reads {names[best[-1]]} with P = {s.p[-1, i, best[-1]]:.4f}."
    )
    return Picture(panels, s.t, readouts, summary, n.note)


SCENE = Scene(Controls, compute, draw)
