"""A contact sheet: pictures side by side as shades between 0 and 255, all on one scale, with text below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..functions.arrays import Array, to_numpy
from ..functions.checks import numbers, shown, whole
from .numerals import number

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH = 400  # pixels on the screen, at least; each pixel of a picture is a square of whole ones
FONT_SIZE = 13  # pixels
MARGIN = 6
SCALE = "the value of black comes first and lies below that of white: scale=(0, 1)"

Pictures = Array | Sequence[Array]


def as_film(images: Pictures, caller: str) -> np.ndarray:
    """Pictures over time as (time, n, channels, h, w), from an array or tensor with or without the axis of channels.

    caller : who asks for them, for the error
    """
    x = to_numpy(images) if hasattr(images, "shape") else np.asarray(images)
    x = x[:, :, None] if x.ndim == 4 else x
    if x.ndim != 5 or x.shape[2] not in (1, 3) or 0 in x.shape:
        raise ValueError(
            f"{caller} needs pictures of shape (n, h, w), or (n, channels, h, w) with 1 or 3 channels, and time before "
            f"them if they move, as trace.x has it; the shape here, with time, is {x.shape}"
        )
    if not np.isfinite(x).all():
        raise ValueError(f"{caller}: a picture holds {x[~np.isfinite(x)][0]}, which has no shade")
    return x


def value_range(x: np.ndarray, scale: tuple[float, float] | None) -> tuple[float, float]:
    """The values that are black and white: those given, or the lowest and the highest that there are."""
    if scale is None:
        low, high = float(x.min()), float(x.max())
    else:
        ends = numbers("scale={}", scale, SCALE)
        if ends.shape != (2,) or not ends[0] < ends[1]:
            raise ValueError(f"scale={shown(scale)}: {SCALE}")
        low, high = ends.tolist()
    return low, high if high > low else low + 1


def scale_text(low: float, high: float) -> str:
    """The scale in words.

    >>> scale_text(-1, 2.5)
    'black −1, white 2.5'
    """
    return f"black {number(low)}, white {number(high)}"


def contact_sheet(pictures: np.ndarray, columns: int) -> np.ndarray:
    """Shades (n, channels, h, w) in rows of `columns`, one white pixel between them: (height, width, channels)."""
    n, channels, h, w = pictures.shape
    columns = whole("columns={}", columns, "at least one picture stands in a row", least=1)
    columns = min(columns, n)
    rows = -(-n // columns)
    sheet = np.full((rows, columns, channels, h + 1, w + 1), 255, dtype=np.uint8)
    sheet.reshape(-1, channels, h + 1, w + 1)[:n, :, :h, :w] = pictures
    sheet = sheet.transpose(0, 3, 1, 4, 2).reshape(rows * (h + 1), columns * (w + 1), channels)
    return sheet[:-1, :-1]


def zoom(width: int) -> int:
    """How many pixels on the screen a pixel of the sheet is wide and high."""
    return -(-WIDTH // width)


def with_text(sheet: np.ndarray, paragraphs: list[str]) -> np.ndarray:
    """The sheet enlarged, with the text below it on white, (height, width, channels)."""
    from PIL import Image, ImageDraw

    factor = zoom(sheet.shape[1])
    large = sheet.repeat(factor, axis=0).repeat(factor, axis=1)
    lines = wrap(paragraphs, large.shape[1])
    strip = Image.new("L", (large.shape[1], text_height(lines)), 255)
    ImageDraw.Draw(strip).multiline_text((MARGIN, MARGIN), "\n".join(lines), fill=0, font=font(), spacing=4)
    text = np.asarray(strip)[:, :, None].repeat(large.shape[2], axis=2)
    return np.concatenate([large, text])


def text_height(lines: list[str]) -> int:
    """The height of some lines of text, in pixels on the screen."""
    return 2 * MARGIN + len(lines) * (FONT_SIZE + 5)


def wrap(paragraphs: list[str], width: int) -> list[str]:
    """The paragraphs in lines of at most so many pixels on the screen."""
    lines = []
    for paragraph in paragraphs:
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
def font() -> FreeTypeFont:
    """DejaVu Sans, which matplotlib brings along and which has the letters of a formula."""
    import matplotlib
    from PIL import ImageFont

    return ImageFont.truetype(str(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")), FONT_SIZE)
