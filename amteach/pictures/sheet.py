"""A sheet: pictures side by side as shades between 0 and 255, all on one scale, with words below."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from ..functions.arrays import to_numpy
from .numerals import number

WIDTH = 400  # pixels on the screen, at least; each pixel of a picture is a square of whole ones
LETTERS = 13  # pixels, the height of the words
MARGIN = 6


def film(images, who: str) -> np.ndarray:
    """Pictures over time as (time, n, channels, h, w), from an array or tensor with or without the axis of channels."""
    x = to_numpy(images) if hasattr(images, "shape") else np.asarray(images)
    x = x[:, :, None] if x.ndim == 4 else x
    if x.ndim != 5 or x.shape[2] not in (1, 3) or 0 in x.shape:
        raise ValueError(
            f"{who} needs pictures of shape (n, h, w), or (n, channels, h, w) with 1 or 3 channels, and time before "
            f"them if they move, as trace.x has it; the shape here, with time, is {x.shape}"
        )
    if not np.isfinite(x).all():
        raise ValueError(f"{who}: a picture holds {x[~np.isfinite(x)][0]}, which has no shade")
    return x


def span(x: np.ndarray, scale: tuple[float, float] | None) -> tuple[float, float]:
    """The values that are black and white: those given, or the lowest and the highest that there are."""
    low, high = (float(x.min()), float(x.max())) if scale is None else scale
    if not low <= high or (scale and low == high):
        raise ValueError(f"scale={scale}: the value of black comes first and lies below that of white: scale=(0, 1)")
    return low, high if high > low else low + 1


def said(low: float, high: float) -> str:
    """The scale in words.

    >>> said(-1, 2.5)
    'black −1, white 2.5'
    """
    return f"black {number(low)}, white {number(high)}"


def sheet(pictures: np.ndarray, columns: int) -> np.ndarray:
    """Shades (n, channels, h, w) in rows of `columns`, one white pixel between them: (height, width, channels)."""
    n, channels, h, w = pictures.shape
    if columns < 1:
        raise ValueError(f"columns={columns}: at least one picture stands in a row")
    columns = min(columns, n)
    whole = np.full((-(-n // columns), columns, channels, h + 1, w + 1), 255, dtype=np.uint8)
    whole.reshape(-1, channels, h + 1, w + 1)[:n, :, :h, :w] = pictures
    height, width = whole.shape[0] * (h + 1) - 1, columns * (w + 1) - 1
    return whole.transpose(0, 3, 1, 4, 2).reshape(height + 1, width + 1, channels)[:height, :width]


def zoom(width: int) -> int:
    """How many pixels on the screen a pixel of the sheet is wide and high."""
    return -(-WIDTH // width)


def lettered(picture: np.ndarray, words: list[str]) -> np.ndarray:
    """The sheet enlarged, with the words below it on white, (height, width, channels)."""
    from PIL import Image, ImageDraw

    large = picture.repeat(zoom(picture.shape[1]), axis=0).repeat(zoom(picture.shape[1]), axis=1)
    lines = wrapped(words, large.shape[1])
    strip = Image.new("L", (large.shape[1], height(lines)), 255)
    ImageDraw.Draw(strip).multiline_text((MARGIN, MARGIN), "\n".join(lines), fill=0, font=font(), spacing=4)
    letters = np.asarray(strip)[:, :, None].repeat(large.shape[2], axis=2)
    return np.concatenate([large, letters])


def height(lines: list[str]) -> int:
    """The height of the words, in pixels on the screen."""
    return 2 * MARGIN + len(lines) * (LETTERS + 5)


def wrapped(words: list[str], width: int) -> list[str]:
    """The words in lines that fit."""
    lines = []
    for paragraph in words:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and font().getlength(longer) > width - 2 * MARGIN:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


@cache
def font():
    """DejaVu Sans, which matplotlib brings along and which has the letters of a formula."""
    import matplotlib
    from PIL import ImageFont

    return ImageFont.truetype(str(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")), LETTERS)
