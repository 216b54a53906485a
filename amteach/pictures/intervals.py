"""Shares with their intervals, side by side, as a still figure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from . import html
from .marks import COLORS


@dataclass(frozen=True)
class Row:
    """A share between 0 and 1 with its interval: what of (group), whose (series), the words beside it."""

    group: str
    series: str
    share: float
    low: float
    high: float
    words: str = ""
    color: str = "blue"
    marker: str = "o"


def intervals(rows: Sequence[Row], xlabel: str, alt: str, chance: float | None = None) -> str:
    """The figure as HTML: a row for each share, groups from top to bottom, told apart by colour and marker.

    alt : what it says, for a screen reader;   chance : where a dashed line stands

    >>> intervals([Row("natural", "this class", 0.9, 0.6, 0.98, "9 of 10")], "share right", "nine of ten")[:31]
    '<figure><img alt="nine of ten" '
    """
    from matplotlib.figure import Figure

    groups = list(dict.fromkeys(row.group for row in rows))
    series = list(dict.fromkeys(row.series for row in rows))
    fig = Figure(figsize=(8, 0.9 + 0.75 * len(groups)), layout="constrained", dpi=100)
    ax = fig.add_subplot()
    for row in rows:
        y = groups.index(row.group) + 0.36 * (series.index(row.series) - (len(series) - 1) / 2)
        color = COLORS[row.color]
        label = row.series if row.group == groups[0] else None  # once in the legend
        ax.plot((row.low, row.high), (y, y), color=color, linewidth=2)
        ax.plot(row.share, y, row.marker, color=color, markersize=8, label=label, linestyle="none")
        ax.annotate(f"{row.share:.1%}  {row.words}", (1.02, y), va="center", fontsize=8, annotation_clip=False)
    if chance is not None:
        ax.axvline(chance, color=COLORS["black"], linestyle="--", linewidth=1, label="chance")
    ax.set(xlim=(0, 1.2), ylim=(len(groups) - 0.5, -0.5), yticks=range(len(groups)), yticklabels=groups, xlabel=xlabel)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(fontsize=8, loc="upper left", frameon=False)
    out = io.BytesIO()
    fig.savefig(out, format="png")
    return html.figure(html.image(out.getvalue(), alt))
