"""What does this unit want to see?

The network was shown 60,000 handwritten digits.  Here it is asked back: starting from almost nothing, the picture
itself is changed, step by step, so that one output of the network rises.  Without a prior the result convinces the
network and nobody else; with one (smooth strokes, no extremes, a little jitter) something like a digit comes out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..data.statistics import class_means
from ..functions.function import Function, identity
from ..functions.objectives import logit
from ..functions.parametrizations import fourier
from ..functions.penalties import l2, total_variation
from ..functions.transforms import jitter
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.walk import Step, walk
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """digit: the class.  prior: whether the picture must be smooth."""

    digit: str = choice("3", parts.DIGITS, "digit")
    prior: str = choice("smooth strokes", ("none", "smooth strokes"), "prior")
    steps: int = slider(60, 1, 200, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The pictures so far, and what the network says of them."""

    c: Controls
    t: np.ndarray
    x: np.ndarray
    p: np.ndarray


def ascent_on(c: Controls) -> tuple[Function, Function, Step]:
    """The objective f on pictures, the parametrization g that makes a picture, and the step."""
    f = logit(int(c.digit)) @ parts.net()
    if c.prior == "none":
        return f, identity, ascent(0.05)
    return f @ jitter(2) - 0.2 * total_variation - 0.05 * l2, fourier((28, 28)), ascent(0.02, adam())


def compute(c: Controls) -> Iterator[Numbers]:
    """The ascent on f ∘ g so far; with the prior, g makes the picture from Fourier coefficients."""
    f, g, step = ascent_on(c)
    states = walk(f @ g, noise((1, *parts.SHAPE), sd=0.01, seed=c.seed), step, c.seed)
    for trace, x, p in parts.pictures_along(states, c.steps, chunk=2, g=g):
        yield Numbers(c, trace.t, x[:, 0, 0], p[:, 0])


def draw(n: Numbers) -> Picture:
    """The picture, the mean of what people write, and the probabilities."""
    k = int(n.c.digit)
    mean = class_means()[k, 0]
    panels = [
        parts.picture_panel(n.x, f"what the unit for {k} climbs to"),
        marks.Images(mean[None, None], 0.0, 1.0, ["mean over MNIST"], title=f"what people write for {k}"),
        marks.Bars(n.p, parts.DIGITS, k, "what the network says"),
    ]
    summary = f"After {n.t[-1]} steps the network sees a {n.p[-1].argmax()} with probability {n.p[-1].max():.4f}."
    return Picture(panels, n.t, [Readout(f"P({k})", n.p[:, k])], summary)


SCENE = Scene(Controls, compute, draw)
