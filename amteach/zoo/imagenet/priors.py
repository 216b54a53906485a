"""The four ways of lecture 11 to climb a class of ImageNet, from nothing at all to octaves.

With a = channel k of "classifier.1", the class before the last ReLU, f = mean a, and s = (x − mean) / std:

    plain     x ← x + 0.05 ∇f(x), which is a step of 1 in the units of the network's own input s
    robust    f(jittered x) − 0.01 TV(s) − 0.001 ‖s‖²; Adam
    Fourier   the same, with twice the TV, climbed in the Fourier coefficients of decorrelated colours
    octaves   the same in four sizes, one after the other, each step followed by a blur that fades
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice

import numpy as np

from ...functions.function import Function, identity
from ...functions.hidden_layers import channel
from ...functions.parametrizations import decorrelated_colour, fourier, sigmoid_range
from ...functions.penalties import l2, total_variation
from ...functions.transforms import blur, jitter
from ...walks.ascent import ascent
from ...walks.directions import adam
from ...walks.inits import noise
from ...walks.octaves import octaves
from ...walks.scheduled import scheduled
from ...walks.walk import State, walk
from .pictures import SIDE, standardized

STEPS = {"plain": 1000, "robust": 400, "Fourier": 200, "octaves": 270}  # how many are worth taking
SIZES, EACH = (114, 144, 181, 227), (99, 79, 59, 30)  # octaves; and with the step that grows the picture, 270
PENALTY = 0.01 * total_variation + 0.001 * l2


def climb(prior: str, units: Sequence[int], maps: Function, seed: int = 0) -> tuple[Iterator[State], Function]:
    """The states of a walk on each unit, and the Function that sends their x to pictures in [0, 1] (and beyond).

    prior : "plain", "robust", "Fourier" or "octaves";   the last walk ends, the others go on for ever
    maps  : pictures ↦ one channel for each class, (batch, classes, h, w), as squeezenet("classifier.1")
    """
    if prior not in STEPS:
        raise ValueError(f"prior={prior!r}: choose one of {', '.join(map(repr, STEPS))}")
    f = channel(list(units)) @ maps
    start = partial(_faint, len(units), seed=seed)
    if prior == "plain":
        return walk(f, start(SIDE, 0.5), ascent(0.05), seed), identity
    if prior == "robust":
        return walk(f @ jitter(16) - PENALTY @ standardized, start(SIDE, 0.5), ascent(0.0113, adam()), seed), identity
    if prior == "Fourier":
        g = sigmoid_range() @ decorrelated_colour @ fourier((SIDE, SIDE))
        smooth = f @ jitter(16) - (PENALTY + 0.01 * total_variation) @ standardized
        return walk(smooth @ g, start(SIDE, 0.0), ascent(0.02, adam()), seed), g
    step = ascent(0.05, adam(), scheduled(_fading, "blur(1.2…0.4)"))
    walks = octaves(f @ jitter(8) - PENALTY @ standardized, start(SIZES[0], 0.5), [(n, n) for n in SIZES], step, seed)
    return chain.from_iterable(islice(states, n + 1) for states, n in zip(walks, EACH, strict=True)), identity


def _fading(state: State) -> Function:
    return blur(1.2 - 0.8 * min(1.0, state.t / STEPS["octaves"]))


def _faint(n: int, side: int, grey: float, seed: int) -> np.ndarray:
    """n times the same faint noise."""
    return noise((1, 3, side, side), 0.01, grey, seed).repeat(n, axis=0)
