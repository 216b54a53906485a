"""Objectives × starts: how far each gets, measured on all ten classes (lecture 04)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..functions.objectives import log_softmax, logit, probabilities, softmax
from ..walks.ascent import ascent
from ..walks.inits import starts
from ..walks.trace import record
from ..walks.walk import walk
from .table import Table

OBJECTIVES = {"logit": logit, "softmax": softmax, "log-softmax": log_softmax}
STARTS = ("zeros", "ones", "uniform")


@dataclass(frozen=True, repr=False)
class ObjectiveTable(Table):
    """The final probability of the class climbed on, (objectives, starts, 10 classes)."""

    p: np.ndarray

    columns = ("smallest / mean P", *STARTS)
    formats = ("{:.4f} / {:.4f}",) * len(STARTS)

    def rows(self) -> list[tuple]:
        """For each objective, at each start: the smallest and the mean P."""
        return [
            (name, *((float(p.min()), float(p.mean())) for p in objective))
            for name, objective in zip(OBJECTIVES, self.p, strict=True)
        ]


def objective_table(rate: float = 0.1, steps: int = 100, seed: int = 0) -> ObjectiveTable:
    """Plain ascent to each class, from each start, on each objective: three batches of thirty pictures.

    >>> table = objective_table(steps=2)
    >>> table.p.shape
    (3, 3, 10)
    """
    cnn = zoo.mnist_cnn()
    digits = np.tile(np.arange(10), len(STARTS))
    x0 = starts(*STARTS, shape=(1, 28, 28), seed=seed).repeat(10, axis=0)
    ends = [record(walk(f(digits) @ cnn, x0, ascent(rate)), steps, every=steps).x[-1] for f in OBJECTIVES.values()]
    p = np.stack([probabilities(cnn(x))[np.arange(len(digits)), digits] for x in ends])
    return ObjectiveTable(p.reshape(len(OBJECTIVES), len(STARTS), 10))
