"""Whether two answers are the same, however they are written."""

from __future__ import annotations

from collections.abc import KeysView, ValuesView
from decimal import Decimal
from fractions import Fraction  # noqa: F401  (the examples)
from itertools import islice
from numbers import Real
from typing import Any

import numpy as np

from ..functions.arrays import to_numpy

TOLERANCES = {"float16": 1e-2, "float32": 1e-4}  # relative and absolute; 1e-5 for every other dtype
MOST = 100_000  # numbers that an iterator may give


class Endless(ValueError):
    """There is no end to the numbers."""


def as_array(answer: Any) -> np.ndarray:
    """An answer as an array: a number, a list, a list of lists, a NumPy array or a tensor; ValueError if it is none.

    >>> as_array([np.ones(2), [3, Fraction(1, 2)]])
    array([[1. , 1. ],
           [3. , 0.5]])
    """
    if hasattr(answer, "detach"):
        return to_numpy(answer)
    if isinstance(answer, list | tuple):
        rows = [as_array(a) for a in answer]
        if len({row.shape for row in rows}) > 1:
            raise ValueError(f"a list whose entries have different shapes: {', '.join(str(r.shape) for r in rows)}")
        return np.array(rows)
    if isinstance(answer, set | frozenset):
        raise ValueError("a set, which has no order: return a list or an array")
    numbers = np.array(answer)
    if numbers.dtype == object and all(isinstance(v, Real | Decimal) for v in numbers.flat):
        return numbers.astype(float)
    if numbers.dtype.kind == "c":
        raise ValueError("complex, and must be real: take `.real` of it if that is what you mean")
    if numbers.dtype.kind not in "biuf":
        raise ValueError(f"`{type(answer).__name__}`, and not a number, a list or an array of numbers")
    return numbers


def listed(answer: Any) -> Any:
    """The answer with a list for everything that can be run through only once: generators, `map`, `zip`.

    >>> listed(map(abs, [-1, 2]))
    [1, 2]
    """
    if hasattr(answer, "__next__") or isinstance(answer, KeysView | ValuesView | range):
        answer = list(islice(answer, MOST + 1))
        if len(answer) > MOST:
            raise Endless(f"something that goes on after {MOST} numbers, like a generator without an end")
    if type(answer) in (list, tuple):
        return type(answer)(map(listed, answer))
    return answer


def rounded(answer: np.ndarray, right: np.ndarray) -> int:
    """To how many significant digits a number that was typed in is the right one; 0 if it is another.

    >>> rounded(np.array(0.667), np.array(2 / 3)), rounded(np.array(0.66), np.array(2 / 3))
    (3, 0)
    """
    if answer.shape != () or right.shape != () or answer.dtype.kind != "f" or not np.isfinite(answer):
        return 0
    digits = Decimal(repr(float(answer))).normalize()
    places = -int(digits.as_tuple().exponent)
    return len(digits.as_tuple().digits) if round(float(right), places) == float(answer) else 0


def align(answer: np.ndarray, shape: tuple[int, ...]) -> np.ndarray | None:
    """The answer in the shape that is needed, or None where it has another one.

    Trailing axes of length 1 are dropped, (n, 1) for (n,), and what broadcasts to the shape is broadcast.  An axis too
    many in front is not dropped: that is a batch where none is needed.

    >>> align(np.ones((3, 1)), (3,)).shape
    (3,)
    >>> align(np.ones((1, 3)), (3,)) is None
    True
    """
    while answer.ndim > len(shape) and answer.shape[-1] == 1:
        answer = answer[..., 0]
    try:
        return np.broadcast_to(answer, shape)
    except ValueError:
        return None


def same(answer: np.ndarray, right: np.ndarray) -> bool:
    """Whether the numbers agree, within what the answer's dtype can hold; nan agrees with nan."""
    aligned = align(answer, right.shape)
    if aligned is None:
        return False
    tolerance = TOLERANCES.get(answer.dtype.name, 1e-5)
    return np.allclose(aligned.astype(float), right.astype(float), rtol=tolerance, atol=tolerance, equal_nan=True)
