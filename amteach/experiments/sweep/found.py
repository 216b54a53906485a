"""What a sweep has found: results by their arguments, and the cells that failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import cell_file
from .cell import Failure

Key = tuple[Any, ...]  # the arguments of a cell


class Stored(NamedTuple):
    """A result that is read when it is asked for."""

    path: Path


class CellFailed(KeyError):
    """There is no result, because make raised an error for these arguments; a notebook shows this in one line."""

    __str__ = Exception.__str__  # a KeyError's own would put the message in quotes

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class Sweep(Mapping[Key, Any]):
    """The results by their arguments, in the order of the sweep; those in a store are read when they are asked for.

    names  : of the arguments
    failed : what went wrong, by arguments, in the cells that have no result

    >>> import amteach as am
    >>> found = am.sweep(pow, over={"base": (2, 3), "exp": (1, 2)})
    >>> found
    <4 of 4 cells over base × exp>
    >>> found[3, 2], found.at(base=3, exp=2), list(found.values())
    (9, 9, [2, 4, 3, 9])
    """

    def __init__(self, names: tuple[str, ...], results: Mapping[Key, Any], failed: Mapping[Key, Failure]) -> None:
        self.names = names
        self.failed = dict(failed)
        self._results = dict(results)

    def __getitem__(self, key: Any) -> Any:
        if len(self.names) == 1 and key not in self._results and key not in self.failed:
            key = (key,)  # found[3] is found[3,]
        if key in self.failed:
            raise CellFailed(str(self.failed[key]))
        result = self._results[key]
        return cell_file.read(result.path) if isinstance(result, Stored) else result

    def at(self, **arguments: Any) -> Any:
        """The result for these arguments, one for each name."""
        if arguments.keys() != set(self.names):
            raise TypeError(f"at({', '.join(arguments)}): the arguments of this sweep are {', '.join(self.names)}")
        return self[tuple(arguments[name] for name in self.names)]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)

    def __repr__(self) -> str:
        return f"<{len(self)} of {len(self) + len(self.failed)} cells over {' × '.join(self.names)}>"
