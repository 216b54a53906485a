"""A window on the plane, and the marks in it."""

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
class Arrows:
    """Arrows from tail to head, (time, n, 2, 2): those of one step of a walk, shown while the walk stands there."""

    ends: np.ndarray
    label: str = ""
    color: str = "black"


@dataclass(frozen=True)
class Handle:
    """The point that the control of this name can be dragged by."""

    control: str
    xy: Pair


Mark = Field | Lines | Path | Points | Arrows | Handle


@dataclass(frozen=True)
class Plane:
    """A window on the plane; equal=True where lengths and angles matter; size in screen pixels."""

    xlim: Pair
    ylim: Pair
    marks: Sequence[Mark]
    title: str = ""
    xlabel: str = "x₁"
    ylabel: str = "x₂"
    equal: bool = True
    size: Pair = (400, 390)
