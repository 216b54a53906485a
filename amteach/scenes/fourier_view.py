"""The same ascent in pixels and in Fourier coefficients.

With x = H s z, a step z ← z + η ∇_z f moves the picture by η H s² H ∇ₓ f: the gradient through a low-pass filter.  The
objective is the same, and so are its maxima; what changes is the road, and with it where the walk is after n steps.
"""

from dataclasses import dataclass

import numpy as np

from ..functions.objectives import logit, probabilities
from ..functions.parametrizations import fourier
from ..functions.transforms import jitter
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.inits import noise
from ..walks.trace import record
from ..walks.walk import walk
from .controls import choice, log_slider, seed, slider
from .parts import mnist as parts
from .scene import Scene

FREQUENCY = np.hypot(np.fft.fftfreq(28)[:, None], np.fft.fftfreq(28)[None, :])
BANDS = np.linspace(0, 0.5, 15)


@dataclass(frozen=True)
class Controls:
    """digit, rate η (the length of each step of the picture), steps; jitter is inside of f for both."""

    digit: str = choice("3", parts.DIGITS, "digit")
    rate: float = log_slider(0.3, 0.01, 3, "step length")
    jitter: int = slider(1, 0, 4, 1, "jitter, px")
    steps: int = slider(40, 1, 150, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """Both walks: pictures (time, 2, 28, 28), their last gradient, and P along them, (time, 2)."""

    c: Controls
    t: np.ndarray
    x: np.ndarray
    gradients: np.ndarray
    p: np.ndarray


def compute(c: Controls) -> Numbers:
    """Normalized ascent in pixels, and along the low-pass-filtered gradient, which is ascent in coefficients."""
    k = int(c.digit)
    g = fourier((28, 28))
    f = logit(k) @ parts.net() @ jitter(c.jitter)
    x0 = noise((1, *parts.SHAPE), sd=0.01, seed=c.seed)

    def low_pass(gradient: np.ndarray) -> np.ndarray:
        _, pullback = g.forward(gradient)
        return g(pullback(gradient))

    directions = (normalized, lambda gradient: normalized(low_pass(gradient)))
    traces = [record(walk(f, x0, ascent(c.rate, direction), c.seed), c.steps) for direction in directions]
    x = np.concatenate([trace.x[:, :, 0] for trace in traces], axis=1)
    p = probabilities(parts.net()(x.reshape(-1, *parts.SHAPE)))[:, k].reshape(-1, 2)
    gradient = traces[0].grad[:, 0, 0]
    return Numbers(c, traces[0].t, x, np.stack([gradient, low_pass(gradient)], axis=1), p)


def draw(n: Numbers) -> Picture:
    """The two pictures, a gradient before and after the filter, and how much of each picture is at which frequency."""
    captions = [[f"{name}: P = {p:.4f}" for p in n.p[:, i]] for i, name in enumerate(("pixels", "Fourier"))]
    scaled = n.gradients / np.abs(n.gradients).max(axis=(2, 3), keepdims=True).clip(1e-30)
    labels = ("gradient in pixels", "low-passed")
    title = f"{n.t[-1]} steps towards {n.c.digit}"
    panels = [
        marks.Images(n.x, float(n.x.min()), float(n.x.max()), captions, 2, title=title),
        marks.Images(scaled, -1.0, 1.0, labels, 2, title="the same gradient", signed=True),
        _spectra(n.x[-1]),
    ]
    readouts = [Readout(f"P({n.c.digit}) in pixels", n.p[:, 0]), Readout(f"P({n.c.digit}) in Fourier", n.p[:, 1])]
    share = [float(power[FREQUENCY > 0.25].sum() / power.sum()) for power in map(_power, n.x[-1])]
    summary = (
        f"Above a quarter of a cycle per pixel lie {share[0]:.0%} of the power in pixels and {share[1]:.0%} in Fourier."
    )
    return Picture(panels, n.t, readouts, summary)


def _power(x: np.ndarray) -> np.ndarray:
    return np.abs(np.fft.fft2(x - x.mean(), norm="ortho")) ** 2


def _spectra(pictures: np.ndarray) -> marks.Plane:
    """log₁₀ of the mean power in each band of frequencies."""
    middle = (BANDS[1:] + BANDS[:-1]) / 2
    bands = np.digitize(FREQUENCY, BANDS) - 1
    power = [_power(x) for x in pictures]
    means = np.log10([[p[bands == i].mean() + 1e-12 for i in range(len(middle))] for p in power])
    lines = [
        marks.Lines([np.stack([middle, means[0]], 1)], "pixels", "blue", "solid", 2.0),
        marks.Lines([np.stack([middle, means[1]], 1)], "Fourier", "orange", "dashed", 2.0),
    ]
    window = ((0, 0.5), (float(means.min()) - 0.3, float(means.max()) + 0.3))
    return marks.Plane(*window, lines, "spectrum", "cycles per pixel", "log₁₀ power", equal=False, size=(300, 240))


SCENE = Scene(Controls, compute, draw)
