"""Climbing on a trained CNN: what does this unit want to see?

x ← x + η ∇ₓ f(x), with f the logit, the softmax or the log-softmax of a class of the MNIST CNN: plain gradient ascent
on the *picture*, the weights staying as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.trace import Trace
from ..walks.walk import walk
from .controls import choice, log_slider, seed, slider
from .parts import mnist as parts
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """digit: the class.  start: the first picture.  objective, rate η and steps: the ascent."""

    digit: str = choice("1", parts.DIGITS, "digit")
    start: str = choice("zeros", parts.STARTS, "start")
    objective: str = choice("logit", tuple(parts.OBJECTIVES), "objective")
    rate: float = log_slider(0.3, 0.001, 10, "rate η")
    steps: int = slider(10, 1, 200, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walk so far and the probabilities along it."""

    c: Controls
    trace: Trace
    p: np.ndarray


def compute(c: Controls) -> Iterator[Numbers]:
    """The ascent so far, again and again."""
    f = parts.OBJECTIVES[c.objective](int(c.digit)) @ parts.net()
    states = walk(f, parts.named_starts(c.start, seed=c.seed), ascent(c.rate), c.seed)
    for trace, _, p in parts.pictures_along(states, c.steps, chunk=2):
        yield Numbers(c, trace, p[:, 0])


def draw(n: Numbers) -> Picture:
    """The picture, its change, the probabilities, and the objective over the steps."""
    x = n.trace.x[:, 0, 0]
    k = int(n.c.digit)
    panels = [
        parts.picture_panel(x),
        parts.change_panel(x),
        marks.Bars(n.p, parts.DIGITS, k, "probability of each digit"),
        parts.objective_panel(n.trace.t, n.trace.value[:, 0], n.c.objective),
    ]
    readouts = [
        Readout(n.c.objective, n.trace.value[:, 0]),
        Readout(f"P({k})", n.p[:, k]),
        Readout("‖x‖", np.linalg.norm(x, axis=(1, 2))),
        Readout("‖∇f‖", np.linalg.norm(n.trace.grad[:, 0, 0], axis=(1, 2))),
    ]
    summary = (
        f"After {n.trace.t[-1]} steps from {n.c.start} on the {n.c.objective} of {k}, the network says "
        f"{n.p[-1].argmax()} with probability {n.p[-1].max():.4f}; P({k}) = {n.p[-1, k]:.4f}."
    )
    return Picture(panels, n.trace.t, readouts, summary, _note(n))


def _note(n: Numbers) -> str:
    if n.trace.diverged:
        return f"The walk stopped at {n.trace.note}."
    if n.c.objective == "softmax" and n.p[-1, int(n.c.digit)] < 0.01:
        return "The softmax hardly moves: its gradient carries the factor P, and P is almost 0. Try the log-softmax."
    return ""


SCENE = Scene(Controls, compute, draw)
