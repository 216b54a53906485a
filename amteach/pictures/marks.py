"""What a picture is made of: panels and marks that hold numbers.

A picture is plain data.  matplotlib draws it for the page (`still.py`), the browser draws it on the screen
(`widgets/js`), and both draw the same numbers.  Time runs along a walk: a mark that changes has its time axis first,
and a picture is looked at at one step t.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .plane import COLORS, Arrows, Field, Handle, Lines, Pair, Path, Plane, Points

__all__ = [
    "COLORS",
    "Arrows",
    "Bars",
    "Field",
    "Handle",
    "Images",
    "Lines",
    "Pair",
    "Panel",
    "Path",
    "Picture",
    "Plane",
    "Points",
    "Readout",
    "Surface",
]


@dataclass(frozen=True)
class Images:
    """Pictures in rows of `columns`, (time, n, h, w), grey from low to high; signed ones blue − white − red about 0.

    Pictures in colour have a last axis of red, green and blue, (time, n, h, w, 3), each from low to high.

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


Panel = Plane | Images | Bars | Surface


@dataclass(frozen=True)
class Picture:
    """Panels side by side, the numbers below them, and what they show in one or two sentences.

    t       : the steps that the time axis stands for
    summary : the sentence a screen reader says
    note    : what the reader must be told about these numbers (unbounded, diverged, …), or ""
    """

    panels: Sequence[Panel]
    t: np.ndarray
    readouts: Sequence[Readout] = ()
    summary: str = ""
    note: str = ""
