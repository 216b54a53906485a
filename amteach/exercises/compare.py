"""Whether two answers are the same, however they are written."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..functions.arrays import to_numpy

TOLERANCES = {"float16": 1e-2, "float32": 1e-4}  # relative and absolute; 1e-5 for every other dtype


def as_array(answer: Any) -> np.ndarray:
    """An answer as an array: a number, a list, a list of lists, a NumPy array or a tensor; ValueError if it is none.

    >>> as_array([np.ones(2), [3, 4]])
    array([[1., 1.],
           [3., 4.]])
    """
    if hasattr(answer, "detach"):
        return to_numpy(answer)
    if isinstance(answer, list | tuple):
        rows = [as_array(a) for a in answer]
        if len({row.shape for row in rows}) > 1:
            raise ValueError(f"a list whose entries have different shapes: {', '.join(str(r.shape) for r in rows)}")
        return np.array(rows)
    numbers = np.array(answer)
    if numbers.dtype.kind not in "biuf":
        raise ValueError(f"`{type(answer).__name__}`, and not a number, a list or an array of numbers")
    return numbers


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
