"""Curves as polylines: level curves and circles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def contours(x: np.ndarray, y: np.ndarray, z: np.ndarray, levels: Sequence[float]) -> list[np.ndarray]:
    """The level curves z = c for each c in levels, as polylines of (points, 2)."""
    from contourpy import contour_generator

    generator = contour_generator(x, y, z)
    return [np.asarray(line, dtype=np.float32) for level in levels for line in generator.lines(float(level))]


def circle(radius: float, center: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """A circle as a closed polyline of (points, 2)."""
    angle = np.linspace(0, 2 * np.pi, 121)
    return np.stack([center[0] + radius * np.cos(angle), center[1] + radius * np.sin(angle)], axis=1)
