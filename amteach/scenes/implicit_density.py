"""The most certain point is not the prototype.

log p(k|x) alone asks where the classifier is most certain of k.  With the prior added, log p(k|x) + log p(x) =
log p(x|k) + log p(k), it asks for the most likely x of the class: the prototype.  A logit by itself is a log density
too, the log p(x|k) that the classifier implies; but what is added to all logits, which no p(k|x) shows, moves it.
"""

from dataclasses import dataclass

import numpy as np

from ..functions.function import Function
from ..functions.implicit_density import log_density, log_integral, log_sum_exp, shifted
from ..functions.objectives import log_softmax, logit, probabilities
from ..functions.penalties import l2
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..pictures.numerals import number
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.trace import Trace
from .controls import choice, point, slider
from .parts import plane as parts
from .parts.gaussians import CLASSES, LOG_P, MEANS, NET, WINDOW
from .scene import Scene

FAR = 15.0  # the integrals are taken over −FAR … FAR
TITLES = ("log p(k|x): the most certain", "log p(k|x) + log p(x): the prototype", "z_k: what the logit implies")


@dataclass(frozen=True)
class Controls:
    """shift: λ, by which −λ‖x‖² is added to all logits."""

    unit: str = choice("1", CLASSES, "class k")
    shift: float = slider(0.0, 0, 1, 0.01, "−λ‖x‖² in all logits, λ")
    rate: float = slider(0.05, 0.01, 0.3, 0.01, "length of a step")
    steps: int = slider(150, 1, 500, 1, "steps")
    start: tuple[float, float] = point((1.0, 0.5), -5, 5, "start")


@dataclass(frozen=True)
class Numbers:
    """The three objectives, the walks on them, and how well the identities hold."""

    c: Controls
    objectives: tuple[Function, ...]
    traces: tuple[Trace, ...]
    log_z: float
    errors: tuple[float, float]


def compute(c: Controls) -> Numbers:
    """Three ascents from one start, and the density that the classifier implies."""
    k = int(c.unit) - 1
    net = shifted(NET, -c.shift * l2)
    objectives = (log_softmax(k) @ net, log_softmax(k) @ net + LOG_P, logit(k) @ net)
    traces = tuple(parts.walk_from(f, c.start, 0, 0, ascent(c.rate, normalized), c.steps) for f in objectives)
    log_z = log_integral(log_sum_exp @ net, -FAR, FAR)
    return Numbers(c, objectives, traces, log_z, _errors(net, k, log_z))


def _errors(net: Function, k: int, log_z: float) -> tuple[float, float]:
    """The largest |p(k, x)/p(x) − softmax_k| and ‖∇log p(x|k) − ∇z_k‖ of the window, p being exp z / Z."""
    joint = np.exp(net(parts.GRID) - log_z)
    posterior = joint[:, k] / joint.sum(axis=1)
    log_p = log_density(logit(k) @ net, -FAR, FAR)
    h = 1e-4
    score = np.stack([(log_p(parts.GRID + e) - log_p(parts.GRID - e)) / (2 * h) for e in h * np.eye(2)], axis=1)
    slope = (logit(k) @ net).value_and_grad(parts.GRID)[1]
    bayes = np.abs(posterior - probabilities(net(parts.GRID))[:, k]).max()
    return float(bayes), float(np.hypot(*(score - slope).T).max())


def draw(n: Numbers) -> Picture:
    """Three windows: where the class is certain, where it is likely, and where the logit says it is."""
    k = int(n.c.unit) - 1
    panels = []
    for f, trace, title in zip(n.objectives, n.traces, TITLES, strict=True):
        height = parts.on_grid(f)
        legend = title == TITLES[1]  # one for all three
        content = [
            marks.Field(np.exp(height - height.max())),
            marks.Lines(parts.level_curves(LOG_P), "log p(x)" if legend else "", "black", width=0.6),
            marks.Points(MEANS[k][None], "μ_k" if legend else "", "orange"),
            marks.Path(parts.near(trace.x), "the ascent" if legend else ""),
            marks.Points(parts.GRID[height.argmax()][None], "highest here" if legend else "", "black"),
            marks.Handle("start", n.c.start),
        ]
        panels.append(marks.Plane(WINDOW, WINDOW, content, title, size=(320, 300)))
    ends = np.concatenate([trace.x for trace in n.traces], axis=1)  # (time, 3, 2)
    along = lambda f: np.stack([f(ends[:, i]) for i in range(3)], axis=1)
    readouts = [
        Readout("P(k|x) of the three", np.exp(along(n.objectives[0]))),
        Readout("log p(x) of the three", along(LOG_P)),
        Readout("log Z", np.round([n.log_z], 9)),
        Readout("largest |p(k, x)/p(x) − softmax|", np.array([n.errors[0]])),
        Readout("largest ‖∇log p(x|k) − ∇z_k‖", np.array([n.errors[1]])),
    ]
    at = [f"({number(x)}, {number(y)})" for x, y in ends[-1]]
    summary = f"The ascents end at {at[0]} without the prior, {at[1]} with it, and {at[2]} on the logit."
    return Picture(panels, n.traces[0].t, readouts, summary, _note(n))


def _note(n: Numbers) -> str:
    height = np.abs(parts.GRID[parts.on_grid(n.objectives[0]).argmax()])
    if height.max() == parts.REACH:
        return "log p(k|x) is highest at the edge of the window: further out the classifier is surer still."
    return ""


SCENE = Scene(Controls, compute, draw)
