"""Pictures as one file, with what they are written below them: PNG for the page, SVG for print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..store.files import write_whole
from .html import data_uri, escape
from .shades import png, shades
from .sheet import (
    FONT_SIZE,
    MARGIN,
    Pictures,
    as_film,
    contact_sheet,
    scale_text,
    text_height,
    value_range,
    with_text,
    wrap,
    zoom,
)


def snapshot(
    images: Pictures, path: str | Path, caption: str = "", scale: tuple[float, float] | None = None, columns: int = 10
) -> Path:
    """Pictures side by side as a .png or .svg, on one scale, which is printed below them with the caption.

    images  : (n, channels, h, w) with 1 or 3 channels, or (n, h, w): trace.x[-1], trace.best.x
    caption : what they are, such as trace.caption; it is also in the file as text that a program can read
    scale   : the values that are black and white; the lowest and the highest there are if not given

    In the .svg the pictures are pixels with sharp edges and the words are letters.  The file is there in full or not
    at all.

    >>> import tempfile, amteach as am
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = snapshot(am.noise((2, 1, 8, 8)), f"{folder}/noise.svg", "x by nobody", scale=(-1, 1))
    ...     "black −1, white 1" in path.read_text("utf-8")
    True
    """
    path = Path(path)
    if path.suffix.lower() not in (".png", ".svg"):
        raise ValueError(
            f"snapshot({path.name!r}): the name must end in .png or .svg; for pictures that move, am.movie"
        )
    x = as_film([images] if isinstance(images, Sequence) else images[None], "snapshot")
    low, high = value_range(x, scale)
    sheet = contact_sheet(shades(x[0], low, high), columns)
    below = [caption, scale_text(low, high)]
    data = png(with_text(sheet, below), caption) if path.suffix.lower() == ".png" else _svg(sheet, below)
    return write_whole(path, data)


def _svg(sheet: np.ndarray, paragraphs: list[str]) -> bytes:
    h, w = (size * zoom(sheet.shape[1]) for size in sheet.shape[:2])
    lines = wrap(paragraphs, w)
    text = "".join(
        f'<text x="{MARGIN}" y="{h + MARGIN + FONT_SIZE + i * (FONT_SIZE + 5)}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h + text_height(lines)}" '
        f'font-family="DejaVu Sans, sans-serif" font-size="{FONT_SIZE}"><title>{escape(paragraphs[0])}</title>'
        f'<rect width="100%" height="100%" fill="white"/>'
        f'<image width="{w}" height="{h}" preserveAspectRatio="none" style="image-rendering: pixelated" '
        f'href="{data_uri("image/png", png(sheet, paragraphs[0]))}"/>{text}</svg>'
    ).encode()
