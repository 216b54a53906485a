"""One cell of a sweep: what it is called in a store, and how it is computed, wherever that is."""

from __future__ import annotations

import json
import os
import pickle
import platform
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from ...store.files import sha256
from . import cell_file

Make = Callable[..., Any]


@dataclass(frozen=True)
class Failure:
    """A cell that has no result: its arguments, the error, and where it was raised."""

    arguments: dict[str, Any]
    error: str
    where: str = ""

    def __str__(self) -> str:
        return f"{', '.join(f'{name}={value!r}' for name, value in self.arguments.items())}: {self.error}"


def file_name(make: Make, arguments: Mapping[str, Any]) -> str:
    """A hash of what make is called and of the arguments, which must be data that JSON can write.

    >>> file_name(pow, {"base": 2, "exp": 3}) == file_name(pow, {"exp": np.int64(3), "base": 2})
    True
    """
    said = json.dumps([_name(make), _plain(dict(arguments))], sort_keys=True, allow_nan=False)
    return f"{sha256(said.encode())[:32]}.npz"


def _name(make: Make) -> Any:
    """The name of make, and what a partial adds to it: two different functions must not have the same."""
    if isinstance(make, partial):
        return [_name(make.func), _plain(make.args), _plain(make.keywords)]
    name = f"{getattr(make, '__module__', '?')}.{getattr(make, '__qualname__', '<no name>')}"
    if "<" in name:
        raise ValueError(
            f"{name} may be another function the next time, so a store could not tell whose results it holds: write "
            "make as a def at the top of a file or a notebook, and give it what it needs by its arguments or by "
            "functools.partial(make, ...)"
        )
    return name


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    raise TypeError(
        f"{value!r} has no name that could be written into a store: let the arguments of make be numbers and text, and "
        "make look up or build what they name"
    )


def run(make: Make, arguments: dict[str, Any], path: Path | None) -> Any:
    """The result, or None once it is in the store; or a Failure.  What is in the store already is not computed."""
    try:
        if path is not None and cell_file.is_whole(path):
            return None
        began = perf_counter()
        result = make(**arguments)
        if path is None:
            return result
        cell_file.write(path, result)
        _log(path, arguments, perf_counter() - began)
    except Exception as error:
        return failure(arguments, error)
    return None


def failure(arguments: dict[str, Any], error: BaseException) -> Failure:
    """What is kept of an error: words, for not every error can be sent from process to process."""
    return Failure(arguments, f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error)))


def _log(path: Path, arguments: dict[str, Any], seconds: float) -> None:
    """A line for the cell in a file of this process: no two write in the same file."""
    line = {"cell": path.name, "arguments": _plain(arguments), "seconds": round(seconds, 4)}
    log = path.parent / "log" / f"{platform.node()}-{os.getpid()}.jsonl"
    log.parent.mkdir(exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def packed(make: Make) -> bytes:
    """make as bytes for another process: by cloudpickle where it is installed, which can send any function."""
    try:
        if find_spec("cloudpickle"):
            import cloudpickle  # comes with Dask and with joblib

            return cloudpickle.dumps(make)
        return pickle.dumps(make)
    except Exception as error:  # of whatever make holds
        raise TypeError(
            f"{make!r} cannot be sent to another process: {error}. Let it build what it needs, from names; functions "
            'that are no def of a file need cloudpickle: pip install "amteach[cluster]"'
        ) from error


def run_packed(make: bytes, arguments: dict[str, Any], path: Path | None) -> Any:
    """`run`, in the process that the bytes were sent to."""
    return run(_unpacked(make), arguments, path)


@lru_cache(maxsize=4)
def _unpacked(make: bytes) -> Make:
    return pickle.loads(make)
