"""`am.check`, `am.hint` and `am.solution`: every exercise of the course, by name."""

from __future__ import annotations

import inspect
import textwrap
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from . import sheets
from .exercise import Exercise
from .judge import judge
from .listing import note
from .verdict import Code, Text, Verdict


def modules() -> list[ModuleType]:
    """The files of `sheets/`, in the order of their names: by lecture, and then by topic."""
    names = sorted(module.name for module in iter_modules(sheets.__path__))
    return [import_module(f"{sheets.__name__}.{name}") for name in names]


def collect(modules: Iterable[ModuleType]) -> dict[str, Exercise]:
    """The exercises that these files declare, by name.  Two of one name are an error that says where both are."""
    found: dict[str, Exercise] = {}
    files: dict[str, str | None] = {}
    for module in modules:
        for exercise in vars(module).values():
            if not isinstance(exercise, Exercise):
                continue
            if exercise.name in found:
                raise ValueError(
                    f"two exercises are called {exercise.name!r}, one in {files[exercise.name]} and one in "
                    f"{module.__file__}: give one of them another `name`"
                )
            found[exercise.name] = exercise
            files[exercise.name] = module.__file__
    return found


EXERCISES = collect(modules())
_hints_shown: Counter[str] = Counter()  # how many hints of an exercise have been asked for


def check(name: str | Exercise, attempt: Any) -> Verdict:
    """Whether an attempt solves the exercise; if not, what is wrong with it, on the simplest input that shows it.

    name    : of an exercise of the course, or an Exercise of your own
    attempt : a function; for an exercise that asks for a number, the number.  Lists, scalars, other dtypes, tensors and
    `am.Function`s are welcome.

    >>> check("penalty-to-radius", lambda penalty: 1 / (2 * penalty))
    ✓ Right. Your answer holds on all 20 inputs.
    >>> bool(check("penalty-to-radius", ...))
    False
    """
    if isinstance(name, Exercise):
        return judge(name, attempt)
    verdict = judge(find(name), attempt)
    if verdict.outcome != "untried":
        note(name, solved=bool(verdict))  # for am.exercises(); it stays on this machine
    return verdict


def hint(name: str, number: int | None = None) -> Text:
    """The hint of that number, 1 to 3; without a number the hints so far and one more at each call.

    >>> hint("penalty-to-radius", 1)
    Hint 1 of 3. Where are the maxima? How far is one of them from the origin?
    """
    hints = find(name).hints
    if number is None:
        _hints_shown[name] = min(_hints_shown[name] + 1, len(hints))
        numbers = range(1, _hints_shown[name] + 1)
    elif number in range(1, len(hints) + 1):
        numbers = [number]
    else:
        raise ValueError(f'there is no hint {number!r} on {name!r}, but 1 to {len(hints)}: hint("{name}", 1)')
    lines = [f"Hint {i} of {len(hints)}. {hints[i - 1]}" for i in numbers]
    if numbers[-1] == len(hints):
        lines.append(f'That was the last one; `am.solution("{name}")` shows a solution.')
    return Text("\n\n".join(lines))


def solution(name: str) -> Code:
    """The source of the reference: as obvious as can be, not as fast.

    >>> print(solution("penalty-to-radius"))
    def penalty_to_radius(penalty):
        \"""The maxima (1/(2λ), 0) and (0, 1/(2λ)) lie on this circle.\"""
        return 1 / (2 * penalty)
    """
    return Code(textwrap.dedent(inspect.getsource(find(name).reference)).strip())


def find(name: str) -> Exercise:
    """The exercise of that name, or an error that says which it might have been."""
    if name in EXERCISES:
        return EXERCISES[name]
    close = get_close_matches(str(name), EXERCISES, n=3, cutoff=0.5)
    advice = f"did you mean {' or '.join(map(repr, close))}?" if close else f"there are {', '.join(EXERCISES)}"
    raise ValueError(f"no exercise is called {name!r}: {advice}")
