"""Files that are too large for the package: where each may lie on this machine, and the hash it is known by."""

from __future__ import annotations

import gzip
import os
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

from .files import FileDamaged, FileMissing, sha256


@dataclass(frozen=True)
class Source:
    """A file, and where it can be had.

    addresses  : its mirrors, in the order in which they are tried; each ends with the name of the file
    sha256     : its hash, or how that begins; of a .gz, of the bytes inside: each mirror packs them in its own way
    folder     : the name of its folder in the cache
    variable   : the environment variable that may name a folder of one's own
    fetched_by : what to write to fetch it
    instead    : what does without it, if anything does
    also       : names of other files that do as well; these are one's own and are not checked
    """

    addresses: tuple[str, ...]
    sha256: str
    folder: str
    variable: str
    fetched_by: str
    instead: str = ""
    also: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its name: the last part of its addresses."""
        return self.addresses[0].rpartition("/")[2]

    @property
    def unpacked(self) -> str:
        """Its name without .gz."""
        return self.file.removesuffix(".gz")

    @property
    def cached(self) -> Path:
        """Where it is, or will be, in the cache."""
        return cache() / self.folder / self.file

    @property
    def advice(self) -> str:
        """What to do without a network."""
        own = f"set {self.variable} to a folder that holds it, or copy it into {self.cached.parent}"
        return f"{own}; {self.instead} does without it" if self.instead else own


def cache() -> Path:
    """The folder of this user in which fetched files are kept."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("amteach", appauthor=False))


def find(source: Source, path: str | os.PathLike[str] | None = None) -> Path:
    """The file on this machine, unchecked, or FileMissing.  Nothing is fetched.

    path : the file itself, or the folder it is in; without it, the folder of one's own and then the cache
    """
    own = path or os.environ.get(source.variable)
    places = [Path(own).expanduser()] if own else []
    if own and not path and not places[0].exists():
        warnings.warn(f"{source.variable}={own}: there is no such folder on this machine", stacklevel=2)
    if not path:
        places.append(source.cached.parent)
    for place in places:
        for here in (place, *(place / name for name in (source.file, source.unpacked, *source.also))):
            if here.is_file():
                return here
    raise FileMissing(
        f"{source.file} is not in {' nor in '.join(map(str, places))}: {source.fetched_by} fetches it from "
        f"{source.addresses[0]}; without a network, {source.advice}"
    )


def read(source: Source, path: Path) -> bytes:
    """The bytes of the file at this path, unpacked, if they have the right hash; otherwise FileDamaged.

    A file of another name is one's own: it is not checked.
    """
    if path.name not in (source.file, source.unpacked):
        return path.read_bytes()
    try:
        return verified(source, path)
    except FileDamaged as flaw:
        raise FileDamaged(
            f"{path} is not {source.file}, or only a part of it: {flaw}. Delete it, and {source.fetched_by} fetches it "
            "again"
        ) from None


def verified(source: Source, path: Path) -> bytes:
    """The bytes of the file at this path, unpacked, or FileDamaged with what is wrong with them."""
    data = path.read_bytes()
    try:
        data = gzip.decompress(data) if ".gz" in path.suffixes else data
        found = sha256(data)
    except (EOFError, OSError, zlib.error) as error:  # half a file, no .gz at all, or a bit that has flipped
        found = f"none, for it cannot be unpacked ({error})"
    if not found.startswith(source.sha256):
        raise FileDamaged(f"its SHA-256 should begin with {source.sha256}, but is {found}")
    return data
