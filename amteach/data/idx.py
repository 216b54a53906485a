"""The four files of MNIST: their names, their hashes, and where on this machine they may lie.

Source: LeCun, Cortes & Burges, the MNIST database of handwritten digits (1998).
"""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

import numpy as np

from ..store.files import sha256

SHA256 = {  # of the bytes inside the .gz, since each mirror compresses them in its own way
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


class DataMissing(FileNotFoundError):
    """A file of MNIST is nowhere on this machine."""


class DataCorrupt(ValueError):
    """A file of MNIST is there, but its bytes are not those of MNIST."""


def cache() -> Path:
    """The folder of this user in which downloaded data is kept."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("amteach", appauthor=False)) / "mnist"


def folders() -> list[Path]:
    """Where MNIST is looked for: in AMTEACH_DATA, if that is set, and then in the cache."""
    own = os.environ.get("AMTEACH_DATA")
    return [Path(own).expanduser(), cache()] if own else [cache()]


def find(name: str) -> Path:
    """The path of one of the four files, as it is or as a .gz; or DataMissing, which says where it was looked for."""
    for folder in folders():
        for path in (folder / f"{name}.gz", folder / name):
            if path.is_file():
                return path
    raise DataMissing(
        f"{name} (or {name}.gz) is not in {' nor in '.join(map(str, folders()))}. To fetch MNIST run `amteach data`, "
        "or set AMTEACH_DATA to a folder that holds its four files; mnist.digits() does without them"
    )


def where() -> Path:
    """The folder that MNIST is in, or that it would be fetched into."""
    try:
        return find(next(iter(SHA256))).parent
    except DataMissing:
        return cache()


def read(path: Path) -> bytes:
    """The uncompressed bytes of a file of MNIST, if they are to the byte what they should be; or DataCorrupt."""
    return verified(path.read_bytes(), path.name, str(path))


def verified(data: bytes, name: str, where: str) -> bytes:
    """The bytes of a file, uncompressed if its name ends in .gz, if their SHA-256 is that of MNIST; or DataCorrupt."""
    expected, found = SHA256[name.removesuffix(".gz")], ""
    try:
        data = gzip.decompress(data) if name.endswith(".gz") else data
        found = sha256(data)
    except (EOFError, OSError, zlib.error) as error:  # half a file, no gzip at all, or a bit that has flipped
        found = f"none, for it cannot be uncompressed ({error})"
    if found != expected:
        raise DataCorrupt(
            f"{where} is not the file of MNIST: uncompressed, it should have the SHA-256\n  {expected}, but has\n"
            f"  {found}.\nIt is damaged or only half there: delete it, and run `amteach data` to fetch it again"
        )
    return data


def parse(data: bytes) -> np.ndarray:
    """An IDX file as an array of uint8: two zero bytes, the type, the number of axes, their lengths, the values.

    >>> parse(b"\\0\\0\\x08\\x01" + b"\\0\\0\\0\\x03" + b"\\x05\\0\\x04")
    array([5, 0, 4], dtype=uint8)
    """
    axes = data[3]
    shape = np.frombuffer(data, ">i4", axes, offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * axes).reshape(shape)
