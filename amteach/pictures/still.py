"""A picture as matplotlib draws it: for the page, the handout, and wherever there is no kernel."""

from __future__ import annotations

import io
import textwrap

import numpy as np

from . import marks
from .marks import COLORS, Picture, number

DASHES = {"solid": "-", "dashed": (0, (5, 3)), "dotted": (0, (1, 2))}


def figure(picture: Picture, t: int = -1, width: float = 4.2):
    """The picture at step t (an index along its time axis) as a matplotlib Figure."""
    from matplotlib.figure import Figure

    wide = [_aspect(panel) for panel in picture.panels]
    fig = Figure(figsize=(width * sum(wide), width + 0.9), layout="constrained", dpi=100)
    grid = fig.add_gridspec(1, len(wide), width_ratios=wide)
    for i, panel in enumerate(picture.panels):
        _DRAW[type(panel)](fig, grid[i], panel, t)
    lines = textwrap.wrap("    ".join(readout_text(r, t) for r in picture.readouts), 36 * len(wide))
    if picture.note:
        lines += textwrap.wrap("⚠ " + picture.note, 34 * len(wide))
    if lines:
        fig.supxlabel("\n".join(lines), fontsize=9)
    return fig


def png(picture: Picture, t: int = -1) -> bytes:
    """The picture as the bytes of a PNG file."""
    out = io.BytesIO()
    figure(picture, t).savefig(out, format="png")
    return out.getvalue()


def readout_text(readout: marks.Readout, t: int) -> str:
    """A readout in words, as "‖x‖ = 2.236"."""
    values = np.atleast_1d(readout.values[min(t, len(readout.values) - 1)])
    text = ", ".join(number(v) for v in values)
    return f"{readout.label} = {f'({text})' if len(values) > 1 else text}"


def _aspect(panel) -> float:
    if isinstance(panel, marks.Images):
        rows = -(-panel.pixels.shape[1] // panel.columns)
        return max(0.6, min(2.6, panel.columns / rows))
    return 0.8 if isinstance(panel, marks.Bars) else 1.0


def _at(values, t: int):
    return values[min(t, len(values) - 1)]


def _plane(fig, cell, panel: marks.Plane, t: int) -> None:
    ax = fig.add_subplot(cell)
    for mark in panel.marks:
        _MARK[type(mark)](ax, panel, mark, t)
    ax.set(xlim=panel.xlim, ylim=panel.ylim, xlabel=panel.xlabel, ylabel=panel.ylabel)
    ax.set_title(panel.title, fontsize=10)
    if panel.equal:
        ax.set_aspect("equal")
    if ax.get_legend_handles_labels()[0]:
        ax.legend(fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3, frameon=False)


def _field(ax, panel, mark: marks.Field, t) -> None:
    ax.imshow(mark.z, extent=(*panel.xlim, *panel.ylim), origin="lower", cmap="viridis", alpha=0.75, aspect="auto")


def _lines(ax, panel, mark: marks.Lines, t) -> None:
    for i, line in enumerate(mark.lines):
        label = mark.label if i == 0 else None
        ax.plot(*line.T, color=COLORS[mark.color], linestyle=DASHES[mark.dash], linewidth=mark.width, label=label)


def _path(ax, panel, mark: marks.Path, t) -> None:
    color, steps = COLORS[mark.color], mark.xy[: t + 1 if t >= 0 else None]
    for row in range(mark.xy.shape[1]):
        label = mark.label if row == 0 else None
        style = ".-" if mark.xy.shape[1] == 1 else "-"
        ax.plot(*steps[:, row].T, style, color=color, linewidth=mark.width, markersize=3, label=label)
        ax.plot(*steps[0, row], "o", color=color, markeredgecolor="white", markersize=7)
        ax.plot(*steps[-1, row], "*", color=color, markeredgecolor="white", markersize=14)


def _points(ax, panel, mark: marks.Points, t) -> None:
    xy = mark.xy.T
    ax.plot(*xy, mark.marker, color=COLORS[mark.color], markersize=8, markeredgewidth=2, label=mark.label or None)


def _handle(ax, panel, mark: marks.Handle, t) -> None:
    ax.plot(*mark.xy, "o", markerfacecolor="none", markeredgecolor="black", markersize=13)


def _images(fig, cell, panel: marks.Images, t: int) -> None:
    pictures = _at(panel.pixels, t)
    rows = -(-len(pictures) // panel.columns)
    inner = cell.subgridspec(rows, panel.columns)
    for i, picture in enumerate(pictures):
        ax = fig.add_subplot(inner[divmod(i, panel.columns)])
        ax.imshow(picture, cmap="RdBu_r" if panel.signed else "gray", vmin=panel.low, vmax=panel.high)
        ax.set(xticks=[], yticks=[])
        if i < len(panel.captions):
            caption = panel.captions[i]
            ax.set_xlabel(caption if isinstance(caption, str) else _at(caption, t), fontsize=8)
        if i % panel.columns == 0 and panel.rows:
            ax.set_ylabel(panel.rows[i // panel.columns], fontsize=8)
        if i == 0:
            ax.set_title(panel.title, fontsize=10, loc="left")


def _bars(fig, cell, panel: marks.Bars, t: int) -> None:
    ax = fig.add_subplot(cell)
    values = _at(panel.values, t)
    bars = ax.barh(range(len(values)), values, color=COLORS["sky"])
    bars[panel.chosen].set(color=COLORS["red"], hatch="//")
    ax.set(xlim=(0, 1), yticks=range(len(values)), yticklabels=panel.labels)
    ax.invert_yaxis()
    ax.set_title(panel.title, fontsize=10)
    for i, value in enumerate(values):
        ax.text(min(value, 0.8) + 0.02, i, f"{value:.4f}", va="center", fontsize=7)


def _surface(fig, cell, panel: marks.Surface, t: int) -> None:
    ax = fig.add_subplot(cell, projection="3d")
    x, y = np.meshgrid(panel.x, panel.y)
    ax.plot_surface(x, y, panel.z, cmap="viridis", alpha=0.7, linewidth=0)
    steps = panel.path[: t + 1 if t >= 0 else None]
    for row in range(panel.path.shape[1]):
        ax.plot(*steps[:, row].T, ".-", color=COLORS["red"])
        ax.plot(*steps[-1:, row].T, "*", color=COLORS["red"], markersize=12)
    ax.set(xlabel="x₁", ylabel="x₂", zlabel=panel.zlabel)
    ax.set_title(panel.title, fontsize=10)


_MARK = {marks.Field: _field, marks.Lines: _lines, marks.Path: _path, marks.Points: _points, marks.Handle: _handle}
_DRAW = {marks.Plane: _plane, marks.Images: _images, marks.Bars: _bars, marks.Surface: _surface}
