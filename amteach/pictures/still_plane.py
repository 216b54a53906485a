"""A window on the plane as matplotlib draws it."""

from __future__ import annotations

from . import marks
from .marks import COLORS

DASHES = {"solid": "-", "dashed": (0, (5, 3)), "dotted": (0, (1, 2))}


def plane(fig, cell, panel: marks.Plane, t: int) -> None:
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
    ax.plot(*xy, "x", color=COLORS[mark.color], markersize=8, markeredgewidth=2, label=mark.label or None)


def _handle(ax, panel, mark: marks.Handle, t) -> None:
    ax.plot(*mark.xy, "o", markerfacecolor="none", markeredgecolor="black", markersize=13)


def _arrows(ax, panel, mark: marks.Arrows, t) -> None:
    (x, y), (u, v) = mark.ends[min(t, len(mark.ends) - 1)].transpose(1, 2, 0)
    how = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.011, "zorder": 5}
    ax.quiver(x, y, u - x, v - y, color=COLORS[mark.color], label=mark.label or None, **how)


_MARK = {
    **{marks.Field: _field, marks.Lines: _lines, marks.Path: _path, marks.Points: _points},
    **{marks.Arrows: _arrows, marks.Handle: _handle},
}
