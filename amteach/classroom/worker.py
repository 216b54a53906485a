"""The process in which an answer runs: inputs come in as plain data, outputs go out, and nothing here knows the answer.

One line of JSON asks, one line replies.  The first one is the job, {"code", "expression", "preload", …}; each of the
others is a call, {"args": […], "parts": 1}.  What the answer prints goes nowhere.
"""

from __future__ import annotations

import copy
import inspect
import json
import os
import sys
import traceback
import warnings
from typing import Any, TextIO

import numpy as np

from . import guard
from .plain import decode, encode

FILE = "<handed in>"


def main() -> None:
    """Answer calls until there are no more."""
    asks = os.fdopen(os.dup(0), "r", encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    job = json.loads(asks.readline())
    for name in job["preload"]:
        _preload(name)
    guard.close(job["roots"], job["hidden"], job["seconds"])
    warnings.simplefilter("ignore")
    lines = job["code"].splitlines()
    try:
        space: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(job["code"], FILE, "exec"), space)
        attempt = eval(job["expression"], space)
        is_function = callable(attempt)
        first = {"callable": is_function, "names": _names(attempt), "value": None if is_function else encode(attempt)}
    except BaseException as error:
        _reply(replies, _raised(error, lines))
        return
    _reply(replies, first)
    for ask in asks:
        call = json.loads(ask)
        try:
            reply = _called(attempt, [decode(arg) for arg in call["args"]], call["parts"])
        except BaseException as error:
            reply = _raised(error, lines)
        _reply(replies, reply)


def _called(attempt: Any, args: list[Any], parts: int) -> dict[str, Any]:
    """What the attempt answers, and the arguments as it left them; with tensors if it was written for them."""
    passed = copy.deepcopy(args)
    try:
        with np.errstate(all="ignore"):
            value = encode(_evaluated(attempt, passed, parts))
    except Exception as error:
        torch = sys.modules.get("torch")
        if torch is None or not ("Tensor" in str(error) or "numpy.ndarray" in str(error)):
            raise
        passed = [torch.tensor(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
        value = encode(_evaluated(attempt, passed, parts))
    return {"value": value, "args": [encode(arg) for arg in passed]}


def _evaluated(attempt: Any, args: list[Any], parts: int) -> Any:
    """attempt(*args).  An am.Function, or a function that returns one, is evaluated at the first argument."""
    answer = attempt if hasattr(attempt, "value_and_grad") else attempt(*args)
    if not (callable(answer) and hasattr(answer, "value_and_grad")):
        return answer
    function: Any = answer
    return function.value_and_grad(args[0]) if parts > 1 else function(args[0])


def _raised(error: BaseException, lines: list[str]) -> dict[str, Any]:
    """What was raised, in words, and the line of the answer that led there."""
    numbers = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    line = lines[numbers[-1] - 1].strip() if numbers and 0 < numbers[-1] <= len(lines) else ""
    try:
        message = str(error)[:300]
    except BaseException:
        message = ""
    return {"raised": type(error).__name__[:80], "message": message, "line": line[:200]}


def _names(attempt: Any) -> list[str]:
    try:
        return list(inspect.signature(attempt).parameters)
    except (TypeError, ValueError):
        return []


def _preload(name: str) -> None:
    """Import what the guard would get in the way of; where it is not there, the answer will say so."""
    try:
        __import__(name)
    except ImportError:
        return


def _reply(replies: TextIO, what: dict[str, Any]) -> None:
    replies.write(json.dumps(what) + "\n")
    replies.flush()
