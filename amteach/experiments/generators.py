"""What a learned prior adds: digits climbed in pixels and in codes, and what can be measured on them (lecture 09)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .. import zoo
from ..data import mnist
from ..data.nearest import nearest
from ..functions.function import Function
from ..functions.objectives import log_softmax, logit
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.inits import noise
from ..walks.operators import clip, decay
from ..walks.ppgn import ppgn
from ..walks.trace import record
from ..walks.walk import Step, walk
from .priors import PRIORS
from .table import Table
from .unlikeness import mean_distance

CODE = 16  # numbers in a code


class Method(NamedTuple):
    """f ∘ g is climbed from z0; g makes the pictures."""

    f: Function
    g: Function
    z0: np.ndarray
    step: Step
    steps: int


MakeMethod = Callable[[np.ndarray, int], Method]  # the digits, one for each row, and the seed


def in_pixels(prior: str) -> MakeMethod:
    """A prior of lecture 05, climbed from faint noise, different for each row."""

    def method(k: np.ndarray, seed: int) -> Method:
        f, g, step = PRIORS[prior](logit(k) @ zoo.mnist_cnn())
        return Method(f, g, noise((len(k), 1, 28, 28), 0.01, seed=seed), step, 60)

    return method


def dgn_am(k: np.ndarray, seed: int) -> Method:
    """h ← clip(0.95 (h + 0.3 g/‖g‖)): ascent in the code, which is shortened a little and kept in its range.

    Source: Nguyen et al. (2016), whose codes shrink by 0.99 a step and stay within three times their usual range.
    """
    step = ascent(0.3, normalized, clip(-3, 3) @ decay(0.05))
    return Method(log_softmax(k) @ zoo.mnist_cnn(), zoo.mnist_decoder(), noise((len(k), CODE), seed=seed), step, 60)


def ppgn_h(k: np.ndarray, seed: int) -> Method:
    """h ← clip(h + 0.2 (R(h) − h) + 2 ∇log p(k|G(h)) + 0.15 ξ).

    Source: Nguyen et al. (2017), equation 5 and PPGN-h, with other rates.
    """
    step = ppgn(zoo.mnist_denoiser(), 0.2, 2.0, 0.15, clip(-3, 3))
    return Method(log_softmax(k) @ zoo.mnist_cnn(), zoo.mnist_decoder(), noise((len(k), CODE), seed=seed), step, 100)


METHODS: dict[str, MakeMethod] = {
    "pixels, no prior": in_pixels("none"),
    "pixels, four priors": in_pixels("Fourier, jitter, TV, norm"),
    "DGN-AM": dgn_am,
    "PPGN": ppgn_h,
}


@dataclass(frozen=True, repr=False)
class GeneratorTable(Table):
    """The pictures, (methods, 10, n, 1, 28, 28), and the seconds that one of them took, (methods,)."""

    methods: tuple[str, ...]
    x: np.ndarray
    seconds: np.ndarray

    columns = ("", "another network agrees", "to the nearest digit", "two of a class", "ms each")
    formats = ("{:.0%}", "{:.2f}", "{:.2f}", "{:.0f}")

    def rows(self) -> list[tuple[str, float, float, float, float]]:
        """For real test digits, and each method: agreement of another network, distance to the nearest training digit,
        mean distance of two pictures of a class, milliseconds for one picture.
        """
        n = self.x.shape[2]
        k = np.arange(10).repeat(n)
        train = mnist.digits("train")
        judge = zoo.robust_net()
        names = ("real test digits", *self.methods)
        table = []
        for name, x, seconds in zip(names, [_real(n), *self.x], [np.nan, *self.seconds], strict=True):
            flat = x.reshape(-1, 1, 28, 28)
            agreement = float((judge(flat).argmax(axis=1) == k).mean())
            to_nearest = float(nearest(flat, train).distance.mean())
            of_two = float(np.mean([mean_distance(of_class) for of_class in x]))
            table.append((name, agreement, to_nearest, of_two, 1000 * float(seconds)))
        return table


def _real(n: int) -> np.ndarray:
    """The first n test digits of each class, (10, n, 1, 28, 28)."""
    test = mnist.digits("test")
    return np.stack([test.images[test.labels == k][:n] for k in range(10)])


def generator_table(n: int = 2, methods: Mapping[str, MakeMethod] = METHODS, seed: int = 0) -> GeneratorTable:
    """n pictures of each digit by each method, n at least 2, and the time that they took, as one batch.

    >>> generator_table(2, {"DGN-AM": dgn_am}).x.shape
    (1, 10, 2, 1, 28, 28)
    """
    if not (n >= 2 and n % 1 == 0):
        raise ValueError(
            f"generator_table({n}): a whole number is needed, 2 or more, since two of a class are compared"
        )
    k = np.arange(10).repeat(n)
    pictures = []
    seconds = []
    for make in methods.values():
        start = time.perf_counter()
        f, g, z0, step, steps = make(k, seed)
        pictures.append(g(record(walk(f @ g, z0, step, seed), steps, every=steps).x[-1]))
        seconds.append((time.perf_counter() - start) / len(k))
    return GeneratorTable(tuple(methods), np.stack(pictures).reshape(-1, 10, n, 1, 28, 28), np.array(seconds))
