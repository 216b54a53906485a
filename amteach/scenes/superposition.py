"""What a neuron answers to, and what a direction answers to.

All units are of one layer of the transformer, the 128 neurons of its last MLP: a neuron; the direction of a feature of
the sparse autoencoder; a random direction; or the direction from the mean of all tokens to a random one.  On the left
are the digits on which the unit is most active, and which classes these are; on the right the picture that it climbs
to, and what the CNN says of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import zoo
from ..data import mnist
from ..data.digits import Digits
from ..data.drawn_digits import draw as draw_digits
from ..experiments.superposition import selectivity, unit_vectors
from ..functions.function import Function
from ..functions.hidden_layers import direction
from ..functions.penalties import total_variation
from ..functions.transforms import jitter
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.operators import clip
from ..walks.walk import walk
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene

KINDS = {  # as they are called here, and in experiments/superposition.py
    "neuron": "neurons",
    "feature": "directions of features",
    "random direction": "random directions",
    "random token": "random tokens",
}
SEEN, SHOWN, TOP = 200, 12, 20  # digits that are looked at; most active ones that are shown; those that are counted


@dataclass(frozen=True)
class Controls:
    """kind and unit: what is looked at.  jitter: how far the picture is shaken at each step.
    seed: of the start, of the random directions and of the random tokens."""

    kind: str = choice("neuron", tuple(KINDS), "kind of unit")
    unit: int = slider(53, 0, 127, 1, "unit")
    jitter: int = slider(1, 0, 4, 1, "jitter, px")
    steps: int = slider(60, 1, 150, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The unit's activity on the digits (SEEN,), and its walk: pictures (time, 28, 28), their activity (time,), and
    the CNN's probabilities of them (time, 10)."""

    c: Controls
    activity: np.ndarray
    t: np.ndarray
    x: np.ndarray
    climbed: np.ndarray
    p: np.ndarray


@cache
def layer() -> Function:
    """The part of the transformer up to the layer, loaded once."""
    return zoo.mnist_transformer(layer=zoo.sparse_autoencoder().layer)


@cache
def digits() -> Digits:
    """The first test digits, or digits drawn by the package where MNIST is not on this machine."""
    try:
        test = mnist.load("test")
    except mnist.FileMissing:
        return draw_digits(SEEN, seed=1)
    return Digits(test.images[:SEEN], test.labels[:SEEN], test.source)


@cache
def activations() -> np.ndarray:
    """Of each digit and each neuron the mean over all tokens, (SEEN, 128)."""
    images = digits().images
    return np.concatenate([layer()(images[i : i + 50]).mean(axis=(2, 3)) for i in range(0, SEEN, 50)])


@cache
def units(random: int) -> dict[str, np.ndarray]:
    """The units by kind, each (units, 128), with this seed of the random ones."""
    return unit_vectors(random)


def compute(c: Controls) -> Iterator[Numbers]:
    """Its activity on all digits; and the ascent on it from faint noise, with values in 0 … 1."""
    v = units(c.seed)[KINDS[c.kind]][c.unit]
    f = direction(v) @ layer()
    x0 = noise((1, *parts.SHAPE), mean=0.1, sd=0.01, seed=c.seed)
    states = walk(f @ jitter(c.jitter) - 0.02 * total_variation, x0, ascent(0.04, adam(), clip(0, 1)), c.seed)
    climbed: list[float] = []
    for trace, x, p in parts.pictures_along(states, c.steps, chunk=8):
        climbed += [float(f(one)[0]) for one in x[len(climbed) :]]
        yield Numbers(c, activations() @ v, trace.t, x[:, 0, 0], np.array(climbed), p[:, 0])


def draw(n: Numbers) -> Picture:
    """The digits, their classes, the picture, and the CNN's answer to it."""
    seen = digits()
    first = np.argsort(-n.activity)[:SHOWN]
    share, favourite, several = (int(v[0]) if v.dtype.kind == "i" else float(v[0]) for v in _selectivity(n))
    shares = np.bincount(seen.labels[np.argsort(-n.activity)[:TOP]], minlength=10) / TOP
    name = f"{n.c.kind} {n.c.unit}"
    answer = int(n.p[-1].argmax())
    panels = [
        marks.Images(
            seen.images[first, 0][None],
            0.0,
            1.0,
            [f"{v:.2f}" for v in n.activity[first]],
            6,
            title=f"the most active of {SEEN} digits, {seen.source}",
        ),
        marks.Bars(shares[None], parts.DIGITS, int(favourite), f"classes of the {TOP} most active"),
        marks.Images(n.x[:, None], 0.0, 1.0, [[f"{v:.2f}" for v in n.climbed]], title=f"what {name} climbs to"),
        marks.Bars(n.p, parts.DIGITS, int(favourite), "what the CNN says of it: P"),
    ]
    readouts = [
        Readout("largest share of a class", np.array([share])),
        Readout("classes with a tenth", np.array([float(several)])),
        Readout("activity of its picture", n.climbed),
        Readout("of the most active digit", n.activity[first[:1]]),
    ]
    have = "class has" if several == 1 else "classes have"
    summary = (
        f"Of the {TOP} digits on which {name} is most active {share:.0%} are of the class {favourite}; {several} "
        f"{have} a tenth or more. The CNN takes its picture for {answer}, with P = {n.p[-1, answer]:.2f}."
    )
    below = n.climbed[-1] < n.activity.max()
    note = f"There is a digit that makes {name} more active than its own picture does." if below else ""
    return Picture(panels, n.t, readouts, summary, note)


def _selectivity(n: Numbers) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Share, class and number of classes for this one unit, as in the lecture's table."""
    return selectivity(n.activity[:, None], digits().labels, top=TOP)


SCENE = Scene(Controls, compute, draw)
