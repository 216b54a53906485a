"""What each prior does to the same units: all ten digits, climbed under one prior after the other (lecture 05)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..data.statistics import class_means
from ..functions.function import Function, identity
from ..functions.objectives import logit, probabilities
from ..functions.parametrizations import fourier
from ..functions.penalties import l2, lp, total_variation
from ..functions.transforms import blur, jitter
from ..walks.ascent import ascent
from ..walks.bilateral import bilateral
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.modifiers import blurred, center_bias
from ..walks.operators import clip
from ..walks.scheduled import every
from ..walks.trace import record
from ..walks.walk import Step, walk

Recipe = tuple[Function, Function, Step]  # f on pictures, the parametrization of the pictures, the step
FREQUENCY = np.hypot(np.fft.fftfreq(28)[:, None], np.fft.fftfreq(28)[None, :])
PLAIN = ascent(0.02, adam())

PRIORS: dict[str, Callable[[Function], Recipe]] = {
    "none": lambda f: (f, identity, PLAIN),
    "norm: − 0.3 ‖x‖²": lambda f: (f - 0.3 * l2, identity, PLAIN),
    "6-norm: − 1 ‖x‖₆⁶": lambda f: (f - 1.0 * lp(6), identity, PLAIN),
    "total variation: − 0.3 TV": lambda f: (f - 0.3 * total_variation, identity, PLAIN),
    "blur 0.7 every 4 steps": lambda f: (f, identity, ascent(0.02, adam(), every(4, blur(0.7)))),
    "bilateral filter every 4": lambda f: (f, identity, ascent(0.02, adam(), every(4, bilateral(1.0, 0.5)))),
    "gradient blurred by 1.5": lambda f: (f, identity, ascent(0.02, blurred(1.5, adam()))),
    "centre bias": lambda f: (f, identity, ascent(0.02, center_bias(4.0, 0.1, adam()))),
    "clip to 0 … 1": lambda f: (f, identity, ascent(0.02, adam(), clip(0, 1))),
    "jitter 2": lambda f: (f @ jitter(2), identity, PLAIN),
    "Fourier": lambda f: (f, fourier((28, 28)), PLAIN),
    "Fourier, jitter, TV, norm": lambda f: (
        f @ jitter(2) - 0.2 * total_variation - 0.05 * l2,
        fourier((28, 28)),
        PLAIN,
    ),
}


@dataclass(frozen=True, repr=False)
class PriorTable:
    """The final pictures, (priors, 10, 28, 28), and what the network says of each, (priors, 10)."""

    x: np.ndarray
    p: np.ndarray

    def rows(self) -> list[tuple]:
        """For each prior: smallest P, correlation with the mean digit, share of high frequencies, largest |value|."""
        means = class_means()[:, 0]
        likeness = [[np.corrcoef(a.ravel(), m.ravel())[0, 1] for a, m in zip(x, means, strict=True)] for x in self.x]
        power = np.abs(np.fft.fft2(self.x - self.x.mean(axis=(-2, -1), keepdims=True))) ** 2
        high = power[..., FREQUENCY > 0.25].sum(axis=-1) / power.sum(axis=(-2, -1))
        columns = (self.p.min(axis=1), np.mean(likeness, axis=1), high.mean(axis=1), np.abs(self.x).max(axis=(1, 2, 3)))
        return [(name, *map(float, row)) for name, row in zip(PRIORS, zip(*columns, strict=True), strict=True)]

    def _repr_markdown_(self) -> str:
        head = "| prior | smallest P | like the mean digit | above ¼ cycle/px | largest value |\n|---|---|---|---|---|"
        return "\n".join([head, *(f"| {n} | {p:.4f} | {r:.2f} | {h:.0%} | {m:.2f} |" for n, p, r, h, m in self.rows())])

    def __repr__(self) -> str:
        return self._repr_markdown_()


def prior_table(steps: int = 60, seed: int = 0) -> PriorTable:
    """The logits of all ten digits, each from the same faint noise, under each prior: one batch of ten a prior.

    >>> prior_table(steps=1).p.shape == (len(PRIORS), 10)
    True
    """
    cnn = zoo.mnist_cnn()
    z0 = noise((1, 1, 28, 28), sd=0.01, seed=seed).repeat(10, axis=0)
    pictures = []
    for prior in PRIORS.values():
        f, g, step = prior(logit(range(10)) @ cnn)
        pictures.append(g(record(walk(f @ g, z0, step, seed), steps, every=steps).x[-1]))
    p = np.stack([probabilities(cnn(x))[np.arange(10), np.arange(10)] for x in pictures])
    return PriorTable(np.stack(pictures)[:, :, 0], p)
