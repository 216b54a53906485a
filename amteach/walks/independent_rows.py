"""Rows that do not hear of each other: what a step needs that decides for each row on its own."""

from __future__ import annotations

import numpy as np

from ..functions.arrays import Array, namespace, rows
from ..functions.function import Function


def expect_apart(who: str, f: Function, x: Array, value: Array, step: Array) -> None:
    """An error if f(x) = value changes in any other row when the first row of x goes over to −x plus this step.

    That is far from x where x is far from 0, and the step away where x is 0; no row need be likely there.

    >>> import amteach as am
    >>> x = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> expect_apart("mala", am.l2, x, am.l2(x), 0.1 * x)
    """
    xp = namespace(x)
    if len(value) == 1:
        return
    first = xp.cumsum(xp.ones_like(value), axis=0) == 1
    with np.errstate(all="ignore"):  # the first row may have left the finite numbers
        off = xp.abs(f(xp.where(rows(first, x), step - x, x)) - value)
    rounding = 100 * xp.finfo(value.dtype).eps * (1 + xp.abs(value))
    if not bool((first | (off <= rounding)).all()):
        raise ValueError(
            f"{who} decides for each row on its own, but in {f} the value of a row changes with the other rows, as "
            "with am.diversity: leave that term out, or climb it with am.ascent"
        )
