"""The same experiment for every combination of some arguments: here or on many machines, and it can be stopped.

    over = {"digit": (3, 5), "seed": (0, 1)}   →   make(digit=3, seed=0), make(digit=3, seed=1), make(digit=5, …), …

Each combination is a *cell*.  Cells do not know each other, so they can be computed anywhere and in any order.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm.auto import tqdm

from . import cell_file
from .cell import Failure, Make, failure, file_name, packed, run, run_packed
from .found import CellFailed, Key, Stored, Sweep

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["CellFailed", "Failure", "Sweep", "sweep"]

PATIENCE = 5.0  # seconds without a progress bar
Cells = dict[Key, dict[str, Any]]


def sweep(
    make: Make,
    over: Mapping[str, Iterable[Any]],
    executor: Executor | None = None,
    store: str | os.PathLike[str] | None = None,
) -> Sweep:
    """make(**arguments) for every combination of these arguments: names in, Traces (or other results) out.

    make     : a function of the arguments; what all cells share, give by functools.partial(make, steps=100)
    over     : the values of each argument, by its name
    executor : of `concurrent.futures`, such as ProcessPoolExecutor(); Dask's client.get_executor(); joblib's loky; this
               process if not given
    store    : a folder that keeps each result, under a hash of the arguments and of make's name.  The same call later
               computes only what is not there, or is damaged.  All processes must see this folder

    A cell that fails does not stop the others: it is in `.failed`, and is tried again by the next call.  In a store the
    arguments are numbers and text, and results are Traces or plain data (cell_file.py says which).  A make that has
    been changed needs another folder: only its name is known there.  make is sent by cloudpickle, if it is installed.

    >>> import amteach as am
    >>> def climb(digit, rate):
    ...     f = am.logit(digit) @ am.zoo.mnist_cnn()
    ...     return am.record(am.walk(f, am.zeros((1, 1, 28, 28)), am.ascent(rate)), steps=2)
    >>> found = sweep(climb, over={"digit": range(10), "rate": (0.1, 0.3)})
    >>> found[7, 0.3]
    <Trace of steps 0 to 2, 3 kept, x of shape (1, 1, 28, 28)>
    """
    names = tuple(over)
    cells = _cells(over)
    if executor is not None:
        _expect_executor(executor)
    paths = {key: Path(store) / file_name(make, cells[key]) if store is not None else None for key in cells}
    results: dict[Key, Any] = {key: Stored(path) for key, path in paths.items() if path and cell_file.is_whole(path)}
    missing = {key: arguments for key, arguments in cells.items() if key not in results}
    failed: dict[Key, Failure] = {}
    computed = _here(make, missing, paths) if executor is None else _elsewhere(executor, make, missing, paths)
    for key, result in tqdm(computed, total=len(cells), initial=len(results), delay=PATIENCE, leave=False):
        path = paths[key]
        if isinstance(result, Failure):
            failed[key] = result
        elif path is not None and not path.is_file():
            failed[key] = Failure(cells[key], f"its process does not see the folder {store} that is seen here")
        else:
            results[key] = result if path is None else Stored(path)
    if failed:
        first = next(iter(failed.values()))
        warnings.warn(f"{len(failed)} of {len(cells)} cells failed, see .failed; {first}", RuntimeWarning, stacklevel=2)
    return Sweep(names, {key: results[key] for key in cells if key in results}, failed)


def _cells(over: Mapping[str, Iterable[Any]]) -> Cells:
    """The arguments of each cell."""
    for name, values in over.items():
        if isinstance(values, str) or not isinstance(values, Iterable):
            raise TypeError(f"over={{{name!r}: {values!r}}}: write the values in a list, {name!r}: [{values!r}]")
    lists = [list(values) for values in over.values()]
    if not lists or not all(lists):
        raise ValueError(f"over={dict(zip(over, lists, strict=True))} leaves nothing to do: a name needs values")
    cells: Cells = {}
    for values in product(*lists):
        try:
            seen = values in cells
        except TypeError as error:
            raise TypeError(f"{values}: {error}; an argument of a sweep is a number, text or a tuple") from None
        if seen:
            raise ValueError(f"{values} is there twice: each value of an argument can be given once")
        cells[values] = dict(zip(over, values, strict=True))
    return cells


def _expect_executor(executor: Any) -> None:
    if hasattr(executor, "get_executor"):
        raise TypeError("executor is a Dask client: write executor=client.get_executor()")
    if not callable(getattr(executor, "submit", None)):
        raise TypeError(f"executor={executor!r}: write executor=ProcessPoolExecutor(), of concurrent.futures")


def _here(make: Make, cells: Cells, paths: Mapping[Key, Path | None]) -> Iterator[tuple[Key, Any]]:
    return ((key, run(make, arguments, paths[key])) for key, arguments in cells.items())


def _elsewhere(
    executor: Executor, make: Make, cells: Cells, paths: Mapping[Key, Path | None]
) -> Iterator[tuple[Key, Any]]:
    """The results as they come in; where the sweep is stopped, what has not begun is called off."""
    from concurrent.futures import as_completed

    sent = packed(make)
    futures: dict[Future[Any], Key] = {}
    try:
        for key, arguments in cells.items():
            path = paths[key]
            try:
                futures[executor.submit(run_packed, sent, arguments, path and path.absolute())] = key
            except Exception as error:  # a pool that has lost a process takes no more
                yield key, failure(arguments, error)
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except Exception as error:  # of the executor, or on the way: those of make are results
                yield futures[future], failure(cells[futures[future]], error)
    finally:
        for future in futures:
            future.cancel()
