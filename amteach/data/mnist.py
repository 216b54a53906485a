"""MNIST: 60,000 digits to train with and 10,000 to test on, 28×28, in [0, 1].

load(split)    MNIST itself, or an error
digits(split)  MNIST where it is, and otherwise digits that the package draws; for lectures
download()     fetch it
class_means(), class_spreads(), mean_image(), mean_norm()   what was computed from it; these ship with the package

Source: LeCun, Bottou, Bengio & Haffner (1998).
"""

from __future__ import annotations

import numpy as np

from .digits import Digits
from .download import DownloadFailed, download
from .drawn_digits import draw
from .idx import DataCorrupt, DataMissing, find, parse, read
from .statistics import class_means, class_spreads, mean_image, mean_norm

__all__ = [
    "DataCorrupt",
    "DataMissing",
    "Digits",
    "DownloadFailed",
    "class_means",
    "class_spreads",
    "digits",
    "download",
    "load",
    "mean_image",
    "mean_norm",
]

PREFIX = {"train": "train", "test": "t10k"}
STAND_IN = {"train": 2000, "test": 500}  # how many digits are drawn where MNIST is not to be had


def load(split: str = "train") -> Digits:
    """The 60,000 digits of "train" or the 10,000 of "test", from AMTEACH_DATA or the cache, each file verified.

    DataMissing where there are none, DataCorrupt where they are damaged; nothing is ever downloaded by this call.
    """
    prefix = _prefix(split)
    images = parse(read(find(f"{prefix}-images-idx3-ubyte")))
    labels = parse(read(find(f"{prefix}-labels-idx1-ubyte")))
    return Digits(images[:, None] / np.float32(255), labels.astype(np.int64), f"MNIST {split}")


def digits(split: str = "train") -> Digits:
    """MNIST where it is; otherwise digits drawn by the package, and one printed line that says so.

    A damaged file is still an error: to draw in its place would hide it.
    """
    _prefix(split)
    try:
        return load(split)
    except DataMissing:
        n = STAND_IN[split]
        print(
            f"MNIST is not on this machine: {n} digits drawn by amteach stand in for it. To fetch it: `amteach data`."
        )
        return draw(n, seed=list(STAND_IN).index(split))


def _prefix(split: str) -> str:
    if split not in PREFIX:
        raise ValueError(f'MNIST has no split {split!r}; write "train" or "test"')
    return PREFIX[split]
