"""Asking a student's function, whatever it is and whatever it does."""

from __future__ import annotations

import copy
import os
import sys
import sysconfig
import traceback
import warnings
from pathlib import Path

import numpy as np

from ..functions.function import Function
from .compare import as_numbers
from .exercise import Exercise

PATHS = sysconfig.get_paths()
LIBRARIES = (str(Path(__file__).parents[1]) + os.sep, PATHS["stdlib"], PATHS["purelib"], PATHS["platlib"])
NOTHING = "Nothing comes back: every way through the function must end with `return`."


class NotTried(Exception):
    """There is no answer yet."""


class NotRight(Exception):
    """There is no answer that could be compared: what happened in one word, and in a sentence."""

    def __init__(self, kind: str, sentence: str):
        super().__init__(sentence)
        self.kind, self.sentence = kind, sentence


def ask(exercise: Exercise, attempt, args: tuple) -> tuple[np.ndarray, ...]:
    """The parts of attempt(*args) as arrays; the arguments are copies, and must be left as they were."""
    answer = attempt
    if attempt is None or attempt is ...:
        raise NotTried("There is still a `...` in it.")
    if callable(attempt):
        answer, given = _call(exercise, attempt, args)
        for name, before, after in zip(exercise.arguments, args, given, strict=True):
            if not np.array_equal(np.asarray(before), as_numbers(after), equal_nan=True):
                raise NotRight(
                    "mutated",
                    f"Your function changes its input `{name}`: what is passed to a function is no copy, and its owner "
                    f"finds it changed. Begin with `{name} = {name}.copy()`, or write `a = a + b` for `a += b`.",
                )
    elif exercise.arguments:
        raise NotRight(
            "form",
            f"Asked is a function of {_list(exercise.arguments)}, and this is a `{type(attempt).__name__}`: "
            "pass the function itself, without calling it.",
        )
    return _parts(exercise, answer)


def _parts(exercise: Exercise, answer) -> tuple[np.ndarray, ...]:
    names = exercise.parts
    if answer is ... or answer is NotImplemented:
        raise NotTried("There is still a `...` in it.")
    if answer is None:
        raise NotRight("nothing", NOTHING)
    if len(names) == 1:
        answer = [answer]
    elif not hasattr(answer, "__len__") or len(answer) != len(names):
        raise NotRight("form", f"Asked are {len(names)} things: `return {', '.join(exercise.names)}`.")
    numbers = []
    for name, part in zip(names, answer, strict=True):
        if part is None or part is ...:
            raise NotTried(f"The {name} is still missing.")
        try:
            numbers.append(as_numbers(part))
        except (TypeError, ValueError) as error:
            raise NotRight("form", f"The {name} is {error}.") from None
    return tuple(numbers)


def _call(exercise: Exercise, attempt, args: tuple):
    given = copy.deepcopy(args)
    try:
        return _evaluate(exercise, attempt, given), given
    except Exception as error:
        torch, first = sys.modules.get("torch"), error  # a function written for tensors is given tensors
    if torch and ("Tensor" in str(first) or "numpy.ndarray" in str(first)):
        given = tuple(torch.tensor(arg) if isinstance(arg, np.ndarray) else arg for arg in args)
        try:
            return _evaluate(exercise, attempt, given), given
        except Exception as error:
            first = first if "'Tensor' object" in str(error) else error
    if isinstance(first, NotImplementedError) or "ellipsis" in str(first):
        raise NotTried("There is still a `...` in it.")
    if isinstance(attempt, Function) and "NoneType" in str(first):  # am.score of a function that returns nothing
        raise NotRight("nothing", NOTHING)
    raise NotRight(f"raised {type(first).__name__}", _told(exercise, first))


def _evaluate(exercise: Exercise, attempt, args: tuple):
    """attempt(*args).  An am.Function, or a function that returns one, is evaluated at the first argument."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = attempt if isinstance(attempt, Function) else attempt(*args)
        if not isinstance(answer, Function):
            return answer
        return answer.value_and_grad(args[0]) if len(exercise.parts) > 1 else answer(args[0])


def _told(exercise: Exercise, error: Exception) -> str:
    """What was raised, and the last line of the student's own code that led there."""
    said = (str(error).strip().splitlines() or [""])[0].replace("`", "'")
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.line and not f.filename.startswith(LIBRARIES)]
    if frames:
        where = f"Your line {frames[-1].lineno}, `{frames[-1].line}`, raised"
    else:
        where = f"Called with {_list(exercise.arguments)}, your function raised"
    return f"{where} `{type(error).__name__}: {said}`."


def _list(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(names) + ")"
