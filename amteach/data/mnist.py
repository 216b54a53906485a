"""MNIST: 60,000 digits to train with and 10,000 to test on, 28×28, in [0, 1].

load(split)    MNIST itself, or an error
digits(split)  MNIST where it is, and otherwise digits that the package draws; for lectures
download()     fetch it
class_means(), class_spreads(), mean_image(), mean_norm()   what was computed from it; these ship with the package

Source: LeCun, Bottou, Bengio & Haffner (1998).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..store.fetch import get
from ..store.files import FileDamaged, FileMissing
from ..store.renamed import renamed
from ..store.sources import Source, find, read
from .digits import Digits
from .drawn_digits import draw
from .idx import parse
from .statistics import class_means, class_spreads, mean_image, mean_norm

__all__ = [
    "Digits",
    "FileDamaged",
    "FileMissing",
    "class_means",
    "class_spreads",
    "digits",
    "download",
    "load",
    "mean_image",
    "mean_norm",
]
if not TYPE_CHECKING:
    __getattr__ = renamed(__name__, DataMissing=FileMissing, DataCorrupt=FileDamaged, DownloadFailed=FileMissing)

MIRRORS = (  # they die now and then: there are several, and none is believed without a hash
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
SOURCES = {
    name: Source(
        addresses=tuple(f"{mirror}{name}.gz" for mirror in MIRRORS),
        sha256=sha256,
        folder="mnist",
        variable="AMTEACH_DATA",
        fetched_by="`amteach data`",
        instead="mnist.digits()",
    )
    for name, sha256 in SHA256.items()
}
PREFIX = {"train": "train", "test": "t10k"}
STAND_IN = {"train": 2000, "test": 500}  # how many digits are drawn where MNIST is not to be had


def load(split: str = "train") -> Digits:
    """The 60,000 digits of "train" or the 10,000 of "test", from AMTEACH_DATA or the cache, each file checked.

    FileMissing where there are none, FileDamaged where they are damaged; nothing is ever downloaded by this call.
    """
    images = _array(f"{_prefix(split)}-images-idx3-ubyte")
    labels = _array(f"{_prefix(split)}-labels-idx1-ubyte")
    return Digits(images[:, None] / np.float32(255), labels.astype(np.int64), f"MNIST {split}")


def digits(split: str = "train") -> Digits:
    """MNIST where it is; otherwise digits drawn by the package, and one printed line that says so.

    A damaged file is still an error: to draw in its place would hide it.
    """
    _prefix(split)
    try:
        return load(split)
    except FileMissing:
        n = STAND_IN[split]
        print(
            f"MNIST is not on this machine: {n} digits drawn by amteach stand in for it. To fetch it: `amteach data`."
        )
        return draw(n, seed=list(STAND_IN).index(split))


def download(report: Callable[[str], None] = print) -> list[Path]:
    """Fetch what is missing of MNIST into the cache (12 MB in all), and give the paths of the four files.

    A damaged copy in the cache is replaced.  One in AMTEACH_DATA is left alone, for that folder is yours, and the error
    is FileDamaged.
    """
    return [get(source, report=report) for source in SOURCES.values()]


def verified() -> list[Path]:
    """The paths of the four files, each checked; FileMissing or FileDamaged otherwise."""
    paths = []
    for source in SOURCES.values():
        paths.append(find(source))
        read(source, paths[-1])
    return paths


def where() -> Path:
    """The folder that MNIST is in, or that it would be fetched into."""
    first = next(iter(SOURCES.values()))
    try:
        return find(first).parent
    except FileMissing:
        return first.cached.parent


def _array(name: str) -> np.ndarray:
    source = SOURCES[name]
    return parse(read(source, find(source)))


def _prefix(split: str) -> str:
    if split not in PREFIX:
        raise ValueError(f'MNIST has no split {split!r}; write "train" or "test"')
    return PREFIX[split]
