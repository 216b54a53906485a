"""The files of ImageNet that are too large for the package: weights, and the names of the classes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ...store import fetch, sources
from ...store.files import FileDamaged, FileMissing
from ...store.renamed import renamed
from ...store.sources import Source

__all__ = ["SOURCES", "FileDamaged", "FileMissing", "find", "get"]
if not TYPE_CHECKING:
    __getattr__ = renamed(__name__, WeightsMissing=FileMissing, WeightsDamaged=FileDamaged)

TORCHVISION = "https://download.pytorch.org/models/"
TENSORFLOW = "https://storage.googleapis.com/download.tensorflow.org/data/"


def _source(address: str, sha256: str, fetched_by: str, also: tuple[str, ...] = ()) -> Source:
    return Source((address,), sha256, "imagenet", "AMTEACH_WEIGHTS", fetched_by, also=also)


SOURCES = {
    "alexnet": _source(f"{TORCHVISION}alexnet-owt-7be5be79.pth", "7be5be79", "am.zoo.alexnet()"),
    "squeezenet": _source(
        f"{TORCHVISION}squeezenet1_1-b8a52dc0.pth",
        "b8a52dc0",
        "am.zoo.squeezenet()",
        also=("squeezenet1_1_fp16.safetensors",),
    ),
    "labels": _source(
        f"{TENSORFLOW}imagenet_class_index.json",
        "a1e7a966a1f601d39e4b43e119b3e7dd4a2ad3ea08cf69847cbaf021013767bc",
        "am.imagenet.labels()",
    ),
}


def find(name: str, path: str | os.PathLike[str] | None = None) -> Path:
    """The file of "alexnet", "squeezenet" or "labels" on this machine, checked, or FileMissing.  Nothing is fetched.

    path : the file itself, or the folder it is in; without it, AMTEACH_WEIGHTS and the cache
    """
    here = sources.find(SOURCES[name], path)
    sources.read(SOURCES[name], here)
    return here


def get(name: str, path: str | os.PathLike[str] | None = None) -> Path:
    """The file on this machine, checked; where it is not, and no path was given, it is fetched."""
    return fetch.get(SOURCES[name], path)
