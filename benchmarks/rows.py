"""Rows of the table, and how cases are measured so that the noise of a machine falls on all alike."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

import numpy as np


@dataclass(frozen=True)
class Row:
    """One figure: the median over the rounds, the quartiles, and a note such as the aim."""

    what: str
    value: float | None
    unit: str = "×"
    low: float | None = None
    high: float | None = None
    note: str = ""


def ratios(cases: Mapping[str, Callable[[], object]], rounds: int, notes: dict[str, str] | None = None) -> list[Row]:
    """Each case against the first: in each round every case runs once, in random order, and the ratio is of that round.

    Before each case there is a rest, so that no thread of the one before still spins; a first round is not counted.
    One thread is timed by the processor's clock, which stands still while other programs have their turn.
    """
    now = time.process_time if os.environ.get("OMP_NUM_THREADS") == "1" else time.perf_counter
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    rng, (first, *others) = np.random.default_rng(0), cases
    for _ in range(1 + rounds):
        for name in rng.permutation(list(cases)):
            time.sleep(0.1)
            start = now()
            cases[name]()
            seconds[name].append(now() - start)
    seconds = {name: counted for name, (_, *counted) in seconds.items()}
    table = [Row(first, 1000 * float(np.median(seconds[first])), "ms", note="the measure of the others")]
    for name in others:
        low, middle, high = np.quantile(np.divide(seconds[name], seconds[first]), [0.25, 0.5, 0.75])
        table.append(Row(name, float(middle), "×", float(low), float(high), (notes or {}).get(name, "")))
    return table


def report(rows: Iterable[Row]) -> None:
    """Hand the rows to `python -m benchmarks`."""
    print(json.dumps([asdict(row) for row in rows]))
