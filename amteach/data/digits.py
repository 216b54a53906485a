"""Pictures of digits with their labels, and a word on where they come from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False, repr=False)
class Digits:
    """n pictures of handwritten digits.

    images : (n, 1, 28, 28), float32; 0 is paper, 1 is ink
    labels : (n,), int64; 0 … 9
    source : where they come from, for the caption

    >>> from amteach.data.drawn_digits import draw
    >>> draw(20, seed=0)
    20 digits, drawn by amteach (seed 0)
    """

    images: np.ndarray
    labels: np.ndarray
    source: str

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        return f"{len(self)} digits, {self.source}"
