"""From numbers to the 256 shades of a screen.  Every film, still and live figure rounds here."""

from __future__ import annotations

import io

import numpy as np


def shades(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """round(255 (x − low) / (high − low)) as bytes: 0 for low and below, 255 for high and above.

    x : of any shape.  If it is float32, so is the arithmetic.  What is not a number becomes 0

    Halves are rounded to the even shade, as everywhere in NumPy.  If low = high, all is 0: nothing is to be told apart.

    >>> shades(np.array([-1.0, 0.0, 0.5, 1.0, 9.0]), 0, 1)
    array([  0,   0, 128, 255, 255], dtype=uint8)
    """
    x = np.asarray(x)
    if not high > low:
        return np.zeros(x.shape, np.uint8)
    x = np.clip(x.astype(np.result_type(x, np.float32), copy=False), low, high)
    scaled = np.rint(255 * (x - low) / (high - low))
    return np.nan_to_num(scaled, copy=False).astype(np.uint8)  # missing.py marks what is no number


def as_shown(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """x as the page shows it: images, (…, h, w), in 256 shades; vectors, which are drawn as curves, only clipped."""
    if x.ndim < 4 or x.shape[-2] == 1:
        return np.clip(x, low, high)
    return low + (high - low) * (shades(x, low, high) / np.float32(255))


def png(pixels: np.ndarray, description: str = "") -> bytes:
    """Shades, (h, w), (h, w, 1) or (h, w, 3), pixel by pixel as the bytes of a PNG file.

    description : a text that is kept in the file, for programs to read
    """
    from PIL import Image, PngImagePlugin

    about = PngImagePlugin.PngInfo()
    if description:
        about.add_itxt("Description", description)
    out = io.BytesIO()
    Image.fromarray(pixels[:, :, 0] if pixels.shape[2:] == (1,) else pixels).save(out, "PNG", pnginfo=about)
    return out.getvalue()
