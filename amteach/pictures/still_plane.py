"""A window on the plane as matplotlib draws it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import marks
from .marks import COLORS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.gridspec import SubplotSpec

DASHES = {"solid": "-", "dashed": (0, (5, 3)), "dotted": (0, (1, 2))}


def plane(fig: Figure, cell: SubplotSpec, panel: marks.Plane, t: int) -> None:
    """Draw the window into this cell of a figure's grid."""
    from matplotlib.transforms import ScaledTranslation

    ax = fig.add_subplot(cell)
    for mark in panel.marks:
        _MARK[type(mark)](ax, panel, mark, t)
    ax.set(xlim=panel.xlim, ylim=panel.ylim, xlabel=panel.xlabel, ylabel=panel.ylabel)
    ax.set_title(panel.title, fontsize=10)
    if panel.equal:
        ax.set_aspect("equal")
    if ax.get_legend_handles_labels()[0]:
        ax.legend(
            fontsize=7,
            loc="upper center",
            bbox_to_anchor=(0.5, 0),
            bbox_transform=ax.transAxes + ScaledTranslation(0, -0.42, fig.dpi_scale_trans),  # below the axis' label
            ncols=3 if fig.get_figwidth() > 3.6 * cell.get_gridspec().ncols else 2,
            frameon=False,
        )


def _field(ax: Axes, panel: marks.Plane, mark: marks.Field, t: int) -> None:
    ax.imshow(mark.z, extent=(*panel.xlim, *panel.ylim), origin="lower", cmap="viridis", alpha=0.75, aspect="auto")


def _lines(ax: Axes, panel: marks.Plane, mark: marks.Lines, t: int) -> None:
    for i, line in enumerate(mark.lines):
        label = mark.label if i == 0 else None
        ax.plot(*line.T, color=COLORS[mark.color], linestyle=DASHES[mark.dash], linewidth=mark.width, label=label)


def _path(ax: Axes, panel: marks.Plane, mark: marks.Path, t: int) -> None:
    color = COLORS[mark.color]
    steps = mark.xy[: t + 1 if t >= 0 else None]
    style = ".-" if mark.xy.shape[1] == 1 else "-"
    for row in range(mark.xy.shape[1]):
        label = mark.label if row == 0 else None
        ax.plot(*steps[:, row].T, style, color=color, linewidth=mark.width, markersize=3, label=label)
        ax.plot(*steps[0, row], "o", color=color, markeredgecolor="white", markersize=7)
        ax.plot(*steps[-1, row], "*", color=color, markeredgecolor="white", markersize=14)


def _points(ax: Axes, panel: marks.Plane, mark: marks.Points, t: int) -> None:
    xy = mark.xy.T
    ax.plot(*xy, "x", color=COLORS[mark.color], markersize=8, markeredgewidth=2, label=mark.label or None)


def _handle(ax: Axes, panel: marks.Plane, mark: marks.Handle, t: int) -> None:
    ax.plot(*mark.xy, "o", markerfacecolor="none", markeredgecolor="black", markersize=13)


def _arrows(ax: Axes, panel: marks.Plane, mark: marks.Arrows, t: int) -> None:
    (x, y), (u, v) = mark.ends[min(t, len(mark.ends) - 1)].transpose(1, 2, 0)
    length = {"angles": "xy", "scale_units": "xy", "scale": 1}  # that of the data
    style = {"color": COLORS[mark.color], "label": mark.label or None, "width": 0.011, "zorder": 5}
    ax.quiver(x, y, u - x, v - y, **length, **style)


_MARK: dict[type, Callable[..., None]] = {
    marks.Arrows: _arrows,
    marks.Field: _field,
    marks.Handle: _handle,
    marks.Lines: _lines,
    marks.Path: _path,
    marks.Points: _points,
}
