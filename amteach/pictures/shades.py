"""From numbers to the 256 shades of a screen."""

from __future__ import annotations

import numpy as np


def shades(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """0 … 255 for low … high."""
    return np.clip(np.round(255 * (x - low) / (high - low)), 0, 255).astype(np.uint8)


def as_shown(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """x as the page shows it: pictures in 256 shades; of vectors, curves, which are only clipped."""
    if x.ndim < 4 or x.shape[-2] == 1:
        return np.clip(x, low, high)
    return low + (high - low) * (shades(x, low, high) / np.float32(255))
