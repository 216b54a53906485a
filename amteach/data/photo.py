"""A photograph as an array."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from ..functions.checks import whole


def photo(path: str | os.PathLike[str] | None = None, side: int = 227) -> np.ndarray:
    """The middle of a photograph, (1, 3, side, side) in [0, 1], once its shorter side has 256 pixels.

    path : a file of pixels, such as .jpg or .png; without it, the portrait of Grace Hopper that comes with matplotlib

    For another side than 227 the 256 is changed in proportion.

    >>> photo(side=64).shape
    (1, 3, 64, 64)

    Source: the shorter side of 256 and the middle are those of Krizhevsky, Sutskever & Hinton (2012).
    """
    from PIL import Image

    side = whole("photo(side={})", side, "the side is a whole number of pixels, 1 or more", least=1)
    with Image.open(path or _portrait()) as file:
        picture = file.convert("RGB")
    factor = 256 / 227 * side / min(picture.size)
    width, height = (max(side, round(factor * length)) for length in picture.size)
    picture = picture.resize((width, height), Image.Resampling.BILINEAR)
    left, top = (width - side) // 2, (height - side) // 2
    pixels = np.asarray(picture.crop((left, top, left + side, top + side)), dtype=np.float32) / 255
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])


def _portrait() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path(), "sample_data", "grace_hopper.jpg")
