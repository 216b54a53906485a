"""Ten digits of each class by each prior: agreement of another network, distances, and seconds (lecture 09)."""

from __future__ import annotations

import numpy as np

from amteach.experiments.generators import METHODS, generator_table, in_pixels
from amteach.experiments.priors import PRIORS

from .rows import Row, report

N = 10


def main() -> None:
    methods = METHODS | {
        f"pixels, {prior}": in_pixels(prior) for prior in PRIORS if prior not in ("none", "Fourier, jitter, TV, norm")
    }
    rows = []
    for name, agreement, near, apart, ms in generator_table(N, methods).rows():
        aim = "aim: 0.95" if name in ("DGN-AM", "PPGN") else ""
        rows += [
            Row(f"{name}: agreement", agreement, "", note=aim),
            Row(f"{name}: to the nearest digit", near, ""),
            Row(f"{name}: two of a class", apart, ""),
            *([] if np.isnan(ms) else [Row(f"{name}: one picture", ms, "ms")]),
        ]
    report(rows)


if __name__ == "__main__":
    main()
