"""The same number added to every logit: no prediction changes, and the logit's pictures do.

g(x) = −c‖x − h‖², with a hidden picture h, is added to all ten logits.  The softmax cancels it, so every probability
stays as it was; the logit's gradient gets −2c(x − h), and the ascent draws h.
"""

from dataclasses import dataclass

import numpy as np

from ..data.statistics import class_means
from ..functions.arrays import Array, dot, like
from ..functions.function import Function
from ..functions.implicit_density import shifted
from ..functions.objectives import log_softmax, logit, probabilities
from ..functions.score import score
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.inits import starts
from ..walks.trace import record
from ..walks.walk import walk
from .controls import choice, log_slider, slider
from .parts import mnist as parts
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """digit: the class climbed on.  hidden: the digit whose mean picture is h.  strength: c."""

    digit: str = choice("7", parts.DIGITS, "climb on")
    hidden: str = choice("4", parts.DIGITS, "hidden")
    strength: float = log_slider(3.0, 0.01, 10, "strength c")
    rate: float = log_slider(0.03, 0.001, 0.1, "rate η")
    steps: int = slider(60, 1, 200, 1, "steps")


@dataclass(frozen=True)
class Numbers:
    """Four walks, logit and log-softmax without and with g: x (time, 4, 28, 28) and p (time, 4), its P(digit)."""

    c: Controls
    t: np.ndarray
    x: np.ndarray
    p: np.ndarray
    changed: float


def away_from(h: np.ndarray, c: float) -> Function:
    """g(x) = −c‖x − h‖²,   ∇g = −2c(x − h)."""

    def value_and_grad(x: Array) -> tuple[Array, Array]:
        d = x - like(h, x)
        return -c * dot(d, d), -2 * c * d

    return score(value_and_grad, name="−c‖x − h‖²")


def compute(c: Controls) -> Numbers:
    """The four ascents, and the largest change of any probability on their pictures."""
    k = int(c.digit)
    h = class_means()[int(c.hidden)]
    net = parts.net()
    tampered = shifted(net, away_from(h, c.strength))
    x0 = starts("zeros", shape=parts.SHAPE)
    climbs = [f(k) @ z for f in (logit, log_softmax) for z in (net, tampered)]
    traces = [record(walk(f, x0, ascent(c.rate)), c.steps) for f in climbs]
    length = min(map(len, traces))
    x = np.concatenate([trace.x[:length] for trace in traces], axis=1)
    flat = x.reshape(-1, *parts.SHAPE)
    p = probabilities(net(flat))
    changed = float(np.abs(p - probabilities(tampered(flat))).max())
    return Numbers(c, traces[0].t[:length], x[:, :, 0], p[:, k].reshape(length, 4), changed)


def draw(n: Numbers) -> Picture:
    """Two by two: logit and log-softmax down, without and with g across."""
    k = n.c.digit
    captions = [[f"P({k}) = {v:.4f}" for v in column] for column in n.p.T]
    title = f"towards {k}: the net as it was | with g on every logit"
    pictures = marks.Images(n.x, float(n.x.min()), float(n.x.max()), captions, 2, ("logit", "log-softmax"), title)
    hidden = class_means()[int(n.c.hidden), 0]
    aim = marks.Images(hidden[None, None], 0.0, 1.0, [f"the mean {n.c.hidden}"], title="the hidden picture h")
    distance = np.linalg.norm(n.x[:, 1] - hidden, axis=(1, 2))
    readouts = [
        Readout("‖x − h‖, logit with g", distance),
        Readout("largest change of any probability", np.array([n.changed])),
    ]
    summary = (
        f"With g the logit ascent for {k} ends {distance[-1]:.2f} from the hidden {n.c.hidden}; adding g changed no "
        f"probability by more than {n.changed:.1e}."
    )
    return Picture([pictures, aim], n.t, readouts, summary)


SCENE = Scene(Controls, compute, draw)
