"""A picture as matplotlib draws it: for the page, the handout, and wherever there is no kernel."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from . import marks
from .marks import COLORS, Picture
from .missing import marked
from .numerals import number
from .still_plane import plane

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.gridspec import SubplotSpec

WIDTH = 10.5  # inches, at most
NO_BREAK = "\N{NO-BREAK SPACE}"


def figure(picture: Picture, t: int = -1, heading: str = "") -> Figure:
    """The picture at step t (an index along its time axis) as a matplotlib Figure."""
    from matplotlib.figure import Figure

    wide = [_aspect(panel) for panel in picture.panels]
    height = min(4.2, WIDTH / sum(wide))
    fig = Figure(figsize=(height * sum(wide), height + 1.2), layout="constrained", dpi=100)
    line = int(13.5 * height * sum(wide))  # letters
    grid = fig.add_gridspec(1, len(wide), width_ratios=wide)
    for i, panel in enumerate(picture.panels):
        _DRAW[type(panel)](fig, grid[i], panel, t)
    words = "    ".join(readout_text(readout, t).replace(" ", NO_BREAK) for readout in picture.readouts)
    below = [*textwrap.wrap(words, line), *textwrap.wrap(picture.note and f"⚠ {picture.note}", line)]
    above = [part for text in heading.splitlines() for part in textwrap.wrap(text, line)]
    fig.suptitle("\n".join(above), fontsize=9)
    fig.supxlabel("\n".join(below), fontsize=9)
    return fig


def png(picture: Picture, t: int = -1, heading: str = "") -> bytes:
    """The picture as the bytes of a PNG file."""
    out = io.BytesIO()
    figure(picture, t, heading).savefig(out, format="png")
    return out.getvalue()


def readout_text(readout: marks.Readout, t: int) -> str:
    """A readout in words, as "‖x‖ = 2.236"."""
    values = np.atleast_1d(readout.values[min(t, len(readout.values) - 1)])
    text = ", ".join(number(v) for v in values)
    return f"{readout.label} = {f'({text})' if len(values) > 1 else text}"


def _aspect(panel: marks.Panel) -> float:
    if isinstance(panel, marks.Images):
        rows = -(-panel.pixels.shape[1] // panel.columns)
        return max(0.6, panel.columns / rows)
    return 0.8 if isinstance(panel, marks.Bars) else 1.0


def _at(values: Sequence[Any] | np.ndarray, t: int) -> Any:
    return values[min(t, len(values) - 1)]


def _images(fig: Figure, cell: SubplotSpec, panel: marks.Images, t: int) -> None:
    panel = marked(panel)
    pictures = _at(panel.pixels, t)
    part = fig.add_subfigure(cell)
    part.suptitle(panel.title, fontsize=10)
    grid = part.subplots(-(-len(pictures) // panel.columns), panel.columns, squeeze=False)
    for ax in grid.flat:
        ax.set(xticks=[], yticks=[], frame_on=False)
    if pictures.ndim == 4:  # in colour: matplotlib takes 0 … 1
        pictures = np.clip((pictures - panel.low) / (panel.high - panel.low), 0, 1)
    for ax, picture in zip(grid.flat, pictures, strict=False):
        ax.imshow(picture, cmap="RdBu_r" if panel.signed else "gray", vmin=panel.low, vmax=panel.high)
    for ax, caption in zip(grid.flat, panel.captions, strict=False):
        ax.set_xlabel(caption if isinstance(caption, str) else _at(caption, t), fontsize=8)
    for ax, word in zip(grid[:, 0], panel.rows, strict=False):
        ax.set_ylabel(word, fontsize=8)


def _bars(fig: Figure, cell: SubplotSpec, panel: marks.Bars, t: int) -> None:
    ax = fig.add_subplot(cell)
    values = _at(panel.values, t)
    bars = ax.barh(range(len(values)), values, color=COLORS["sky"])
    bars[panel.chosen].set(facecolor=COLORS["red"], edgecolor="white", hatch="//")
    ax.set(xlim=(0, 1), yticks=range(len(values)), yticklabels=panel.labels)
    ax.invert_yaxis()
    ax.set_title(panel.title, fontsize=10)
    for i, value in enumerate(values):
        ax.text(min(value, 0.8) + 0.02, i, f"{value:.4f}", va="center", fontsize=7)


def _surface(fig: Figure, cell: SubplotSpec, panel: marks.Surface, t: int) -> None:
    ax = fig.add_subplot(cell, projection="3d")
    x, y = np.meshgrid(panel.x, panel.y)
    ax.plot_surface(x, y, panel.z, cmap="viridis", alpha=0.7, linewidth=0)
    ax.computed_zorder = False  # the walks lie on the surface, not under it
    ax.view_init(elev=35, azim=-135)
    steps = panel.path[: t + 1 if t >= 0 else None]
    for row in reversed(range(panel.path.shape[1])):
        color = COLORS["grey" if row else "red"]
        ax.plot(*steps[:, row].T, ".-", color=color, linewidth=1 if row else 2, markersize=3, zorder=5)
        ax.plot(*steps[-1:, row].T, "*", color=color, markersize=12, zorder=5)
    ax.set(xlabel="x₁", ylabel="x₂", zlabel=panel.zlabel)
    ax.set_title(panel.title, fontsize=10)


_DRAW = {marks.Plane: plane, marks.Images: _images, marks.Bars: _bars, marks.Surface: _surface}
