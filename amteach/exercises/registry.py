"""`am.check`, `am.hint` and `am.solution`: every exercise of the course, by name."""

from __future__ import annotations

import inspect
import textwrap
from collections import Counter
from difflib import get_close_matches

from . import (
    lecture_01,
    lecture_01_ascent,
    lecture_02,
    lecture_02_constraint,
    lecture_03,
    lecture_03_pictures,
    lecture_04,
    lecture_04_selective,
    lecture_05,
    lecture_05_coefficients,
    lecture_05_operators,
    lecture_06,
    lecture_06_units,
    lecture_07,
    lecture_07_layers,
    lecture_08,
    lecture_08_density,
    lecture_09,
    lecture_09_prior,
    lecture_10,
    lecture_10_shift,
    lecture_11,
    lecture_11_classes,
    lecture_11_colour,
    lecture_12,
    lecture_12_square,
)
from .exercise import Exercise
from .judge import judge
from .verdict import Code, Text, Verdict

LECTURES = (
    *(lecture_01, lecture_01_ascent),
    *(lecture_02, lecture_02_constraint),
    *(lecture_03, lecture_03_pictures),
    *(lecture_04, lecture_04_selective),
    *(lecture_05, lecture_05_coefficients, lecture_05_operators),
    *(lecture_06, lecture_06_units),
    *(lecture_07, lecture_07_layers),
    *(lecture_08, lecture_08_density),
    *(lecture_09, lecture_09_prior),
    *(lecture_10, lecture_10_shift),
    *(lecture_11, lecture_11_classes, lecture_11_colour),
    *(lecture_12, lecture_12_square),
)
EXERCISES: dict[str, Exercise] = {
    exercise.name: exercise
    for lecture in LECTURES
    for exercise in vars(lecture).values()
    if isinstance(exercise, Exercise)
}
_given: Counter[str] = Counter()  # how many hints have been asked for


def check(name: str, attempt) -> Verdict:
    """Whether an attempt solves the exercise; if not, what is wrong with it, on the simplest input that shows it.

    attempt : a function; for an exercise that asks for a number, the number.  Lists, scalars, other dtypes, tensors and
    `am.Function`s are welcome.

    >>> check("penalty-to-radius", lambda penalty: 1 / (2 * penalty))
    ✓ Right. Your answer holds on all 20 inputs.
    >>> bool(check("penalty-to-radius", ...))
    False
    """
    return judge(find(name), attempt)


def hint(name: str, number: int | None = None) -> Text:
    """The hint of that number, 1 to 3; without a number the hints so far and one more at each call.

    >>> hint("penalty-to-radius", 1)
    Hint 1 of 3. Where are the maxima? How far is one of them from the origin?
    """
    hints = find(name).hints
    if number is None:
        _given[name] = min(_given[name] + 1, len(hints))
        numbers = range(1, _given[name] + 1)
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
