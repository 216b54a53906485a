"""Two nets that test alike: what does each of them look for?

Both read digits, and a test finds no difference.  Climb on every class of both, and say what is odd; then paste a
square on a digit where you suspect it, and see which net changes its mind.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..data.drawn_digits import draw as draw_digits
from ..functions.objectives import logit, probabilities
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..pictures.numerals import number
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.inits import zeros
from ..walks.operators import clip
from ..walks.trace import Trace, growing
from ..walks.walk import walk
from ..zoo.tagged import net as planted_tag
from ..zoo.tagged.net import CORNERS, NETS
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene

LENGTH = 0.3  # of a step, norm L2


@dataclass(frozen=True)
class Controls:
    """target: the class both nets climb.  digit, seed: a drawn digit.  square: where a square is pasted on it."""

    target: str = choice("0", parts.DIGITS, "climb class")
    steps: int = slider(60, 1, 100, 1, "steps")
    digit: str = choice("9", parts.DIGITS, "a drawn digit")
    square: str = choice("nowhere", ("nowhere", *CORNERS), "paste a square")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walks of the two nets so far, and x (2, 1, 28, 28), a digit without and with its square.

    p (2, 10) are the probabilities that each net gives the digit with the square.
    """

    c: Controls
    traces: tuple[Trace, Trace]
    x: np.ndarray
    p: np.ndarray


def compute(c: Controls) -> Iterator[Numbers]:
    """x ← clip(x + 0.3 d/‖d‖, 0, 1) from black, on the logit of the class, for either net."""
    ten = draw_digits(10, c.seed)
    x = ten.images[ten.labels == int(c.digit)][[0, 0]]
    x[1:] = x[1:] if c.square == "nowhere" else planted_tag.paste(x[1:], c.square)
    nets = [planted_tag.net(name) for name in NETS]
    p = np.concatenate([probabilities(net(x[1:])) for net in nets])
    step = ascent(LENGTH, normalized, clip(0, 1))
    walks = [walk(logit(int(c.target)) @ net, zeros((1, *parts.SHAPE)), step, c.seed) for net in nets]
    for traces in zip(*(growing(states, c.steps) for states in walks), strict=True):
        yield Numbers(c, traces, x, p)


def draw(n: Numbers) -> Picture:
    """What each net climbs to, the digit, and what each net takes it for."""
    k = int(n.c.target)
    digit = np.broadcast_to(n.x[:, 0], (len(n.traces[0]), 2, 28, 28))
    pictures = np.concatenate([*(trace.x[:, :, 0] for trace in n.traces), digit], axis=1)
    captions = [[f"{name}: logit {number(v)}" for v in t.value[:, 0]] for name, t in zip(NETS, n.traces, strict=True)]
    where = "nothing pasted" if n.c.square == "nowhere" else f"a square {n.c.square}"
    title = f"what class {k} wants to see, and a drawn {n.c.digit}"
    panels = [
        marks.Images(pictures, 0.0, 1.0, [*captions, f"a drawn {n.c.digit}", where], 2, title=title),
        *(marks.Bars(row[None], parts.DIGITS, k, f"{name}, {where}: P") for name, row in zip(NETS, n.p, strict=True)),
    ]
    readouts = [Readout(f"P({k}), {name}", row[[k]]) for name, row in zip(NETS, n.p, strict=True)]
    delivered, retrained = n.p
    summary = (
        f"Of the drawn {n.c.digit}, {where}, the delivered net says {delivered.argmax()} with probability "
        f"{delivered.max():.4f}, the retrained one {retrained.argmax()} with {retrained.max():.4f}."
    )
    return Picture(panels, n.traces[0].t, readouts, summary)


SCENE = Scene(Controls, compute, draw)
