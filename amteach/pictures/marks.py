"""What a picture is made of: panels and marks that hold numbers.

A picture is plain data.  matplotlib draws it for the page (`still.py`), the browser draws it on the screen
(`widgets/js`), and both draw the same numbers.  Time runs along a walk: a mark that changes has its time axis first,
and a picture is looked at at one step t.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

COLORS = {  # Okabe & Ito (2008): distinct for every kind of colour vision
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "blue": "#0072B2",
    "red": "#D55E00",
    "purple": "#CC79A7",
    "grey": "#777777",
}
Pair = tuple[float, float]


@dataclass(frozen=True)
class Field:
    """Values on a grid that fills its panel, (rows from bottom to top, columns from left to right)."""

    z: np.ndarray


@dataclass(frozen=True)
class Lines:
    """Polylines in the plane, each (points, 2); dash is "solid", "dashed" or "dotted"."""

    lines: Sequence[np.ndarray]
    label: str = ""
    color: str = "black"
    dash: str = "solid"
    width: float = 1.5


@dataclass(frozen=True)
class Path:
    """Trajectories, (time, batch, 2): a dot at the start, a star where the walk stands."""

    xy: np.ndarray
    label: str = ""
    color: str = "red"
    width: float = 2.0


@dataclass(frozen=True)
class Points:
    """Points that do not move, (n, 2), each marked with a cross."""

    xy: np.ndarray
    label: str = ""
    color: str = "black"


@dataclass(frozen=True)
class Handle:
    """The point that the control of this name can be dragged by."""

    control: str
    xy: Pair


@dataclass(frozen=True)
class Plane:
    """A window on the plane; equal=True where lengths and angles matter; size in screen pixels."""

    xlim: Pair
    ylim: Pair
    marks: Sequence[Field | Lines | Path | Points | Handle]
    title: str = ""
    xlabel: str = "x₁"
    ylabel: str = "x₂"
    equal: bool = True
    size: Pair = (400, 390)


@dataclass(frozen=True)
class Images:
    """Pictures in rows of `columns`, (time, n, h, w), grey from low to high; signed ones blue − white − red about 0.

    captions : one for each picture, or, for each picture, one for each step
    rows     : a word before each row, or nothing
    """

    pixels: np.ndarray
    low: float
    high: float
    captions: Sequence[str | Sequence[str]] = ()
    columns: int = 1
    rows: Sequence[str] = ()
    title: str = ""
    signed: bool = False


@dataclass(frozen=True)
class Bars:
    """Shares between 0 and 1, (time, n), with the one we climb on marked."""

    values: np.ndarray
    labels: Sequence[str]
    chosen: int
    title: str = ""


@dataclass(frozen=True)
class Surface:
    """A landscape z over the plane, (len y, len x), with trajectories on it, (time, batch, 3)."""

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    path: np.ndarray
    title: str = ""
    zlabel: str = "L"


@dataclass(frozen=True)
class Readout:
    """A number, or a few, printed in the figure: (time,) or (time, n)."""

    label: str
    values: np.ndarray


@dataclass(frozen=True)
class Picture:
    """Panels side by side, the numbers below them, and what they show in one or two sentences.

    t       : the steps that the time axis stands for
    summary : the sentence a screen reader says
    note    : what the reader must be told about these numbers (unbounded, diverged, …), or ""
    """

    panels: Sequence[Plane | Images | Bars | Surface]
    t: np.ndarray
    readouts: Sequence[Readout] = ()
    summary: str = ""
    note: str = ""
