"""When a guess explains an answer: on every input, and on many inputs on which the answer is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np

from ..attempt import evaluate
from ..calling import NotComparable, NotTried
from ..compare import align, as_array, same
from ..exercise import Arguments, Exercise, Parts

Trial = tuple[Arguments, Parts, Parts]  # the arguments, the answer to them, and the right answer
MANY = 5  # inputs on which the answer is wrong and the guess explains it


@dataclass
class Tries:
    """How long an attempt may still be tried on further inputs."""

    until: float

    def call(self, exercise: Exercise, attempt: Any, args: Arguments) -> Parts | None:
        """The parts of the answer, or None where there is none, or no time for one."""
        left = self.until - monotonic()
        if left <= 0:
            return None
        try:
            return floats(evaluate(exercise, attempt, args, left))
        except (NotComparable, NotTried):
            return None


def right_parts(exercise: Exercise, answer: Any) -> Parts:
    """An answer in the form of the reference's, split into the exercise's parts."""
    return tuple(map(as_array, answer)) if len(exercise.parts) > 1 else (as_array(answer),)


def floats(parts: Parts) -> Parts:
    """Parts that can be subtracted: truth values cannot, and integers may wrap."""
    return tuple(part if part.dtype.kind == "f" else part.astype(float) for part in parts)


def reference(exercise: Exercise, args: Arguments) -> Parts | None:
    """The reference's answer to arguments that it may not be made for."""
    try:
        return floats(right_parts(exercise, exercise.reference(*args)))
    except Exception:
        return None


def accepted(exercise: Exercise, got: Parts, right: Parts, args: Arguments) -> bool:
    """Whether the exercise takes this answer as well, once its parts have the shapes that are needed."""
    aligned = tuple(align(g, r.shape) for g, r in zip(got, right, strict=True))
    return all(a is not None for a in aligned) and bool(exercise.accept(aligned, args))  # type: ignore[arg-type]


def is_right(exercise: Exercise, part: int, trial: Trial) -> bool:
    """Whether this part of the answer is right in this trial."""
    args, got, right = trial
    return same(got[part], right[part]) or accepted(exercise, got, right, args)


def wrong_trials(exercise: Exercise, part: int, trials: Sequence[Trial]) -> list[Trial]:
    """The trials in which this part of the answer is not right."""
    return [trial for trial in trials if not is_right(exercise, part, trial)]


def enough(exercise: Exercise, part: int, trials: Sequence[Trial]) -> bool:
    """Whether there are as many wrong answers as a guess must explain.  A question for one number has one input."""
    return len(trials) == 1 or len(wrong_trials(exercise, part, trials)) >= MANY


def explains(part: int, trials: Sequence[Trial], guess: Callable[[Arguments, Parts], Any]) -> bool:
    """Whether the guess, made from the arguments and the right answer, is the answer in all trials.

    A guess is None where it cannot be made, and then counts for nothing.
    """
    told = 0
    for args, got, right in trials:
        try:
            made = guess(args, right)
        except Exception:
            return False
        if made is None:
            continue
        told += not same(got[part], right[part])
        if np.shape(made) != right[part].shape or not same(got[part], np.asarray(made)):
            return False
    return told >= min(MANY, len(trials))
