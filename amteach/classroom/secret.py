"""Inputs that nobody has seen: an exercise's own kind, from a secret seed, and half of them with longer axes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..exercises import Exercise
from ..exercises.exercise import Arguments

LONGER = 4  # at most, of an axis
TRIES = 20


class Longer(np.random.Generator):
    """A generator whose integers from 1 on, the lengths of axes, reach farther; indices, from 0 on, do not."""

    def integers(self, low: Any, high: Any = None, *args: Any, **options: Any) -> Any:
        """Integers from low to high − 1, or to high − 1 + LONGER where low is 1 or more."""
        if high is not None and np.ndim(low) == 0 and low >= 1:
            high = high + LONGER
        return super().integers(low, high, *args, **options)


def secretly(exercise: Exercise, seed: int) -> Exercise:
    """The same exercise on inputs from this seed: every other one has longer axes, where the exercise can have them."""

    def inputs(rng: np.random.Generator) -> Arguments:
        number = int(rng.integers(2**62))
        if number % 2:
            longer = _longer(exercise, seed, number)
            if longer is not None:
                return longer
        return exercise.inputs(np.random.default_rng([seed, number]))

    return replace(exercise, inputs=inputs)


def _longer(exercise: Exercise, seed: int, number: int) -> Arguments | None:
    """Arguments with longer axes that make sense, or None where twenty tries find none."""
    for i in range(TRIES):
        try:
            with np.errstate(all="ignore"):
                args = exercise.inputs(Longer(np.random.PCG64([seed, number, i])))
                if exercise.valid(*args):
                    exercise.reference(*args)
                    return args
        except (ValueError, IndexError, ZeroDivisionError, OverflowError):
            continue
    return None
