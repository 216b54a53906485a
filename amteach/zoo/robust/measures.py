"""What is measured of a net that names digits: how often it is right, also under attack, and what it draws.

    accuracy    the share of test digits that it names rightly
    attacked    the same under L2 attacks of radius 1.5, 40 steps, 3 starts: on every 20th of the 10,000
    from_noise  distance to the nearest training image of what ascent on the *logit* draws from uniform noise
    from_mean   the same of what ascent on the *log-softmax* draws from the mean image

Lower is better in the last two: a test digit has 4.2.
"""

from __future__ import annotations

import numpy as np

from ...data.digits import Digits
from ...data.nearest import nearest
from ...data.statistics import mean_image
from ...functions.function import Function
from ...functions.objectives import log_softmax, logit
from ...walks.ascent import ascent
from ...walks.attacks import accuracy_under_attack
from ...walks.directions import normalized
from ...walks.inits import uniform
from ...walks.operators import clip
from ...walks.trace import record
from ...walks.walk import walk

RADIUS, STEPS = 1.5, 100


def measures(net: Function, train: Digits, test: Digits) -> dict[str, float]:
    """The four numbers, of a net (n, 1, 28, 28) ↦ (n, 10)."""
    few = slice(None, None, max(1, len(test) // 500))
    x, labels = test.images[few], test.labels[few]
    distance = lambda pictures: nearest(pictures, train).distance.mean()
    numbers = {
        "accuracy": (net(test.images).argmax(axis=1) == test.labels).mean(),
        "attacked": accuracy_under_attack(net, x, labels, RADIUS, restarts=3),
        "from_noise": distance(from_noise(net)),
        "from_mean": distance(from_mean(net)),
    }
    return {name: round(float(number), 4) for name, number in numbers.items()}


def from_noise(net: Function, starts: int = 5, seed: int = 0) -> np.ndarray:
    """Ten digits from each of so many starts of uniform noise: 100 steps of length 0.3 on the logit, kept in [0, 1].

    The result is (10 · starts, 1, 28, 28); digit k in the rows k, k + 10, …
    """
    x0 = uniform((starts, 1, 28, 28), seed=seed).repeat(10, axis=0)
    return _climbed(logit(np.tile(np.arange(10), starts)) @ net, x0, 0.3)


def from_mean(net: Function) -> np.ndarray:
    """Ten digits from the mean image: 100 steps of length 0.1 on the log-softmax, kept in [0, 1]; (10, 1, 28, 28)."""
    return _climbed(log_softmax(np.arange(10)) @ net, mean_image()[None].repeat(10, axis=0), 0.1)


def _climbed(f: Function, x0: np.ndarray, rate: float) -> np.ndarray:
    """Where equal steps along the gradient lead, each row for itself."""
    return record(walk(f, x0, ascent(rate, normalized, clip(0, 1))), STEPS, every=STEPS).x[-1]
