"""The smallest counterexample: shorter arrays and plainer numbers, as long as they still show what is wrong.

Source: the idea is that of Claessen & Hughes (2000), QuickCheck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Axes = tuple[tuple[str, ...], ...]  # of each argument the names of its axes: (("n", "d"), ("d",))


def cost(args: tuple) -> tuple[int, int, float]:
    """How much there is to read: how many numbers, how many characters, how large they are.

    >>> cost((np.array([1.0, 0.25]), 2)) < cost((np.array([1.0, 0.3517]), 2))
    True
    """
    numbers = [float(v) for arg in args for v in np.ravel(arg)]
    return len(numbers), sum(len(f"{v:.6g}") for v in numbers), sum(map(abs, numbers))


def shrink(args: tuple, axes: Axes, fails: Callable[[tuple], bool]) -> tuple:
    """The arguments, made simpler one change at a time until no change leads to simpler ones that fail as well.

    >>> shrink((np.array([5.3, -7.1, 2.0]),), (("d",),), lambda args: (args[0] < 0).any())
    (array([-1.]),)
    """
    while True:
        for simpler in candidates(args, axes):
            if cost(simpler) < cost(args) and fails(simpler):
                args = simpler
                break
        else:
            return args


def candidates(args: tuple, axes: Axes) -> Iterator[tuple]:
    """All the arguments that are one change away: with an axis shorter by one index, or with other numbers in them."""
    names = [name for own in axes for name in own if not name.isdigit()]  # the length of axis "2" is 2, and stays
    for name in dict.fromkeys(names):
        yield from _shorter(args, axes, name)
    for position in sorted(range(len(args)), key=lambda i: np.ndim(args[i])):  # the single numbers first
        for plainer in plainer_numbers(args[position]):
            yield (*args[:position], plainer, *args[position + 1 :])


def _shorter(args: tuple, axes: Axes, name: str) -> Iterator[tuple]:
    """The arguments without one index of the axis of this name, in every argument that has it; one index must stay."""
    length = next(np.shape(arg)[own.index(name)] for arg, own in zip(args, axes, strict=True) if name in own)
    if length == 1:
        return
    for i in range(length):
        yield tuple(
            np.delete(arg, i, own.index(name)) if name in own else arg for arg, own in zip(args, axes, strict=True)
        )


def plainer_numbers(arg: Any) -> Iterator[Any]:
    """A number, or an array, with plainer numbers: all of an array at once, then one by one."""
    if not isinstance(arg, np.ndarray):
        for v in (0, 1, 2, -1, 0.5, round(arg), arg - 1):
            yield type(arg)(v)
        return
    yield from (np.zeros_like(arg), np.ones_like(arg), np.round(arg))
    for index in np.ndindex(arg.shape):
        for v in (0, 1, 2, -1, 0.5, round(float(arg[index]))):
            other = arg.copy()
            other[index] = v
            yield other
