"""What people are shown of a unit: the digits that activate it least and most, and pictures made to do so.

natural    the nine digits with the lowest activation and the nine with the highest; questions are about *other* digits
synthetic  nine ascents on the activation, and nine on its negative, each from a noise of its own

Source: Borowski & Zimmermann et al. (2021), after Olah, Mordvintsev & Schubert (2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ..data import mnist
from ..data.digits import Digits
from ..functions.objectives import logit
from ..functions.transforms import jitter
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.inits import uniform
from ..walks.operators import clip
from ..walks.trace import record
from ..walks.walk import walk
from .units import activations

SHOWN = 9  # pictures on either side
MOST = 2000  # digits that are used; fewer where there are fewer
STEPS = 25
LENGTH = 1.0  # of each step, norm L2
JITTER = 2  # pixels


@dataclass(frozen=True, eq=False)
class Natural:
    """Digits in two halves: references first, then those for the questions.

    images : (2, n, 28, 28), float32
    a      : their activations, (2, n, 64)
    source : where they come from
    """

    images: np.ndarray
    a: np.ndarray
    source: str

    def extremes(self, unit: int, half: int, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The indices in this half of the lowest and of the highest activations, extreme first; both (count,)."""
        order = np.argsort(self.a[half, :, unit], kind="stable")
        return order[:count], order[::-1][:count]


def natural(digits: Digits) -> Natural:
    """The digits with their activations; those at even indices are references, those at odd indices for questions."""
    n = min(len(digits), MOST) // 2
    if n < SHOWN:
        raise ValueError(f"{digits}: a study needs {2 * SHOWN} at least, for references and for questions")
    images = digits.images[: 2 * n]
    a = np.concatenate([activations()(images[i : i + 50]) for i in range(0, 2 * n, 50)])
    halves = [slice(half, None, 2) for half in (0, 1)]
    return Natural(np.stack([images[h, 0] for h in halves]), np.stack([a[h] for h in halves]), digits.source)


@cache
def test_digits() -> Natural:
    """MNIST's test digits; where MNIST is missing, digits that the package draws, and a printed line that says so."""
    return natural(mnist.digits("test"))


test_digits.__test__ = False  # type: ignore[attr-defined]  # pytest takes functions of such a name for tests


def synthetic(units: Sequence[int], seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Pictures with low and with high activation of each unit, after 25 steps: two arrays (units, 9, 28, 28) in [0, 1].

    x ← clip(x ± d/‖d‖, 0, 1),   d = ∂a_c/∂x through a jitter of two pixels, from uniform noise

    >>> low, high = synthetic([3], seed=0)
    >>> a = activations()
    >>> bool(a(low[0][:, None])[:, 3].max() < a(high[0][:, None])[:, 3].min())
    True
    """
    rows = np.repeat(np.asarray(units, dtype=int), SHOWN)
    x0 = uniform((len(rows), 1, 28, 28), seed=seed)
    up = logit(rows) @ activations() @ jitter(JITTER)
    step = ascent(LENGTH, normalized, clip(0, 1))
    low, high = (record(walk(f, x0, step, seed), STEPS, every=STEPS).x[-1] for f in (-up, up))
    shape = (len(units), SHOWN, 28, 28)
    return low.reshape(shape), high.reshape(shape)
