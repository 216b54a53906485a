"""Whether the rows of a batch are independent, as a step needs that accepts or rejects each row on its own."""

from __future__ import annotations

import numpy as np

from ..functions.arrays import Array, namespace, rows
from ..functions.function import Function


def check_independent_rows(who: str, f: Function, x: Array, value: Array, step: Array) -> None:
    """An error if the value of any other row changes when the first row of x is replaced by −x plus this step.

    The replacement is far from x where x is far from 0, and a step away where x is 0.  x and step have the same shape;
    value is f(x), (batch,).

    >>> import amteach as am
    >>> x = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> check_independent_rows("mala", am.l2, x, am.l2(x), 0.1 * x)
    """
    xp = namespace(x)
    if len(value) == 1:
        return
    first = xp.cumsum(xp.ones_like(value), axis=0) == 1
    with np.errstate(all="ignore"):  # f of the replaced row may not be finite
        off = xp.abs(f(xp.where(rows(first, x), step - x, x)) - value)
    rounding = 100 * xp.finfo(value.dtype).eps * (1 + xp.abs(value))
    if not bool((first | (off <= rounding)).all()):
        raise ValueError(
            f"{who} decides for each row on its own, but in {f} the value of a row changes with the other rows, as "
            "with am.diversity: leave that term out, or climb it with am.ascent"
        )
