"""Calling a student's function, whatever it is and whatever it does."""

from __future__ import annotations

import copy
import os
import sys
import sysconfig
import traceback
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from ..functions.function import Function
from .compare import as_array
from .exercise import Arguments, Exercise, Parts

PATHS = sysconfig.get_paths()
LIBRARIES = (str(Path(__file__).parents[1]) + os.sep, PATHS["stdlib"], PATHS["purelib"], PATHS["platlib"])
NO_RETURN = "Nothing comes back: every way through the function must end with `return`."


class NotTried(Exception):
    """There is no answer yet."""


class NotComparable(Exception):
    """The answer cannot be compared with the right one: what happened in one word, and in a sentence."""

    def __init__(self, kind: str, sentence: str):
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


def evaluate(exercise: Exercise, attempt: Any, args: Arguments) -> Parts:
    """The parts of attempt(*args) as arrays; the arguments are copies, and must be left as they were.

    Raises NotTried where there is no answer yet, and NotComparable where it is not made of the numbers asked for.
    """
    answer = attempt
    if attempt is None or attempt is ...:
        raise NotTried("There is still a `...` in it.")
    if callable(attempt):
        answer, passed = _call(exercise, attempt, args)
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
            f"The exercise asks for a function of {_listed(exercise.arguments)}, and this is a "
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
    elif not hasattr(answer, "__len__") or len(answer) != len(names):
        line = f"return {', '.join(exercise.variables)}"
        raise NotComparable("form", f"The exercise asks for {len(names)} things: `{line}`.")
    arrays = []
    for name, part in zip(names, answer, strict=True):
        if part is None or part is ...:
            raise NotTried(f"The {name} is still missing.")
        try:
            arrays.append(as_array(part))
        except (TypeError, ValueError) as error:
            raise NotComparable("form", f"The {name} is {error}.") from None
    return tuple(arrays)


def _call(exercise: Exercise, attempt: Any, args: Arguments) -> tuple[Any, Arguments]:
    """What the attempt answers, and the copies of the arguments that it was given.

    A function that fails because it was written for tensors is called again, with tensors.
    """
    copies = copy.deepcopy(args)
    try:
        return _run(exercise, attempt, copies), copies
    except Exception as error:
        failure = error
    torch = sys.modules.get("torch")
    if torch and ("Tensor" in str(failure) or "numpy.ndarray" in str(failure)):
        tensors = tuple(torch.tensor(arg) if isinstance(arg, np.ndarray) else arg for arg in args)
        try:
            return _run(exercise, attempt, tensors), tensors
        except Exception as error:
            failure = failure if "'Tensor' object" in str(error) else error
    if isinstance(failure, NotImplementedError) or "ellipsis" in str(failure):
        raise NotTried("There is still a `...` in it.")
    if isinstance(attempt, Function) and "NoneType" in str(failure):  # am.score of a function that returns nothing
        raise NotComparable("nothing", NO_RETURN)
    raise NotComparable(f"raised {type(failure).__name__}", _describe(exercise, failure))


def _run(exercise: Exercise, attempt: Any, args: Arguments) -> Any:
    """attempt(*args).  An am.Function, or a function that returns one, is evaluated at the first argument."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = attempt if isinstance(attempt, Function) else attempt(*args)
        if not isinstance(answer, Function):
            return answer
        return answer.value_and_grad(args[0]) if len(exercise.parts) > 1 else answer(args[0])


def _describe(exercise: Exercise, error: Exception) -> str:
    """What was raised, and the last line of the student's own code that led there."""
    message = (str(error).strip().splitlines() or [""])[0].replace("`", "'")
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.line and not f.filename.startswith(LIBRARIES)]
    if frames:
        where = f"Your line {frames[-1].lineno}, `{frames[-1].line}`, raised"
    else:
        where = f"Called with {_listed(exercise.arguments)}, your function raised"
    return f"{where} `{type(error).__name__}: {message}`."


def _listed(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(names) + ")"
