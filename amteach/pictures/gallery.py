"""A row of pictures as a still figure: `am.gallery(images)`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..functions.arrays import Array, to_numpy
from ..functions.checks import whole
from . import html, still
from .marks import Images, Picture
from .missing import finite_range, marked
from .numerals import number


@dataclass(frozen=True, repr=False)
class Still:
    """A picture that shows itself in a notebook, with a description for a screen reader."""

    picture: Picture

    def png(self) -> bytes:
        """The picture as the bytes of a PNG file."""
        return still.png(self.picture)

    def _repr_html_(self) -> str:
        return html.figure(html.image(self.png(), self.picture.summary))

    def __repr__(self) -> str:
        return self.picture.summary


def gallery(images: Array, captions: Iterable[object] = (), columns: int = 10, signed: bool = False) -> Still:
    """Pictures side by side, all on one scale, which is named: grey from the lowest value to the highest.

    images   : (n, 1, h, w) or (n, h, w), or (n, 3, h, w) in colour; NumPy array or tensor
    captions : a word or number below each
    signed   : for changes: blue below 0, white at 0, red above

    >>> gallery(np.zeros((2, 1, 28, 28)), captions=["left", "right"])
    2 pictures of 28 × 28, values 0 to 0: left, right

    Errors: a single picture without a batch axis.
    """
    x = np.asarray(to_numpy(images) if hasattr(images, "detach") else images, dtype=float)
    if x.ndim == 4 and x.shape[1] == 1:
        x = x[:, 0]
    if x.ndim == 4 and x.shape[1] == 3 and not signed:
        x = x.transpose(0, 2, 3, 1)
    if x.ndim != 3 and x.shape[3:] != (3,):
        raise ValueError(
            f"gallery needs pictures of shape (n, 1, h, w), (n, h, w) or (n, 3, h, w), but they have {x.shape}"
        )
    if 0 in x.shape:
        raise ValueError(f"gallery: there are no pictures in an array of shape {x.shape}")
    columns = whole("gallery(columns={})", columns, "at least one picture stands in a row", least=1)
    low, high = finite_range(x)
    labels = [str(caption) for caption in captions]
    about = f"{len(x)} pictures of {x.shape[1]} × {x.shape[2]}, values {number(low)} to {number(high)}"
    largest = max(abs(low), abs(high)) or 1.0
    scale = (-largest, largest) if signed else (low, high if high > low else low + 1)
    panel = marked(Images(x[None], *scale, labels, min(columns, len(x)), title=about, signed=signed))
    about = panel.title
    return Still(Picture([panel], np.array([0]), summary=about + (": " + ", ".join(labels) if labels else "")))
