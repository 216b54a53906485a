"""The smallest counterexample: shorter arrays and plainer numbers, as long as they still show what is wrong.

Source: the idea is that of Claessen & Hughes (2000), QuickCheck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np


def cost(args: tuple) -> tuple[int, int, float]:
    """How much there is to read: how many numbers, how many characters, how large they are.

    >>> cost((np.array([1.0, 0.25]), 2)) < cost((np.array([1.0, 0.3517]), 2))
    True
    """
    numbers = [float(v) for arg in args for v in np.ravel(arg)]
    return len(numbers), sum(len(f"{v:.6g}") for v in numbers), sum(map(abs, numbers))


def shrink(args: tuple, letters: tuple[tuple[str, ...], ...], fails: Callable[[tuple], bool]) -> tuple:
    """The arguments, made simpler one move at a time until no move leads to simpler ones that fail as well.

    >>> shrink((np.array([5.3, -7.1, 2.0]),), (("d",),), lambda args: (args[0] < 0).any())
    (array([-1.]),)
    """
    while True:
        for simpler in moves(args, letters):
            if cost(simpler) < cost(args) and fails(simpler):
                args = simpler
                break
        else:
            return args


def moves(args: tuple, letters: tuple[tuple[str, ...], ...]) -> Iterator[tuple]:
    """All the arguments that are one move away: without an index of an axis, or with other numbers in them."""
    for letter in dict.fromkeys(a for axes in letters for a in axes if not a.isdigit()):
        length = next(
            np.shape(arg)[axes.index(letter)] for arg, axes in zip(args, letters, strict=True) if letter in axes
        )
        for i in range(length if length > 1 else 0):
            yield tuple(
                np.delete(arg, i, axes.index(letter)) if letter in axes else arg
                for arg, axes in zip(args, letters, strict=True)
            )
    for position in sorted(range(len(args)), key=lambda i: np.ndim(args[i])):  # the single numbers first
        for plainer in plainer_numbers(args[position]):
            yield (*args[:position], plainer, *args[position + 1 :])


def plainer_numbers(arg) -> Iterator:
    """A number, or an array, with plainer numbers: all of an array at once, then one by one."""
    if not isinstance(arg, np.ndarray):
        for v in (0, 1, 2, -1, 0.5, round(arg), arg - 1):
            yield type(arg)(v)
        return
    for v in (np.zeros_like(arg), np.ones_like(arg), np.round(arg)):
        yield v
    for index in np.ndindex(arg.shape):
        for v in (0, 1, 2, -1, 0.5, round(float(arg[index]))):
            other = arg.copy()
            other[index] = v
            yield other
