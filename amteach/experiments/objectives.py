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

OBJECTIVES = {"logit": logit, "softmax": softmax, "log-softmax": log_softmax}
STARTS = ("zeros", "ones", "uniform")


@dataclass(frozen=True, repr=False)
class ObjectiveTable:
    """The final probability of the class climbed on, (objectives, starts, 10 classes)."""

    p: np.ndarray

    def _repr_markdown_(self) -> str:
        cells = [[f"{row.min():.4f} / {row.mean():.4f}" for row in objective] for objective in self.p]
        rows = [f"| {name} | {' | '.join(row)} |" for name, row in zip(OBJECTIVES, cells, strict=True)]
        return "\n".join([f"| smallest / mean P | {' | '.join(STARTS)} |", "|---" * (len(STARTS) + 1) + "|", *rows])

    def __repr__(self) -> str:
        return self._repr_markdown_()


def objective_table(rate: float = 0.1, steps: int = 100, seed: int = 0) -> ObjectiveTable:
    """Plain ascent to each class, from each start, on each objective: three batches of thirty pictures.

    >>> table = objective_table(steps=2)
    >>> table.p.shape
    (3, 3, 10)
    """
    cnn, digits = zoo.mnist_cnn(), np.tile(np.arange(10), len(STARTS))
    x0 = starts(*STARTS, shape=(1, 28, 28), seed=seed).repeat(10, axis=0)
    ends = [record(walk(f(digits) @ cnn, x0, ascent(rate)), steps, every=steps).x[-1] for f in OBJECTIVES.values()]
    p = np.stack([probabilities(cnn(x))[np.arange(len(digits)), digits] for x in ends])
    return ObjectiveTable(p.reshape(len(OBJECTIVES), len(STARTS), 10))
