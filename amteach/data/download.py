"""Fetching MNIST from its mirrors.  They die now and then: there are several, and none is believed without a hash."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from ..store.files import write_whole
from .idx import SHA256, DataCorrupt, DataMissing, cache, find, read, verified

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)


class DownloadFailed(ConnectionError):
    """No mirror gave a good copy."""


def download(report: Callable[[str], None] = print) -> list[Path]:
    """Fetch what is missing of MNIST into the cache (12 MB in all), and give the paths of the four files.

    A good copy is never fetched again; a damaged one in the cache is replaced, and one in AMTEACH_DATA is left alone
    and is an error, for that folder is yours.  Each file comes whole or not at all, also when two processes fetch it at
    the same time.
    """
    return [_good_copy(name) or _fetch(f"{name}.gz", report) for name in SHA256]


def _good_copy(name: str) -> Path | None:
    try:
        path = find(name)
        read(path)
    except DataMissing:
        return None
    except DataCorrupt:
        if path.parent != cache():
            raise
        path.unlink(missing_ok=True)
        return None
    return path


def _fetch(name: str, report: Callable[[str], None]) -> Path:
    """One file from the first mirror that has a good copy of it."""
    import pooch

    reasons = []
    for mirror in MIRRORS:
        data = BytesIO()  # at most 10 MB: nothing is written to the disk before its hash is known
        try:
            report(f"{name} from {mirror}")
            pooch.HTTPDownloader(progressbar=True, chunk_size=2**16)(mirror + name, data, None)
            verified(data.getvalue(), name, mirror + name)
        except (OSError, DataCorrupt) as error:  # every error of requests is an OSError
            reasons.append(f"  {mirror}: {error}")
            continue
        write_whole(cache() / name, data.getvalue())
        return cache() / name
    raise DownloadFailed(
        "\n".join([f"no mirror gave {name}:", *reasons])
        + f"\nWithout a network, copy the four files of MNIST from another machine into {cache()}, or set AMTEACH_DATA "
        "to the folder that holds them. The lectures also run without MNIST: mnist.digits() draws digits in its place"
    )
