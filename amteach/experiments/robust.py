"""The five nets beside each other, as measured when they were trained (lecture 10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..store import cards
from ..zoo.robust.net import NETS
from .table import Table

COLUMNS = {  # the measures, as the cards call them: the head of the column, and how a number is written
    "accuracy": ("right", "{:.1%}"),
    "attacked": ("right under attack", "{:.0%}"),
    "from_noise": ("distance, noise & logit", "{:.1f}"),
    "from_mean": ("distance, mean image & log-softmax", "{:.1f}"),
}


@dataclass(frozen=True, repr=False)
class RobustTable(Table):
    """values: (5 nets, 4 measures, 3 seeds)."""

    values: np.ndarray

    columns = ("net", *(head for head, _ in COLUMNS.values()))
    formats = tuple(f"{form} ({form} … {form})" for _, form in COLUMNS.values())

    def rows(self) -> list[tuple]:
        """For each net, of each measure: the mean over the seeds, the lowest and the highest."""
        return [
            (name.replace("_", " "), *((float(v.mean()), float(v.min()), float(v.max())) for v in measured))
            for name, measured in zip(NETS, self.values, strict=True)
        ]


def robust_table() -> RobustTable:
    """Five nets, four measures, three seeds, from their cards: the mean, and in brackets the lowest and the highest.

    >>> robust_table().values.shape
    (5, 4, 3)
    """
    on_cards = [cards.card(f"robust_{name}")["measured"] for name in NETS]
    return RobustTable(np.array([[measured[name] for name in COLUMNS] for measured in on_cards]))
