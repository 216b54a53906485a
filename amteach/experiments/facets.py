"""Facets: several pictures of one unit, and ways to make them differ (lecture 07).

A way gives what a walk needs: f, the starts and the step.  All share one prior and a clip, and all but the last share
the step.  Each has one strength: 0 is without it, and 1 is that of the lecture.

    random starts        noise of 0.3 as start, another for each row
    cluster means        means of alike digits as starts, and only a third of the steps
    dropout              each row climbs a network with 80 % of its paths cut, the same ones for the whole walk
    diversity in pixels  + 10 × (the mean of −cos to the other rows)
    diversity in codes   the same, of what the last hidden layer says of the pictures
    two units            + 0.3 × the logit of another digit, another one for each row
    noise in each step   x ← x + … + 0.05 ξ, and so it is no ascent any more

Where not its starts make a way, all rows start from the same noise; only diversity needs different ones to begin with.

Source: Nguyen, Yosinski & Clune (2019), section 2, who list them, and say of each where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from .. import zoo
from ..functions.batch import diversity
from ..functions.dropout import dropout
from ..functions.function import Function
from ..functions.objectives import logit
from ..functions.penalties import l2, total_variation
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.operators import clip
from ..walks.ppgn import ppgn
from ..walks.walk import Step
from ..zoo.mnist.clusters import facet_starts

ROWS, STEPS = 4, 60
PRIOR = 0.5 * total_variation + 0.05 * l2
CLIMB = ascent(0.02, adam(), clip(0, 1))
APART = (1, 3, 6, 8)  # the second units of digit k are k + 1, k + 3, …


class Way(NamedTuple):
    """What a walk needs: the Function, the starts (4, 1, 28, 28), the step, and how many of them."""

    f: Function
    x0: np.ndarray
    step: Step = CLIMB
    steps: int = STEPS


@cache
def _net() -> tuple[Function, Function]:
    """The MNIST CNN in two: from the last hidden layer on, and up to it."""
    return zoo.mnist_head(), zoo.mnist_cnn(layer="pool")


def _starts(rows: int, seed: int, sd: float = 0.3) -> np.ndarray:
    """Noise, different for as many rows as are asked for, repeated until there are ROWS."""
    return noise((rows, 1, 28, 28), sd, seed=seed).repeat(ROWS // rows, axis=0)


def _random_starts(k: int, strength: float, seed: int) -> Way:
    head, pool = _net()
    return Way(logit(k) @ head @ pool - PRIOR, _starts(ROWS, seed, 0.3 * strength))


def _cluster_means(k: int, strength: float, seed: int) -> Way:
    head, pool = _net()
    return Way(logit(k) @ head @ pool - PRIOR, np.float32(strength) * facet_starts(k), steps=STEPS // 3)


def _dropout(k: int, strength: float, seed: int) -> Way:
    head, pool = _net()
    cut = dropout(1 - 0.2**strength).draw(np.random.default_rng(seed))
    return Way(logit(k) @ head @ cut @ pool - PRIOR, _starts(1, seed))


def _diversity_in_pixels(k: int, strength: float, seed: int) -> Way:
    head, pool = _net()
    return Way(logit(k) @ head @ pool + 10 * strength * diversity - PRIOR, _starts(ROWS, seed))


def _diversity_in_codes(k: int, strength: float, seed: int) -> Way:
    head, pool = _net()
    return Way((logit(k) @ head + 10 * strength * diversity) @ pool - PRIOR, _starts(ROWS, seed))


def _two_units(k: int, strength: float, seed: int) -> Way:
    head, pool = _net()
    other = logit([(k + step) % 10 for step in APART])
    return Way((logit(k) + 0.3 * strength * other) @ head @ pool - PRIOR, _starts(1, seed))


def _noise_in_each_step(k: int, strength: float, seed: int) -> Way:
    head, pool = _net()
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
