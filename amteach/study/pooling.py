"""The answers of a class, pooled: the share of right ones in each condition, beside the paper's.

Of k right answers among n, with p = k/n, the Wilson interval is where a true share q is not refuted at 95 %:

    |p − q| ≤ z √(q(1 − q)/n)   ⇔   q = (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n),   z = 1.96

Source: Wilson (1927); Borowski & Zimmermann et al. (2021).
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..pictures.intervals import Row, intervals
from .answers import Record, load
from .trials import TRIALS

Z = 1.959963984540054  # 95 % of a normal distribution lie within ± z standard deviations
PAPER = {  # share right, and two standard errors; ten participants each; recomputed from the authors' data
    "natural": (0.922, 0.018),
    "synthetic": (0.820, 0.043),
    "none": (0.431, 0.061),
}


def wilson(k: int, n: int) -> tuple[float, float]:
    """The ends of the Wilson interval for k right answers of n.

    >>> low, high = wilson(9, 10)
    >>> f"{low:.3f} {high:.3f}"
    '0.596 0.982'
    """
    if not 0 <= k <= n or n == 0:
        raise ValueError(f"wilson({k}, {n}): there are n > 0 answers, of which 0 to n are right")
    p = k / n
    shift = Z**2 / (2 * n)
    reach = Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    scale = 1 + Z**2 / n
    return (p + shift - reach) / scale, (p + shift + reach) / scale


@dataclass(frozen=True)
class Pool:
    """The answers of a class.

    counts   : condition ↦ (right, answered)
    counted  : the participants whose answers these are
    left_out : those who missed a catch trial
    """

    counts: dict[str, tuple[int, int]]
    counted: tuple[str, ...]
    left_out: tuple[str, ...]

    def __repr__(self) -> str:
        lines = [f"{len(self.counted)} participants" if len(self.counted) != 1 else "1 participant"]
        lines[0] += f"; left out for a missed catch trial: {', '.join(self.left_out)}" if self.left_out else ""
        for condition, (share, reach) in PAPER.items():
            k, n = self.counts[condition]
            low, high = wilson(k, n) if n else (0.0, 1.0)
            here = f"{k} of {n} right, {k / n:.1%} ({low:.1%} … {high:.1%})" if n else "no answers yet"
            lines.append(f"{condition:10s}{here};  paper {share:.1%} ± {reach:.1%}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return intervals(self._rows(), "share of right answers", repr(self), chance=0.5)

    def _rows(self) -> list[Row]:
        rows = []
        for condition, (share, reach) in PAPER.items():
            k, n = self.counts[condition]
            if n:
                rows.append(Row(condition, "here", k / n, *wilson(k, n), f"{k} of {n}"))
            rows.append(Row(condition, "the paper", share, share - reach, share + reach, "10 people", "grey", "s"))
        return rows


def pool_studies(studies: str | os.PathLike[str] | Iterable[Any] = "studies") -> Pool:
    """The answers of several participants together: share right by condition with Wilson 95 % intervals.

    studies : a folder, or files, or what `am.stage("human_study")` gave

    Practice and catch trials do not count.  A participant who missed a catch trial is left out, and named.  One who is
    there twice counts once, with the file that holds more answers.  Two who took the same word but gave different
    answers count as two.

    >>> pool_studies([])
    0 participants
    natural   no answers yet;  paper 92.2% ± 1.8%
    synthetic no answers yet;  paper 82.0% ± 4.3%
    none      no answers yet;  paper 43.1% ± 6.1%
    """
    if isinstance(studies, str | os.PathLike):
        file = Path(studies).is_file() or Path(studies).suffix == ".json"
        studies = [studies] if file else sorted(p for p in Path(studies).glob("*.json") if not p.name.startswith("."))
    fullest: list[Record] = []
    for record in sorted(map(_record, studies), key=lambda r: -len(r.answers)):
        if not any(_contains(other, record) for other in fullest):
            fullest.append(record)
    missed = [r for r in fullest if not all(right for t, _, right in r.scored() if t.catch)]
    counted = [r for r in fullest if r not in missed]
    return Pool({c: _count(counted, c) for c in TRIALS}, _names(counted), _names(missed))


def _contains(record: Record, other: Record) -> bool:
    """Are both of the same study, and all answers of the other among those of the first?"""
    same = (record.participant, record.seed) == (other.participant, other.seed)
    return same and set(other.answers) <= set(record.answers)


def _record(study: Any) -> Record:
    if isinstance(study, Record):
        return study
    if isinstance(study, str | os.PathLike):
        return load(Path(study))
    if not hasattr(study, "record"):
        raise TypeError(f'{study!r} is no study: write am.pool_studies("studies"), or am.pool_studies([stage])')
    return study.record


def _count(records: Sequence[Record], condition: str) -> tuple[int, int]:
    right = [right for r in records for t, _, right in r.scored() if t.block == condition and not t.catch]
    return sum(right), len(right)


def _names(records: Sequence[Record]) -> tuple[str, ...]:
    return tuple(r.participant for r in records)
