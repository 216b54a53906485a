"""From what a student hands in to the parts of an answer, as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from .calling import LIMIT, NO_RETURN, NotComparable, NotTried, call
from .compare import as_array
from .exercise import Arguments, Exercise, Parts

UNORDERED = (set, frozenset, dict)
EMPTY = len((lambda: None).__code__.co_code)  # the bytes of a function without a statement


def evaluate(exercise: Exercise, attempt: Any, args: Arguments, seconds: float = LIMIT) -> Parts:
    """The parts of attempt(*args) as arrays; the arguments are copies, and must be left as they were.

    Raises NotTried where there is no answer yet, NotComparable where it is not made of the numbers asked for, and
    Stopped after so many seconds.
    """
    answer = attempt
    if attempt is None or attempt is ...:
        raise NotTried("There is still a `...` in it.")
    if callable(attempt):
        answer, passed = call(exercise, attempt, args, seconds)
        for name, before, after in zip(exercise.arguments, args, passed, strict=True):
            if not np.array_equal(np.asarray(before), as_array(after)):
                raise NotComparable(
                    "mutated",
                    f"Your function changes its input `{name}`: what is passed to a function is no copy, and its owner "
                    f"finds it changed. Begin with `{name} = {name}.copy()`, or write `a = a + b` for `a += b`.",
                )
    elif exercise.arguments:
        raise NotComparable(
            "form",
            f"The exercise asks for a function of {exercise.signature}, and this is a "
            f"`{type(attempt).__name__}`: pass the function itself, without calling it.",
        )
    return _split(exercise, answer)


def _split(exercise: Exercise, answer: Any) -> Parts:
    """The answer's parts as arrays, as many as the exercise asks for."""
    if answer is ... or answer is NotImplemented:
        raise NotTried("There is still a `...` in it.")
    if answer is None:
        raise NotComparable("nothing", NO_RETURN)
    names = exercise.parts
    if len(names) == 1:
        answer = [answer]
    elif not hasattr(answer, "__len__") or len(answer) != len(names) or isinstance(answer, UNORDERED):
        line = f"return {', '.join(exercise.variables)}"
        order = f", in this order, and a `{type(answer).__name__}` has none" * isinstance(answer, UNORDERED)
        raise NotComparable("form", f"The exercise asks for {len(names)} things{order}: `{line}`.")
    arrays = []
    for name, part in zip(names, answer, strict=True):
        if part is None or part is ...:
            raise NotTried(f"The {name} is still missing.")
        try:
            arrays.append(as_array(part))
        except (TypeError, ValueError) as error:
            raise NotComparable("form", f"The {name} is {error}.") from None
    return tuple(arrays)


def has_statements(attempt: Any) -> bool:
    """Whether anything has been written in a function besides its docstring and a `...`."""
    code = getattr(attempt, "__code__", None)
    return code is not None and len(code.co_code) > EMPTY
