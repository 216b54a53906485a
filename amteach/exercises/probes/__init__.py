"""Mistakes that are made in every exercise: guesses at what was done, told if they explain all inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..exercise import Exercise
from .answer import answer_mistake, exchanged_parts, lost_order, lost_size, repeated_part
from .arguments import argument_mistake
from .axes import KEEPDIMS, axis_mistake
from .calls import dependent_rows, ignored_arguments, unsteady
from .explain import Trial, Tries, accepted, floats, right_parts, wrong_trials
from .factor import by_rows, constant_factor, own_length, varying_factor
from .nonfinite import cause
from .offset import offset, size, term_mistake
from .places import wrong_entries, wrong_inputs, wrong_rows
from .terms import wrong_term

__all__ = [
    "KEEPDIMS",
    "Trial",
    "Tries",
    "accepted",
    "cause",
    "exchanged_parts",
    "floats",
    "probe",
    "repeated_part",
    "right_parts",
]


def probe(exercise: Exercise, attempt: Any, part: int, trials: Sequence[Trial], tries: Tries) -> str:
    """The hint for the mistake that explains this part of the answer in all trials, or ""."""
    mostly_right = 2 * len(wrong_trials(exercise, part, trials)) < len(trials)
    rows = by_rows(exercise, part, trials)
    return (
        unsteady(exercise, attempt, trials, tries)
        or answer_mistake(exercise, part, trials)
        or constant_factor(exercise, part, trials)
        or axis_mistake(exercise, part, trials)
        or ignored_arguments(exercise, attempt, part, trials, tries)
        or argument_mistake(exercise, part, trials)
        or varying_factor(exercise, part, trials)
        or varying_factor(exercise, part, rows)
        or offset(exercise, part, trials)
        or (mostly_right and wrong_inputs(exercise, part, trials))
        or lost_order(exercise, part, trials)
        or lost_size(exercise, part, trials)
        or wrong_rows(exercise, part, trials)
        or dependent_rows(exercise, attempt, part, trials, tries)
        or wrong_entries(exercise, part, trials)
        or own_length(exercise, part, trials)
        or own_length(exercise, part, rows)
        or term_mistake(exercise, part, trials)
        or wrong_term(exercise, attempt, part, trials, tries)
        or wrong_inputs(exercise, part, trials)
        or size(exercise, part, trials)
    )
