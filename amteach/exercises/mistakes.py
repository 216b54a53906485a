"""Which mistake was made: one that the exercise lists, or else one that is made everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .compare import rounded, same
from .exercise import Exercise
from .probes import Trial, Tries, exchanged_parts, probe, repeated_part, right_parts


def recognise(exercise: Exercise, attempt: Any, part: int, trials: Sequence[Trial], tries: Tries) -> str:
    """The hint for the mistake that explains this part of the answer in all trials, or ""."""
    if not exercise.arguments and rounded(trials[0][1][part], trials[0][2][part]) > 1:
        return "It is rounded: give more digits, or write a fraction and let Python divide."
    return (
        own_mistake(exercise, range(len(exercise.parts)), trials)
        or exchanged_parts(exercise, part, trials)
        or own_mistake(exercise, [part], trials)
        or repeated_part(exercise, part, trials)
        or probe(exercise, attempt, part, trials, tries)
    )


def own_mistake(exercise: Exercise, parts: Sequence[int], trials: Sequence[Trial]) -> str:
    """A mistake that the exercise lists, and that explains these parts of the answer."""
    for hint, wrong in exercise.mistakes.items():
        made = ((got, right_parts(exercise, wrong(*args))) for args, got, _ in trials)
        if all(same(got[i], mistaken[i]) for got, mistaken in made for i in parts):
            return hint
    return ""
