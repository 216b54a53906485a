"""Where the softmax stands still.

The softmax's gradient is s_k times that of the log-softmax: it vanishes where the network is sure of another class
(s_k ≈ 0) and, like the other, where it is sure of this one (s_k ≈ 1).  Both walks start at the mean picture of one
digit, which the network knows well, and climb towards another.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..data.statistics import class_means
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.walk import walk
from .controls import choice, log_slider, slider
from .parts import mnist as parts
from .scene import Scene

OBJECTIVES: tuple[str, ...] = ("softmax", "log-softmax")
ODDS = np.linspace(-12, 12, 241)


@dataclass(frozen=True)
class Controls:
    """origin: the digit whose mean picture is the start.  digit: the class to climb to."""

    origin: str = choice("3", parts.DIGITS, "from the mean")
    digit: str = choice("7", parts.DIGITS, "towards")
    rate: float = log_slider(0.1, 0.001, 10, "rate η")
    steps: int = slider(60, 1, 200, 1, "steps")


@dataclass(frozen=True)
class Numbers:
    """The pictures of both walks so far, (time, 2, 28, 28), and s_k along them, (time, 2)."""

    c: Controls
    t: np.ndarray
    x: np.ndarray
    s: np.ndarray


def compute(c: Controls) -> Iterator[Numbers]:
    """The ascent on s_k, and the ascent on log s_k, from the same picture."""
    k = int(c.digit)
    x0 = class_means()[int(c.origin)][None]
    walks = [walk(parts.OBJECTIVES[name](k) @ parts.net(), x0, ascent(c.rate)) for name in OBJECTIVES]
    for both in zip(*(parts.pictures_along(states, c.steps, chunk=2) for states in walks), strict=False):
        length = min(len(trace) for trace, _, _ in both)
        x = np.concatenate([trace.x[:length, :, 0] for trace, _, _ in both], axis=1)
        s = np.concatenate([p[:length, :, k] for _, _, p in both], axis=1)
        yield Numbers(c, both[0][0].t[:length], x, s)


def draw(n: Numbers) -> Picture:
    """The two pictures, the factors of the two gradients with the walks upon them, and s_k over the steps."""
    k = n.c.digit
    captions = [[f"{name}: P({k}) = {p:.4f}" for p in n.s[:, i]] for i, name in enumerate(OBJECTIVES)]
    title = f"from the mean {n.c.origin} towards {k}"
    pictures = marks.Images(n.x, float(n.x.min()), float(n.x.max()), captions, 2, title=title)
    curves = dict(zip(OBJECTIVES, n.s.T, strict=True))
    panels = [pictures, _factors(n), parts.curves_panel(n.t, curves, f"P({k})", "probability", (0.0, 1.0))]
    readouts = [Readout(f"P({k}) by {name}", p) for name, p in curves.items()]
    ends = f"P({k}) = {n.s[-1, 0]:.2g} by softmax, {n.s[-1, 1]:.4f} by log-softmax"
    summary = f"After {n.t[-1]} steps from the mean {n.c.origin}: {ends}."
    return Picture(panels, n.t, readouts, summary)


def _factors(n: Numbers) -> marks.Plane:
    """What multiplies the gradient of the log-odds: s(1 − s) for the softmax, 1 − s for the log-softmax."""
    s = 1 / (1 + np.exp(-ODDS))
    walked = np.clip(n.s.astype(float), 1e-12, 1 - 1e-7)
    odds = np.log(walked / (1 - walked))
    factors = (walked[:, 0] * (1 - walked[:, 0]), 1 - walked[:, 1])
    content = [
        marks.Lines([np.stack([ODDS, s * (1 - s)], 1)], "softmax: s(1 − s)", "blue", width=1.5),
        marks.Lines([np.stack([ODDS, 1 - s], 1)], "log-softmax: 1 − s", "orange", "dashed", 1.5),
        *(
            marks.Path(np.stack([odds[:, i], factor], 1)[:, None], color=color)
            for i, (factor, color) in enumerate(zip(factors, ("blue", "orange"), strict=True))
        ),
    ]
    title = "how much gradient is left"
    return marks.Plane((-12, 12), (-0.05, 1.1), content, title, "log s/(1 − s)", "factor", equal=False, size=(300, 240))


SCENE = Scene(Controls, compute, draw)
