"""How unlike the facets are that each way finds: measured, in pixels and in codes (lecture 07)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..functions.objectives import probabilities
from ..walks.trace import record
from ..walks.walk import walk
from .facets import ROWS, WAYS
from .unlikeness import mean_cosine, mean_distance


@dataclass(frozen=True, repr=False)
class FacetTable:
    """The final pictures, (ways, digits, 4, 1, 28, 28), and the probability of their digit, (ways, digits, 4)."""

    x: np.ndarray
    p: np.ndarray

    def rows(self) -> list[tuple[str, float, float, float, float]]:
        """For each way: smallest P; mean distance and mean cosine of two pictures of a digit; and of their codes."""
        pool = zoo.mnist_cnn(layer="pool")
        table = []
        for name, digits, p in zip(WAYS, self.x, self.p, strict=True):
            codes = [pool(x) for x in digits]
            columns = (
                [mean_distance(x) for x in digits],
                [mean_cosine(x) for x in digits],
                [mean_cosine(a) for a in codes],
            )
            table.append((name, float(p.min()), *(float(np.mean(column)) for column in columns)))
        return table

    def _repr_markdown_(self) -> str:
        head = "| | smallest P | distance | cosine of pixels | cosine of codes |\n|---|---|---|---|---|"
        return "\n".join([head, *(f"| {n} | {p:.4f} | {d:.2f} | {c:.2f} | {a:.2f} |" for n, p, d, c, a in self.rows())])

    def __repr__(self) -> str:
        return self._repr_markdown_()


def facet_table(digits: tuple[int, ...] = (2, 4, 7), steps: float = 1.0, seed: int = 0) -> FacetTable:
    """Four pictures of each of these digits in each way.

    steps : a share of the steps that a way takes

    >>> facet_table((7,), steps=0.05).x.shape
    (7, 1, 4, 1, 28, 28)
    """
    cnn = zoo.mnist_cnn()
    x = np.empty((len(WAYS), len(digits), ROWS, 1, 28, 28), np.float32)
    p = np.empty(x.shape[:3])
    for i, make in enumerate(WAYS.values()):
        for j, k in enumerate(digits):
            way = make(k, 1.0, seed)
            count = max(1, round(way.steps * steps))
            x[i, j] = record(walk(way.f, way.x0, way.step, seed), count, every=count).x[-1]
            p[i, j] = probabilities(cnn(x[i, j]))[:, k]
    return FacetTable(x, p)
