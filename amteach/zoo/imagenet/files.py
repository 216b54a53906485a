"""Files that are too large for the package, and where on this machine they may lie: weights, and names of classes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

TORCHVISION = "https://download.pytorch.org/models/"


class WeightsMissing(FileNotFoundError):
    """A file is neither here nor to be had; a notebook shows this error in one line."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class WeightsDamaged(ValueError):
    """A file is here, but its bytes are not those that it should have."""


@dataclass(frozen=True)
class Source:
    """address: where the file comes from.  sha256: how its hash begins.  also: other files that do as well."""

    address: str
    sha256: str
    also: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its name: the last part of the address."""
        return self.address.rpartition("/")[2]


SOURCES = {
    "alexnet": Source(TORCHVISION + "alexnet-owt-7be5be79.pth", "7be5be79"),
    "squeezenet": Source(TORCHVISION + "squeezenet1_1-b8a52dc0.pth", "b8a52dc0", ("squeezenet1_1_fp16.safetensors",)),
    "labels": Source(
        "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json",
        "a1e7a966a1f601d39e4b43e119b3e7dd4a2ad3ea08cf69847cbaf021013767bc",
    ),
}


def cache() -> Path:
    """The folder of this user in which the files are kept."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("amteach", appauthor=False)) / "imagenet"


def find(name: str, path: str | os.PathLike[str] | None = None) -> Path:
    """The file of "alexnet", "squeezenet" or "labels" on this machine, or WeightsMissing.  Nothing is downloaded.

    path : the file itself, or the folder it is in; without it, AMTEACH_WEIGHTS and the cache
    """
    own = os.environ.get("AMTEACH_WEIGHTS")
    places = [Path(path).expanduser()] if path else [*([Path(own).expanduser()] if own else []), cache()]
    source = SOURCES[name]
    for place in places:
        for here in (place, *(place / file for file in (source.file, *source.also))):
            if here.is_file():
                expect_whole(here, source)
                return here
    raise WeightsMissing(
        f"{source.file} is not in {' nor in '.join(map(str, places))}: set AMTEACH_WEIGHTS to a folder that holds it; "
        f"it comes from {source.address}"
    )


def expect_whole(path: Path, source: Source) -> None:
    """WeightsDamaged where a file of this source has not the hash it should have; one of another name is one's own."""
    if path.name.removesuffix(".part") != source.file:
        return
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if not found.startswith(source.sha256):
        raise WeightsDamaged(
            f"{path} is not {source.file}, or only a part of it: its SHA-256 should begin with {source.sha256[:16]}, "
            f"but is {found}. Delete it, and it will be fetched again"
        )
