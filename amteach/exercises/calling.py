"""Calling a student's function, whatever it does: an error, no end, an exit or an interrupt becomes a sentence."""

from __future__ import annotations

import copy
import linecache
import os
import sys
import sysconfig
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import numpy as np

from ..functions.function import Function
from .compare import Endless, listed
from .exercise import Arguments, Exercise
from .time_limit import TimeIsUp, time_limit

PATHS = sysconfig.get_paths()
LIBRARIES = (str(Path(__file__).parents[1]) + os.sep, PATHS["stdlib"], PATHS["purelib"], PATHS["platlib"])
LIMIT = 10.0  # seconds for all the inputs together
NO_RETURN = "Nothing comes back: every way through the function must end with `return`."
IGNORE = ("ignore", None, Warning, None, 0)  # a filter of warnings


class NotTried(Exception):
    """There is no answer yet."""


class NotComparable(Exception):
    """The answer cannot be compared with the right one: what happened in one word, and in a sentence."""

    def __init__(self, kind: str, sentence: str):
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


class Stopped(NotComparable):
    """The attempt did not come to an end of its own, and is not called again."""


@contextmanager
def no_warnings() -> Iterator[None]:
    """Warnings are ignored.  (`warnings.catch_warnings` may leave them so if two threads use it at a time.)"""
    filters = cast(list, warnings.filters)
    filters.insert(0, IGNORE)
    try:
        yield
    finally:
        if IGNORE in filters:
            filters.remove(IGNORE)


def call(exercise: Exercise, attempt: Any, args: Arguments, seconds: float) -> tuple[Any, Arguments]:
    """What the attempt answers, and the copies of the arguments that it was given.

    A function that fails because it was written for tensors is called again, with tensors.
    """
    copies = copy.deepcopy(args)
    try:
        return _run(exercise, attempt, copies, seconds), copies
    except NotComparable:
        raise
    except Exception as error:
        failure = error
    torch = sys.modules.get("torch")
    if torch and ("Tensor" in str(failure) or "numpy.ndarray" in str(failure)):
        tensors = tuple(torch.tensor(arg) if isinstance(arg, np.ndarray) else arg for arg in args)
        try:
            return _run(exercise, attempt, tensors, seconds), tensors
        except NotComparable:
            raise
        except Exception as error:
            failure = failure if "'Tensor' object" in str(error) else error
    if isinstance(failure, NotImplementedError) or "ellipsis" in str(failure):
        raise NotTried("There is still a `...` in it.")
    if isinstance(failure, Endless):
        raise NotComparable("form", f"The answer is {failure}.")
    if isinstance(attempt, Function) and "NoneType" in str(failure):  # am.score of a function that returns nothing
        raise NotComparable("nothing", NO_RETURN)
    raise NotComparable(f"raised {type(failure).__name__}", _describe(exercise, failure))


def _run(exercise: Exercise, attempt: Any, args: Arguments, seconds: float) -> Any:
    """attempt(*args).  An am.Function, or a function that returns one, is evaluated at the first argument."""
    try:
        with time_limit(seconds):
            answer = attempt if isinstance(attempt, Function) else attempt(*args)
            if not isinstance(answer, Function):
                return listed(answer)
            return answer.value_and_grad(args[0]) if len(exercise.parts) > 1 else answer(args[0])
    except Exception:
        raise
    except BaseException as stopped:
        raise _ended(stopped, _own_line(stopped, "your function")) from None


def _ended(stopped: BaseException, where: str) -> NotComparable:
    """What is no error of the function, but ends it from outside or would end Python."""
    if isinstance(stopped, TimeIsUp):
        return Stopped(
            "endless", f"After {LIMIT:g} seconds {where} was still running. Is there a loop that never ends?"
        )
    if isinstance(stopped, KeyboardInterrupt):
        return Stopped("interrupted", f"It was interrupted while {where} was running.")
    return NotComparable(
        "left",
        f"{where[0].upper()}{where[1:]} would end Python, by `{type(stopped).__name__}`: `return` ends a function.",
    )


def _own_line(error: BaseException, otherwise: str) -> str:
    """The last line of the student's own code that led to an error."""
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        name = frame.f_code.co_filename
        line = "" if name.startswith(LIBRARIES) else linecache.getline(name, number).strip()
        if line:
            return f"your line {number}, `{line}`,"
    return otherwise


def _describe(exercise: Exercise, error: Exception) -> str:
    """What was raised, and the last line of the student's own code that led there."""
    message = _short((str(error).strip().splitlines() or [""])[0].replace("`", "'"))
    where = _own_line(error, f"called with {exercise.signature}, your function")
    advice = " It calls itself without end." if isinstance(error, RecursionError) else ""
    return f"{where[0].upper()}{where[1:]} raised `{type(error).__name__}: {message}`.{advice}"


def _short(text: str, length: int = 200) -> str:
    return text if len(text) <= length else text[:length] + " …"
