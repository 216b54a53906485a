"""Five nets, one architecture: what each draws of the ten digits, from one start.

The nets differ only in how they were trained; the ascent is the same for all.  Their pictures differ more than their
accuracies: a gradient that was trained to be meaningful can be followed from noise to a digit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .. import zoo
from ..data import mnist
from ..data.nearest import nearest
from ..functions.objectives import log_softmax, logit, probabilities
from ..pictures.marks import Images, Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.operators import clip
from ..walks.trace import growing
from ..walks.walk import walk
from ..zoo.robust.net import NETS
from .controls import choice, log_slider, seed, slider
from .parts import mnist as parts
from .scene import Scene

OBJECTIVES = {"logit": logit, "log-softmax": log_softmax}
LABELS = tuple(name.replace("_", " ") for name in NETS)
DIGITS = np.arange(10)


@dataclass(frozen=True)
class Controls:
    """start: the first picture.  objective: what is climbed.  rate: the length of a step.  steps, seed."""

    start: str = choice("uniform", ("uniform", "mean image", "zeros"), "start")
    objective: str = choice("logit", tuple(OBJECTIVES), "objective")
    rate: float = log_slider(0.3, 0.03, 1, "length η")
    steps: int = slider(80, 1, 100, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """x, (time, 50, 28, 28): ten digits of each net; p, (time, 50); distance, (5 nets,), or what is missing for it."""

    c: Controls
    t: np.ndarray
    x: np.ndarray
    p: np.ndarray
    distance: np.ndarray | None = None
    missing: str = ""


def compute(c: Controls) -> Iterator[Numbers]:
    """Five walks of ten pictures each; at the end, how far their pictures are from the nearest training image."""
    nets = [zoo.robust_net(name) for name in NETS]
    x0 = parts.named_starts(c.start, seed=c.seed).repeat(10, axis=0)
    step = ascent(c.rate, normalized, clip(0, 1))
    walks = [growing(walk(OBJECTIVES[c.objective](DIGITS) @ net, x0, step), c.steps, chunk=20) for net in nets]
    numbers = None
    p = np.empty((0, 50))
    for traces in zip(*walks, strict=True):
        new = [trace.x[len(p) :].reshape(-1, *parts.SHAPE) for trace in traces]
        p_new = [probabilities(net(x)).reshape(-1, 10, 10)[:, DIGITS, DIGITS] for net, x in zip(nets, new, strict=True)]
        p = np.concatenate([p, np.concatenate(p_new, axis=1)])
        x = np.concatenate([trace.x[:, :, 0] for trace in traces], axis=1)
        yield (numbers := Numbers(c, traces[0].t, x, p))
    assert numbers is not None
    try:
        distance = nearest(numbers.x[-1][:, None]).distance.reshape(5, 10).mean(axis=1)
        yield replace(numbers, distance=distance)
    except mnist.FileMissing:
        yield replace(numbers, missing="The distance to the nearest training image needs MNIST: `amteach data`.")


def draw(n: Numbers) -> Picture:
    """Five rows of ten, each with the probability that its own net gives it."""
    captions = [[f"{p:.3f}" for p in column] for column in n.p.T]
    title = f"{n.c.objective} from {n.c.start}: digits 0 … 9 across, the nets down; below each, P(digit) by its own net"
    panel = Images(n.x, 0.0, 1.0, captions, 10, LABELS, title)
    readouts = [Readout("smallest P of each net", n.p.reshape(-1, 5, 10).min(axis=2))]
    summary = (
        f"After {n.t[-1]} steps on the {n.c.objective} from {n.c.start} the smallest probability that a net gives its "
        f"own picture is {n.p[-1].min():.3f}."
    )
    if n.distance is not None:
        readouts.append(Readout("mean distance to the nearest training image, net by net", n.distance[None]))
        each = ", ".join(f"{name} {d:.1f}" for name, d in zip(LABELS, n.distance, strict=True))
        summary += f" Distance to the nearest training image: {each}; a test digit has 4.2."
    return Picture([panel], n.t, readouts, summary, n.missing)


SCENE = Scene(Controls, compute, draw)
