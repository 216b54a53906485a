"""Priors: what each does to the picture of the same unit.

The objective is the logit of a digit, and to it come, each with its own weight: the penalties λ‖x‖² and TV(x); jitter,
a transform, inside of f and differentiated; blur, an operator, applied to the picture every fourth step and not
differentiated; a clip; and Fourier coefficients in the place of pixels.  The curves show every term over the steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..data.statistics import class_means
from ..functions.function import Function, identity
from ..functions.objectives import logit, probabilities
from ..functions.parametrizations import fourier
from ..functions.penalties import l2, total_variation
from ..functions.transforms import blur, jitter
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.operators import clip
from ..walks.scheduled import every
from ..walks.trace import Trace, growing
from ..walks.walk import Step, walk
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """Each prior with its weight; 0 is without it."""

    digit: str = choice("3", parts.DIGITS, "digit")
    space: str = choice("pixels", ("pixels", "Fourier"), "climb in")
    l2: float = slider(0.0, 0, 0.5, 0.01, "norm λ‖x‖²")
    tv: float = slider(0.0, 0, 1, 0.02, "TV weight")
    jitter: int = slider(0, 0, 4, 1, "jitter, px")
    blur: float = slider(0.0, 0, 1.5, 0.1, "blur, px")
    clip: str = choice("no", ("no", "0 … 1"), "clip")
    steps: int = slider(60, 1, 200, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk so far, its pictures, what the network says of them, and each term of the objective."""

    c: Controls
    trace: Trace
    x: np.ndarray
    p: np.ndarray


def ascent_on(c: Controls) -> tuple[Function, Function, Step]:
    """The objective f on pictures, the parametrization g that makes a picture, and the step."""
    f = logit(int(c.digit)) @ parts.net() @ (jitter(c.jitter) if c.jitter else identity)
    f = f - c.l2 * l2 if c.l2 else f
    f = f - c.tv * total_variation if c.tv else f
    if c.space == "Fourier":
        return f, fourier((28, 28)), ascent(0.02, adam())
    smooth = every(4, blur(c.blur)) if c.blur else identity
    return f, identity, ascent(0.02, adam(), clip(0, 1) @ smooth if c.clip != "no" else smooth)


def compute(c: Controls) -> Iterator[Numbers]:
    """The ascent on f ∘ g so far, with each term of f and the probabilities of each picture."""
    f, g, step = ascent_on(c)
    states = walk(f @ g, noise((1, *parts.SHAPE), sd=0.01, seed=c.seed), step, c.seed)
    for trace in growing(states, c.steps, terms=True, chunk=4):
        x = g(trace.x[:, 0])
        yield Numbers(c, trace, x[:, 0], probabilities(parts.net()(x)))


def draw(n: Numbers) -> Picture:
    """The picture, the mean of what people write, the probabilities, and the terms over the steps."""
    k = int(n.c.digit)
    mean = class_means()[k, 0]
    names = ["logit", *(["norm"] if n.c.l2 else []), "TV"]
    terms = dict(zip(names, (value[:, 0] for value in n.trace.terms.values()), strict=False))
    panels = [
        parts.picture_panel(n.x),
        marks.Images(mean[None, None], 0.0, 1.0, ["mean over MNIST"], title=f"what people write for {k}"),
        marks.Bars(n.p, parts.DIGITS, k, "what the network says"),
        parts.curves_panel(n.trace.t, terms, "value", "the terms of the objective"),
    ]
    likeness = np.array([np.corrcoef(x.ravel(), mean.ravel())[0, 1] for x in n.x])
    readouts = [
        Readout(f"P({k})", n.p[:, k]),
        *(Readout(name, value) for name, value in terms.items()),
        Readout("correlation with the mean digit", likeness),
    ]
    summary = (
        f"After {n.trace.t[-1]} steps: P({k}) = {n.p[-1, k]:.4f}, correlation with the mean {k} {likeness[-1]:.2f}; "
        f"climbed: {n.trace.description}."
    )
    return Picture(panels, n.trace.t, readouts, summary, _note(n))


def _note(n: Numbers) -> str:
    if n.c.space == "Fourier" and (n.c.blur or n.c.clip != "no"):
        return "In Fourier coefficients blur and clip are not applied: they are operators on pixels."
    return f"The walk stopped at {n.trace.note}." if n.trace.note else ""


SCENE = Scene(Controls, compute, draw)
