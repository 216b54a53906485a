"""Ten classes from four starts, and what can be measured on the forty pictures (lecture 03).

The claims are those of Valverde, "Introduction to Activation Maximization", who made them for one or two classes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..functions.objectives import logit, probabilities
from ..walks.ascent import ascent
from ..walks.inits import starts
from ..walks.trace import record
from ..walks.walk import walk

STARTS = ("ones", "0.5", "zeros", "uniform")


@dataclass(frozen=True)
class FourStarts:
    """Forty pictures before and after plain ascent on the logit of their class.

    before, after : (4 starts, 10 classes, 28, 28); the starts are ones, 0.5, zeros and uniform
    confidence    : the probability of its class for each picture, (4, 10)
    """

    before: np.ndarray
    after: np.ndarray
    confidence: np.ndarray

    def distances(self) -> np.ndarray:
        """‖x − x'‖ between the final pictures of a class from two starts, mean over the classes, (4, 4)."""
        x = self.after.reshape(4, 1, 10, -1)
        return np.linalg.norm(x - x.reshape(1, 4, 10, -1), axis=-1).mean(axis=-1)

    def structure(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """How alike neighbouring pixels are: in the random start, in the picture made from it, and in the change.

        The correlation of each pixel with the one to its right and the one below, for each class, (10,); noise has 0.
        """
        start = self.before[STARTS.index("uniform")]
        picture = self.after[STARTS.index("uniform")]
        return neighbours(start), neighbours(picture), neighbours(picture - start)


def neighbours(x: np.ndarray) -> np.ndarray:
    """The correlation of neighbouring pixels of each picture: (n, h, w) ↦ (n,).

    >>> checkers = np.indices((8, 8)).sum(axis=0) % 2
    >>> neighbours(checkers[None]).round(6)
    array([-1.])
    """
    across = [_correlation(picture[:, 1:], picture[:, :-1]) for picture in x]
    down = [_correlation(picture[1:], picture[:-1]) for picture in x]
    return (np.array(across) + np.array(down)) / 2


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    return np.corrcoef(a.ravel(), b.ravel())[0, 1]


def four_starts(rate: float = 0.3, steps: int = 10, seed: int = 0) -> FourStarts:
    """Forty plain ascents, x ← x + η ∇z_k, as one batch.

    >>> bool(four_starts().confidence.min() > 0.9999)
    True
    """
    x0 = starts("ones", 0.5, "zeros", "uniform", shape=(1, 28, 28), seed=seed).repeat(10, axis=0)
    digits = np.tile(np.arange(10), 4)
    cnn = zoo.mnist_cnn()
    x = record(walk(logit(digits) @ cnn, x0, ascent(rate)), steps, every=steps).x[-1]
    p = probabilities(cnn(x))[np.arange(40), digits]
    return FourStarts(x0.reshape(4, 10, 28, 28), x.reshape(4, 10, 28, 28), p.reshape(4, 10))
