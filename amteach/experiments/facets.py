"""Facets: several pictures of one unit, ways to make them differ, and how unlike they become (lecture 07).

A way gives what a walk needs: f, the starts and the step.  All share one prior and a clip, and all but the last share
the step.  Each has one strength: at 0 the way does nothing, and 1 is the strength of the lecture.

    random starts        noise of 0.3 as start, different for each row
    cluster means        means of similar digits as starts, and only a third of the steps
    dropout              each row climbs a network with 80 % of its paths cut, the same ones for the whole walk
    diversity in pixels  + 10 × (the mean of −cos to the other rows)
    diversity in codes   the same, for the activations of the last hidden layer
    two units            + 0.3 × the logit of a second digit, different for each row
    noise in each step   x ← x + … + 0.05 ξ, so it is no longer an ascent

The rows of random starts, cluster means and diversity begin differently; those of the other ways begin as equals.

Source: Nguyen, Yosinski & Clune (2019), section 2, who list them, and say of each where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np

from .. import zoo
from ..functions.batch import diversity
from ..functions.checks import number
from ..functions.dropout import dropout
from ..functions.function import Function
from ..functions.objectives import logit, probabilities
from ..functions.penalties import l2, total_variation
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.operators import clip
from ..walks.ppgn import ppgn
from ..walks.trace import record
from ..walks.walk import Step, walk
from ..zoo.mnist.clusters import facet_starts
from .sweep import sweep
from .table import Table
from .unlikeness import mean_cosine, mean_distance

ROWS = 4  # pictures of a unit
STEPS = 60
PRIOR = 0.5 * total_variation + 0.05 * l2
STEP = ascent(0.02, adam(), clip(0, 1))
SECOND = (1, 3, 6, 8)  # the second units of digit k are k + 1, k + 3, …


class Way(NamedTuple):
    """What a walk needs: the Function, the starts (4, 1, 28, 28), the step, and how many of them."""

    f: Function
    x0: np.ndarray
    step: Step = STEP
    steps: int = STEPS


@cache
def _halves() -> tuple[Function, Function]:
    """The MNIST CNN in two: from the last hidden layer on, and up to it."""
    return zoo.mnist_head(), zoo.mnist_cnn(layer="pool")


def _starts(different: int, seed: int, sd: float = 0.3) -> np.ndarray:
    """Noise for ROWS rows, of which this many are different."""
    return noise((different, 1, 28, 28), sd, seed=seed).repeat(ROWS // different, axis=0)


def _random_starts(k: int, strength: float, seed: int) -> Way:
    head, pool = _halves()
    return Way(logit(k) @ head @ pool - PRIOR, _starts(ROWS, seed, 0.3 * strength))


def _cluster_means(k: int, strength: float, seed: int) -> Way:
    head, pool = _halves()
    return Way(logit(k) @ head @ pool - PRIOR, np.float32(strength) * facet_starts(k), steps=STEPS // 3)


def _dropout(k: int, strength: float, seed: int) -> Way:
    head, pool = _halves()
    cut = dropout(1 - 0.2**strength).draw(np.random.default_rng(seed))
    return Way(logit(k) @ head @ cut @ pool - PRIOR, _starts(1, seed))


def _diversity_in_pixels(k: int, strength: float, seed: int) -> Way:
    head, pool = _halves()
    return Way(logit(k) @ head @ pool + 10 * strength * diversity - PRIOR, _starts(ROWS, seed))


def _diversity_in_codes(k: int, strength: float, seed: int) -> Way:
    head, pool = _halves()
    return Way((logit(k) @ head + 10 * strength * diversity) @ pool - PRIOR, _starts(ROWS, seed))


def _two_units(k: int, strength: float, seed: int) -> Way:
    head, pool = _halves()
    second = logit([(k + step) % 10 for step in SECOND])
    return Way((logit(k) + 0.3 * strength * second) @ head @ pool - PRIOR, _starts(1, seed))


def _noise_in_each_step(k: int, strength: float, seed: int) -> Way:
    head, pool = _halves()
    step = ppgn(-PRIOR, 0.05, 0.05, 0.05 * strength, clip(0, 1))
    return Way(logit(k) @ head @ pool, _starts(1, seed), step)


WAYS: dict[str, Callable[[int, float, int], Way]] = {
    "random starts": _random_starts,
    "cluster means": _cluster_means,
    "dropout": _dropout,
    "diversity in pixels": _diversity_in_pixels,
    "diversity in codes": _diversity_in_codes,
    "two units": _two_units,
    "noise in each step": _noise_in_each_step,
}


@dataclass(frozen=True, repr=False)
class FacetTable(Table):
    """The final pictures, (ways, digits, 4, 1, 28, 28), and the probability of their digit, (ways, digits, 4)."""

    x: np.ndarray
    p: np.ndarray

    columns = ("", "smallest P", "distance", "cosine of pixels", "cosine of codes")
    formats = ("{:.4f}", "{:.2f}", "{:.2f}", "{:.2f}")

    def rows(self) -> list[tuple[str, float, float, float, float]]:
        """For each way: smallest P; mean distance and mean cosine of two pictures of a digit; and of their codes."""
        pool = zoo.mnist_cnn(layer="pool")
        table = []
        for name, pictures, p in zip(WAYS, self.x, self.p, strict=True):
            distance = float(np.mean([mean_distance(x) for x in pictures]))
            of_pixels = float(np.mean([mean_cosine(x) for x in pictures]))
            of_codes = float(np.mean([mean_cosine(pool(x)) for x in pictures]))
            table.append((name, float(p.min()), distance, of_pixels, of_codes))
        return table


def pictures_in(way: str, digit: int, steps: float, seed: int) -> np.ndarray:
    """Four pictures of a digit in one way, (4, 1, 28, 28), after this share of the steps that the way takes."""
    f, x0, step, most = WAYS[way](digit, 1.0, seed)
    count = max(1, round(most * steps))
    return record(walk(f, x0, step, seed), count, every=count).x[-1]


def facet_table(
    digits: tuple[int, ...] = (2, 4, 7),
    steps: float = 1.0,
    seed: int = 0,
    executor: Any = None,
    store: str | None = None,
) -> FacetTable:
    """Four pictures of each of these digits in each way.

    steps : a share of the steps that a way takes
    executor, store : as for `am.sweep`

    >>> facet_table((7,), steps=0.05).x.shape
    (7, 1, 4, 1, 28, 28)
    """
    steps = number("facet_table(steps={})", steps, "a share of the steps, finite and above 0", above=0)
    found = sweep(partial(pictures_in, steps=steps, seed=seed), {"way": WAYS, "digit": digits}, executor, store)
    cnn = zoo.mnist_cnn()
    x = np.stack([[found[way, digit] for digit in digits] for way in WAYS])
    p = np.stack([[probabilities(cnn(found[way, digit]))[:, digit] for digit in digits] for way in WAYS]).astype(float)
    return FacetTable(x, p)
