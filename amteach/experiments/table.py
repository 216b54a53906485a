"""A table of measurements: what every table of the lectures has in common is how it is shown."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar


class Table(ABC):
    """Rows of a name and its measurements.  Jupyter shows them as a table, and `print` in columns.

    columns : the heads, the first of which is that of the names
    formats : how each further column is written, such as "{:.2f}"
    rows()  : for each name (name, measurement, …).  A measurement is a number or, where its format has several places,
              such as "{:.1f} ({:.1f} … {:.1f})", a tuple of numbers; NaN is left blank

    A subclass is a dataclass that keeps what was measured, so that a lecture can look at it in other ways.

    >>> class Powers(Table):
    ...     columns = ("number", "its square")
    ...     formats = ("{:.1f}",)
    ...     def rows(self):
    ...         return [("one", 1.0), ("ten", 100.0)]
    >>> Powers()
    number  its square
    one            1.0
    ten          100.0
    """

    columns: ClassVar[tuple[str, ...]]
    formats: ClassVar[tuple[str, ...]]

    @abstractmethod
    def rows(self) -> Sequence[tuple[Any, ...]]:
        """The measurements, row by row."""

    def _cells(self) -> list[list[str]]:
        """The heads and the rows, as text."""
        cells = [list(self.columns)]
        for name, *measured in self.rows():
            cells.append([name, *(_written(form, m) for form, m in zip(self.formats, measured, strict=True))])
        return cells

    def _repr_markdown_(self) -> str:
        head, *rows = (f"| {' | '.join(cells)} |" for cells in self._cells())
        return "\n".join([head, "|---" * len(self.columns) + "|", *rows])

    def __repr__(self) -> str:
        cells = self._cells()
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return "\n".join(_line(row, widths) for row in cells)


def _written(form: str, measured: float | tuple[float, ...]) -> str:
    numbers = measured if isinstance(measured, tuple) else (measured,)
    return "" if any(map(math.isnan, numbers)) else form.format(*numbers)


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    (name, width), *others = zip(cells, widths, strict=True)
    return "  ".join([f"{name:{width}}", *(f"{cell:>{n}}" for cell, n in others)]).rstrip()
