"""Pixels that are no numbers, NaN or infinite, are drawn in magenta, and the title says how many there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .marks import Images
from .shades import shades

MAGENTA = (255, 0, 255)
ENDS = np.array([(5, 48, 97), (247, 247, 247), (103, 0, 31)])  # the blue, white and red of signed pictures


def finite_range(x: np.ndarray) -> tuple[float, float]:
    """The lowest and the highest of the finite numbers in x; 0 and 1 where there are none.

    >>> finite_range(np.array([np.nan, 2.0, np.inf, -3.0]))
    (-3.0, 2.0)
    """
    numbers = x[np.isfinite(x)]
    return (float(numbers.min()), float(numbers.max())) if numbers.size else (0.0, 1.0)


def marked(panel: Images) -> Images:
    """The panel with magenta for what is no number, in 256 shades of red, green and blue; the panel itself if all are.

    >>> panel = marked(Images(np.array([[[[0.0, np.nan]]]]), 0, 1))
    >>> panel.pixels.tolist(), panel.title
    ([[[[[0, 0, 0], [255, 0, 255]]]]], '1 pixel is not a number (magenta)')
    """
    x = np.asarray(panel.pixels)
    finite = np.isfinite(x)
    if finite.all():
        return panel
    in_colour = x.ndim == 5
    bad = ~finite.all(axis=-1) if in_colour else ~finite
    low, high = (panel.low, panel.high) if np.isfinite([panel.low, panel.high]).all() else finite_range(x)
    grey = shades(np.where(finite, x, low), low, high)
    if panel.signed:
        pixels = np.stack([np.interp(grey, (0, 127.5, 255), end) for end in ENDS.T], axis=-1).astype(np.uint8)
    else:
        pixels = grey.copy() if in_colour else np.repeat(grey[..., None], 3, axis=-1)
    pixels[bad] = MAGENTA
    words = f"{bad.sum()} pixels are not numbers" if bad.sum() > 1 else "1 pixel is not a number"
    title = " · ".join(filter(None, [panel.title, f"{words} (magenta)"]))
    return replace(panel, pixels=pixels, low=0, high=255, signed=False, title=title)
