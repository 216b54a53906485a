"""Three objectives from the same start: logit, softmax, log-softmax.

With s = softmax(z) their gradients are ∂z_k, s_k (∂z_k − Σⱼ sⱼ ∂zⱼ) and ∂z_k − Σⱼ sⱼ ∂zⱼ.  The three walks begin at the
same picture with the same rate; what differs is only what they climb.
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
    """digit, start: where to, where from.  rate η and steps are the same for all three."""

    digit: str = choice("8", parts.DIGITS, "digit")
    start: str = choice("zeros", parts.STARTS, "start")
    rate: float = log_slider(0.1, 0.001, 10, "rate η")
    steps: int = slider(60, 1, 200, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The three walks so far, in the order of OBJECTIVES, and the probabilities along each, (time, 10)."""

    c: Controls
    traces: list[Trace]
    p: list[np.ndarray]


def compute(c: Controls) -> Iterator[Numbers]:
    """The three walks, step by step."""
    k = int(c.digit)
    x0 = parts.named_starts(c.start, seed=c.seed)
    walks = [walk(f(k) @ parts.net(), x0, ascent(c.rate), c.seed) for f in parts.OBJECTIVES.values()]
    for three in zip(*(parts.pictures_along(states, c.steps, chunk=2) for states in walks), strict=False):
        yield Numbers(c, [trace for trace, _, _ in three], [p[:, 0] for _, _, p in three])


def draw(n: Numbers) -> Picture:
    """The three pictures, the probability of the class, and the length of the gradient."""
    k = int(n.c.digit)
    length = min(map(len, n.traces))
    t = n.traces[0].t[:length]
    x = np.stack([trace.x[:length, 0, 0] for trace in n.traces], axis=1)
    captions = [
        [f"{name}: P = {p[i, k]:.4f}" for i in range(length)] for name, p in zip(parts.OBJECTIVES, n.p, strict=True)
    ]
    pictures = marks.Images(x, float(x.min()), float(x.max()), captions, 3, title=f"climbing to {k} from {n.c.start}")
    probability = {name: p[:length, k] for name, p in zip(parts.OBJECTIVES, n.p, strict=True)}
    lengths = {
        name: np.log10(np.linalg.norm(trace.grad[:length, 0, 0], axis=(1, 2)) + 1e-30)
        for name, trace in zip(parts.OBJECTIVES, n.traces, strict=True)
    }
    panels = [
        pictures,
        parts.curves_panel(t, probability, f"P({k})", "probability of the class", (0.0, 1.0)),
        parts.curves_panel(t, lengths, "log₁₀ ‖∇f‖", "length of the gradient"),
    ]
    readouts = [Readout(f"P({k}) by {name}", p) for name, p in probability.items()]
    ends = ", ".join(f"{name} at P = {p[-1]:.4f}" for name, p in probability.items())
    summary = f"After {t[-1]} steps from {n.c.start} towards {k}: {ends}."
    return Picture(panels, t, readouts, summary, _note(probability))


def _note(probability: dict[str, np.ndarray]) -> str:
    if probability["softmax"][-1] < 0.01 < probability["log-softmax"][-1]:
        return "The softmax stands still: its gradient is s_k times that of the log-softmax, and s_k is almost 0."
    return ""


SCENE = Scene(Controls, compute, draw)
