"""The weights of two ImageNet nets, and the names of the classes: found on this machine, or fetched and checked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from textwrap import shorten
from typing import Any

from .files import SOURCES, Source, WeightsDamaged, WeightsMissing, cache, expect_whole, find

TIMEOUT = 10  # seconds without an answer


def get(name: str, path: str | os.PathLike[str] | None = None) -> Path:
    """The file on this machine; where it is not, and no path was given, it is fetched."""
    try:
        return find(name, path)
    except WeightsMissing:
        if path:
            raise
    return fetch(name)


def fetch(name: str, report: Callable[[str], None] = print) -> Path:
    """Download the file into the cache: whole, with the right hash, or not at all.

    What has come of it when the network breaks off is kept, and the next call goes on from there.
    """
    import pooch
    from filelock import FileLock

    source, path = SOURCES[name], cache() / SOURCES[name].file
    part = path.with_name(f"{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{part}.lock"):  # a second process waits, and then finds the file
        while not path.is_file():
            have = part.stat().st_size if part.is_file() else 0
            headers = {"Range": f"bytes={have}-", "Accept-Encoding": "identity"}
            get = pooch.HTTPDownloader(progressbar=True, chunk_size=2**16, headers=headers, timeout=TIMEOUT)
            try:
                with part.open("ab") as file:
                    get(source.address, file, None)
                expect_whole(part, source)
                os.replace(part, path)
                report(f"{path} is here now, from {source.address}")
            except OSError as error:  # every error of requests is an OSError
                if not part.stat().st_size:
                    part.unlink()
                if not have or getattr(error, "response", None) is None:
                    raise WeightsMissing(_unreachable(source, error)) from None
                part.unlink()  # the server does not go on from there: once more from the first byte
            except WeightsDamaged:
                part.unlink()
                if not have:
                    raise
    return path


def into(make: Callable[[], Any], path: Path) -> Any:
    """The module that `make` makes, with the weights of a .safetensors or .pth file, as float32, in eval mode.

    Of a .pth nothing but tensors is unpickled.  WeightsDamaged where they do not fit.
    """
    import torch

    with torch.device("meta"):  # without numbers of its own
        module = make()
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            tensors = load_file(path)
        else:
            tensors = torch.load(path, map_location="cpu", weights_only=True)
        module.load_state_dict({name: tensor.float() for name, tensor in tensors.items()}, assign=True)
    except Exception as error:  # a file can be another one in as many ways as it has bytes
        reason = shorten(str(error), 300)
        raise WeightsDamaged(f"{path} holds no weights of {type(module).__name__}: {reason}") from None
    return module.eval().requires_grad_(False)


def _unreachable(source: Source, error: OSError) -> str:
    return (
        f"{source.file} is not on this machine, and {source.address} does not give it ({type(error).__name__}): set "
        "AMTEACH_WEIGHTS to a folder that holds it"
    )
