"""A file from its mirrors, one after the other: whole and with the right hash, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from textwrap import shorten

from .files import FileDamaged, FileMissing
from .sources import Source, cache, find, read, verified

TIMEOUT = 10  # seconds without an answer
RANGE_NOT_SATISFIABLE = 416  # the HTTP status of a server that cannot go on from the byte where we are


def get(source: Source, path: str | os.PathLike[str] | None = None, report: Callable[[str], None] = print) -> Path:
    """The file on this machine, checked; where it is not, and no path was given, it is fetched.

    A damaged file in the cache is fetched again.  A damaged file elsewhere is yours: it stays, and is FileDamaged.
    """
    try:
        here = find(source, path)
    except FileMissing:
        if path:
            raise
        return fetch(source, report)
    try:
        read(source, here)
    except FileDamaged:
        if here.parent != source.cached.parent:
            raise
        return fetch(source, report)
    return here


def fetch(source: Source, report: Callable[[str], None] = print) -> Path:
    """Download the file into the cache, from the first mirror that has it; a good copy is never fetched again.

    What has come of it when the network breaks off is kept, and the next call goes on from there.  A second process
    waits, and then finds the file.  Where no mirror gives it: FileMissing; FileDamaged if each gave another file.
    """
    from filelock import FileLock

    path = source.cached
    path.parent.mkdir(parents=True, exist_ok=True)
    errors: dict[str, Exception] = {}
    with FileLock(cache() / f"{path.name}.lock"):  # not in the folder of the data, which holds nothing else
        if _is_good(source):
            return path
        for address in source.addresses:
            try:
                _download(source, address)
            except (OSError, FileDamaged) as error:  # every error of requests is an OSError
                errors[address] = error
            else:
                report(f"{path} is here now, from {address}")
                return path
    why = ", ".join(f"{address} does not give it ({shorten(str(error), 250)})" for address, error in errors.items())
    kind = FileDamaged if all(isinstance(error, FileDamaged) for error in errors.values()) else FileMissing
    raise kind(f"{path.name} is not on this machine, and {why}: {source.advice}")


def _is_good(source: Source) -> bool:
    try:
        verified(source, source.cached)
    except (FileNotFoundError, FileDamaged):
        return False
    return True


def _download(source: Source, address: str) -> None:
    """Go on from what there is of the file; where that leads nowhere, begin again from the first byte."""
    import pooch

    part = source.cached.with_name(f"{source.file}.part")
    have = part.stat().st_size if part.is_file() else 0
    headers = {"Range": f"bytes={have}-", "Accept-Encoding": "identity"}
    download = pooch.HTTPDownloader(progressbar=True, chunk_size=2**16, headers=headers, timeout=TIMEOUT)
    try:
        with part.open("ab") as file:
            download(address, file, None)
        verified(source, part)
    except (OSError, FileDamaged) as error:
        status = getattr(getattr(error, "response", None), "status_code", None)
        useless = isinstance(error, FileDamaged) or status == RANGE_NOT_SATISFIABLE
        if useless or not part.stat().st_size:
            part.unlink()
        if not (useless and have):
            raise
        return _download(source, address)
    os.replace(part, source.cached)
