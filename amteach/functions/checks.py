"""What a parameter may be: one line at the head of a function for each of its numbers.

    radius = number("blur({})", radius, "the radius is a standard deviation in pixels, finite and ≥ 0", least=0)

The first part is the call, with {} for what came; the third says what is needed.  A value of the wrong type is a
TypeError, one out of range a ValueError:

    blur(-1): the radius is a standard deviation in pixels, finite and ≥ 0
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Integral, Real
from reprlib import Repr
from typing import Any

import numpy as np

ANY = -math.inf  # least=ANY: numbers below 0 too
LARGEST = 2**63 - 1  # the largest whole number of NumPy, and of torch
LONGEST = 80  # letters of a value that an error repeats

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = LONGEST


def shown(value: Any) -> str:
    """The value as an error repeats it: its `repr`, cut; of a large array only the shape.

    >>> shown("a" * 10**6)[-8:], shown(np.zeros((1000, 28)))
    ("aaaaaaa'", 'ndarray of shape (1000, 28)')
    """
    if getattr(value, "shape", ()) and math.prod(value.shape) > 4:
        return f"{type(value).__name__} of shape {tuple(value.shape)}"
    try:
        text = " ".join(_SHORT.repr(value).split())
    except Exception:  # a repr of somebody's own
        text = f"a {type(value).__name__}"
    return text if len(text) <= 2 * LONGEST else f"{text[: 2 * LONGEST]}…"


def number(
    call: str,
    value: Any,
    needs: str,
    least: float = -math.inf,
    most: float = math.inf,
    above: float = -math.inf,
    below: float = math.inf,
    finite: bool = True,
) -> float:
    """The value as a float, if it is a finite real number with least ≤ value ≤ most and above < value < below.

    finite : False for one that may be infinite, but not NaN

    >>> number("decay({})", "1", "the rate is a share, between 0 and 1", least=0, most=1)
    Traceback (most recent call last):
    ...
    TypeError: decay('1'): the rate is a share, between 0 and 1
    """
    value = _scalar(value)
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise _wrong(TypeError, call, value, needs)
    try:
        x = float(value)
    except OverflowError:  # a whole number of more than 308 digits
        x = math.inf
    inside = least <= x <= most and (above < x < below or not finite)
    if not inside or (finite and not math.isfinite(x)):
        raise _wrong(ValueError, call, value, needs)
    return x


def whole(call: str, value: Any, needs: str, least: float = 0, most: float = LARGEST) -> int:
    """The value as an int, if it is a whole number with least ≤ value ≤ most; 3.0 is one too.

    >>> whole("jitter({})", 3.0, "the reach is a whole number of pixels, 0 or more")
    3
    """
    value = _scalar(value)
    exact = isinstance(value, Integral) and not isinstance(value, bool)
    x = int(value) if exact else number(call, value, needs)
    if x % 1 or not max(least, -LARGEST) <= x <= min(most, LARGEST):
        raise _wrong(ValueError, call, value, needs)
    return int(x)


def seed_of(who: str, value: Any) -> int:
    """The seed of a generator: a whole number, 0 or more."""
    return whole(f"{who}(seed={{}})", value, "a seed is a whole number, 0 or more; the same one draws the same again")


def numbers(call: str, values: Any, needs: str, finite: bool = True) -> np.ndarray:
    """The values as a float64 array of finite real numbers, of any shape.

    >>> numbers("linear({})", [1, 2], "w holds finite numbers")
    array([1., 2.])
    """
    if hasattr(values, "detach"):
        values = values.detach().cpu()
    try:
        if isinstance(values, np.ma.MaskedArray) or np.asarray(values).dtype.kind not in "fiu":
            raise TypeError
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise _wrong(TypeError, call, values, needs) from None
    if finite and not np.isfinite(array).all():
        raise _wrong(ValueError, call, values, needs)
    return array


def function(call: str, value: Any) -> Any:
    """The value, if it is a Function.

    >>> function("shifted(net={}, g)", max)
    Traceback (most recent call last):
    ...
    TypeError: shifted(net=<built-in function max>, g): a Function is needed: am.score or am.from_torch makes one
    """
    if not (hasattr(value, "forward") and hasattr(value, "value_and_grad")):
        raise _wrong(TypeError, call, value, "a Function is needed: am.score or am.from_torch makes one")
    return value


def shape_of(who: str, value: Any) -> tuple[int, ...]:
    """The shape of an array: whole numbers, 0 or more."""
    needs = "a shape is a tuple of whole numbers, 0 or more, such as (4, 1, 28, 28)"
    if isinstance(value, Integral):
        return (whole(f"{who}(shape={{}})", value, needs),)
    if not isinstance(value, Sequence | np.ndarray) or isinstance(value, str):
        raise _wrong(TypeError, f"{who}(shape={{}})", value, needs)
    return tuple(whole(f"{who}(shape={{}})", n, needs) for n in value)


def _scalar(value: Any) -> Any:
    """The number in an array or a tensor without axes."""
    return value.item() if getattr(value, "shape", None) == () and hasattr(value, "item") else value


def _wrong(kind: type[Exception], call: str, value: Any, needs: str) -> Exception:
    return kind(f"{call.replace('{}', shown(value))}: {needs}")
