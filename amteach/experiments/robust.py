"""The five nets beside each other, as measured when they were trained (lecture 10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..store import cards
from ..zoo.robust.net import NETS

COLUMNS = {  # the measures of robust_measures, and how they are printed
    "accuracy": ("right", "{:.1%}"),
    "attacked": ("right under attack", "{:.0%}"),
    "from_noise": ("distance, noise & logit", "{:.1f}"),
    "from_mean": ("distance, mean image & log-softmax", "{:.1f}"),
}


@dataclass(frozen=True, repr=False)
class RobustTable:
    """values: (5 nets, 4 measures, 3 seeds)."""

    values: np.ndarray

    def _repr_markdown_(self) -> str:
        head = f"| net | {' | '.join(title for title, _ in COLUMNS.values())} |\n" + "|---" * (len(COLUMNS) + 1) + "|"
        forms = [form for _, form in COLUMNS.values()]
        cells = lambda net: [_cell(form, v) for form, v in zip(forms, net, strict=True)]
        rows = [
            f"| {name.replace('_', ' ')} | {' | '.join(cells(v))} |" for name, v in zip(NETS, self.values, strict=True)
        ]
        return "\n".join([head, *rows])

    def __repr__(self) -> str:
        return self._repr_markdown_()


def robust_table() -> RobustTable:
    """Five nets, four measures, three seeds, from their cards: the mean, and in brackets the lowest and the highest.

    >>> robust_table().values.shape
    (5, 4, 3)
    """
    measured = [cards.card(f"robust_{name}")["measured"] for name in NETS]
    return RobustTable(np.array([[m[column] for column in COLUMNS] for m in measured]))


def _cell(form: str, v: np.ndarray) -> str:
    return f"{form.format(v.mean())} ({form.format(v.min())} … {form.format(v.max())})"
