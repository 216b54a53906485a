"""A Function of one's own is held to its contract at its first use, once, and never again.

forward(x) gives a pair, the value and its pullback, and leaves x as it was.  Where there is one number per row, the
gradient has the shape of x; and a Function made by `score` computes each row on its own.
The Functions of this package are not looked at: the tests do that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .arrays import namespace
from .checks import shown

NEAR = 3e-4  # √ε of float32: what rounding may change where the other rows are others


class Broken(ValueError):
    """A Function does not do what every Function does."""


def is_own(function: Any) -> bool:
    """Was this function written outside of this package?"""
    module = getattr(function, "__module__", None) or ""
    return module != "amteach" and not module.startswith("amteach.")


def held(forward: Callable[[Any], Any], name: str, rowwise: bool = False) -> Callable[[Any], Any]:
    """forward, which is looked at when it is first called.

    rowwise : whether each row must be computed on its own, which takes one more evaluation
    """
    unknown = True
    pulled = rowwise  # `score` itself looks at every gradient

    def first(x: Any) -> Any:
        nonlocal unknown
        if unknown:
            pair = _looked_at(forward, x, name)
            if rowwise:
                _check_rows(forward, x, pair[0], name)
            unknown = False
        else:
            pair = forward(x)
        return pair if pulled or tuple(pair[0].shape) != (x.shape[0],) else (pair[0], checked(pair[1], x))

    def checked(pullback: Any, x: Any) -> Callable[[Any], Any]:
        def pull(d: Any) -> Any:
            nonlocal pulled
            grad = _pulled_back(pullback, d, x, name)
            pulled = True
            return grad

        return pull

    return first


def _looked_at(forward: Callable[[Any], Any], x: Any, name: str) -> tuple[Any, Any]:
    """forward(x), or an error if it is no pair or x is another one now."""
    xp = namespace(x)
    before = xp.asarray(x, copy=True)
    pair = forward(x)
    if not isinstance(pair, tuple) or len(pair) != 2 or not hasattr(pair[0], "shape"):
        raise TypeError(
            f"{name}: forward(x) must return a pair, the array f(x) and its pullback, but gave {_kinds(pair)}: write "
            "return y, lambda d: dx"
        )
    if not bool(xp.all((x == before) | (before != before))):
        raise Broken(f"{name}: f changes x itself: write y = 2 * x, which is a new array, and not x *= 2")
    return pair


def _pulled_back(pullback: Any, d: Any, x: Any, name: str) -> Any:
    """The gradient at x, or an error if it has not the shape of x."""
    if not callable(pullback):
        raise TypeError(
            f"{name}: the pullback carries a gradient back, and this one is {shown(pullback)}: write "
            "return y, lambda d: dx"
        )
    grad = pullback(d)
    shape = tuple(getattr(grad, "shape", ()))
    if shape != tuple(x.shape):
        raise Broken(
            f"{name}: the gradient has the shape {shape}, but x has {tuple(x.shape)}: write "
            "return y, lambda d: am.rows(d, x) * grad, with a grad in the shape of x"
        )
    return grad


def _check_rows(forward: Callable[[Any], Any], x: Any, y: Any, name: str) -> None:
    """An error if the value of row 0 changes when the other rows are half of row 0, and a little more."""
    xp = namespace(x)
    other = xp.broadcast_to(x[:1] / 2 + 0.1, (max(1, x.shape[0] - 1), *x.shape[1:]))
    differ = lambda a, b: bool(xp.abs(a[0] - b[0]) > NEAR * (1 + xp.abs(b[0])))  # False for what is not a number
    try:
        moved = forward(xp.concat([x[:1], other], axis=0))[0]
        draws = differ(moved, y) and differ(forward(x)[0], y)
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError):  # where x may not lie, or for n rows
        return
    if draws:
        raise Broken(f"{name} gave another value at the same x: a Function draws nothing: write am.random(...)")
    if differ(moved, y):
        raise Broken(
            f"{name}: the value of a row changes with the other rows of the batch.  Axis 0 is the batch, which "
            "am.dot(a, b) keeps; if rows are to depend on each other, write am.Function(forward)"
        )


def _kinds(pair: Any) -> str:
    return ", ".join(type(part).__name__ for part in pair) if isinstance(pair, tuple) else type(pair).__name__
