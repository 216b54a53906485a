"""What each prior does to the same units: all ten digits, climbed under one prior after the other (lecture 05)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

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
from .sweep import sweep
from .table import Table

FREQUENCY = np.hypot(np.fft.fftfreq(28)[:, None], np.fft.fftfreq(28)[None, :])
PLAIN = ascent(0.02, adam())


class Prior(NamedTuple):
    """f ∘ g is climbed; f is the objective on pictures, and g makes the pictures."""

    f: Function
    g: Function = identity
    step: Step = PLAIN


PRIORS: dict[str, Callable[[Function], Prior]] = {
    "none": lambda f: Prior(f),
    "norm: − 0.3 ‖x‖²": lambda f: Prior(f - 0.3 * l2),
    "6-norm: − 1 ‖x‖₆⁶": lambda f: Prior(f - 1.0 * lp(6)),
    "total variation: − 0.3 TV": lambda f: Prior(f - 0.3 * total_variation),
    "blur 0.7 every 4 steps": lambda f: Prior(f, step=ascent(0.02, adam(), every(4, blur(0.7)))),
    "bilateral filter every 4": lambda f: Prior(f, step=ascent(0.02, adam(), every(4, bilateral(1.0, 0.5)))),
    "gradient blurred by 1.5": lambda f: Prior(f, step=ascent(0.02, blurred(1.5, adam()))),
    "centre bias": lambda f: Prior(f, step=ascent(0.02, center_bias(4.0, 0.1, adam()))),
    "clip to 0 … 1": lambda f: Prior(f, step=ascent(0.02, adam(), clip(0, 1))),
    "jitter 2": lambda f: Prior(f @ jitter(2)),
    "Fourier": lambda f: Prior(f, fourier((28, 28))),
    "Fourier, jitter, TV, norm": lambda f: Prior(f @ jitter(2) - 0.2 * total_variation - 0.05 * l2, fourier((28, 28))),
}


@dataclass(frozen=True, repr=False)
class PriorTable(Table):
    """The final pictures, (priors, 10, 28, 28), and the probability of the digit of each, (priors, 10)."""

    x: np.ndarray
    p: np.ndarray

    columns = ("prior", "smallest P", "like the mean digit", "above ¼ cycle/px", "largest value")
    formats = ("{:.4f}", "{:.2f}", "{:.0%}", "{:.2f}")

    def rows(self) -> list[tuple[str, float, float, float, float]]:
        """For each prior: smallest P, correlation with the mean digit, share of high frequencies, largest |value|."""
        means = class_means()[:, 0]
        table = []
        for name, x, p in zip(PRIORS, self.x, self.p, strict=True):
            likeness = [np.corrcoef(a.ravel(), mean.ravel())[0, 1] for a, mean in zip(x, means, strict=True)]
            high = high_frequencies(x)
            table.append((name, float(p.min()), float(np.mean(likeness)), float(high.mean()), float(np.abs(x).max())))
        return table


def high_frequencies(x: np.ndarray) -> np.ndarray:
    """The share of each picture's power, its mean left out, above ¼ cycle per pixel: (n, 28, 28) ↦ (n,).

    >>> checkers = np.indices((28, 28)).sum(axis=0) % 2
    >>> high_frequencies(checkers[None]).round(6)
    array([1.])
    """
    power = np.abs(np.fft.fft2(x - x.mean(axis=(-2, -1), keepdims=True))) ** 2
    return power[..., FREQUENCY > 0.25].sum(axis=-1) / power.sum(axis=(-2, -1))


def pictures_under(prior: str, steps: int, seed: int) -> np.ndarray:
    """All ten digits under one prior, each from the same faint noise: (10, 1, 28, 28)."""
    f, g, step = PRIORS[prior](logit(range(10)) @ zoo.mnist_cnn())
    z0 = noise((1, 1, 28, 28), sd=0.01, seed=seed).repeat(10, axis=0)
    return g(record(walk(f @ g, z0, step, seed), steps, every=steps).x[-1])


def prior_table(steps: int = 60, seed: int = 0, executor: Any = None, store: str | None = None) -> PriorTable:
    """The logits of all ten digits under each prior: one batch of ten a prior.

    executor, store : as for `am.sweep`

    >>> prior_table(steps=1).p.shape == (len(PRIORS), 10)
    True
    """
    found = sweep(partial(pictures_under, steps=steps, seed=seed), {"prior": PRIORS}, executor, store)
    pictures = [found[prior] for prior in PRIORS]
    cnn = zoo.mnist_cnn()
    p = np.stack([probabilities(cnn(x))[np.arange(10), np.arange(10)] for x in pictures])
    return PriorTable(np.stack(pictures)[:, :, 0], p)
