"""Rows that do not hear of each other: what a step needs that decides for each row on its own."""

from __future__ import annotations

from ..functions.arrays import Array, namespace, rows
from ..functions.function import Function


def expect_apart(who: str, f: Function, x: Array, value: Array, moved: Array) -> None:
    """An error if f(x) = value is another one in the other rows once the first row of x is where it is in `moved`.

    >>> import numpy as np, amteach as am
    >>> x = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> expect_apart("mala", am.l2, x, am.l2(x), x + 1)
    """
    xp = namespace(x)
    if len(value) == 1:
        return
    first = xp.cumsum(xp.ones_like(value), axis=0) == 1
    off = xp.abs(f(xp.where(rows(first, x), moved, x)) - value)
    if bool((first | (off <= 1000 * xp.finfo(value.dtype).eps * (1 + xp.abs(value)))).all()):
        return
    raise ValueError(
        f"{who} decides for each row on its own, but in {f} the value of a row changes with the other rows, as with "
        "am.diversity: leave that term out, or climb it with am.ascent"
    )
