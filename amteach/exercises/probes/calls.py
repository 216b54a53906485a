"""What further calls show: answers differ, rows depend on each other, an argument is ignored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..compare import same
from ..exercise import Arguments, Exercise
from .explain import MANY, Trial, Tries, reference, wrong_trials

UNSTEADY = (
    "The same input gives different answers when your function is called again: it draws random numbers, or keeps "
    "something between its calls, in a global name or in a list that is a default argument."
)
TOGETHER = (
    "Each row alone is answered rightly, and several rows together are not. Rows have nothing to do with each other: "
    "does a sum, a mean or a maximum run over the whole batch? Leave axis 0 alone."
)


def unsteady(exercise: Exercise, attempt: Any, trials: Sequence[Trial], tries: Tries) -> str:
    """A hint if the same arguments are not answered in the same way."""
    if not callable(attempt):
        return ""
    for args, got, _ in trials[:MANY]:
        again = tries.call(exercise, attempt, args)
        if again is not None and not all(a.shape == g.shape and same(a, g) for a, g in zip(again, got, strict=True)):
            return UNSTEADY
    return ""


def dependent_rows(exercise: Exercise, attempt: Any, part: int, trials: Sequence[Trial], tries: Tries) -> str:
    """A hint if each row alone is right wherever several together are wrong."""
    if not callable(attempt) or not exercise.batched:
        return ""
    explained = 0
    for args, got, right in wrong_trials(exercise, part, trials):
        n = next(np.shape(a)[ax.index("n")] for a, ax in zip(args, exercise.argument_axes, strict=True) if "n" in ax)
        if n == 1 or got[part].shape not in (right[part].shape, right[part].shape[1:]) or len(right[part]) != n:
            return ""
        for row in range(n):
            alone = _row(exercise, args, row)
            expected = reference(exercise, alone)
            answer = tries.call(exercise, attempt, alone)
            if expected is None or answer is None or not same(answer[part], expected[part]):
                return ""
        explained += 1
    return TOGETHER if explained >= MANY else ""


def _row(exercise: Exercise, args: Arguments, row: int) -> Arguments:
    """The arguments of one row."""
    return tuple(
        np.take(arg, [row], axis=axes.index("n")) if "n" in axes else arg
        for arg, axes in zip(args, exercise.argument_axes, strict=True)
    )


def ignored_arguments(exercise: Exercise, attempt: Any, part: int, trials: Sequence[Trial], tries: Tries) -> str:
    """A hint if arguments may be changed without any change in the answer, where the right answer changes."""
    if not callable(attempt):
        return ""
    none = [_no_effect(exercise, attempt, part, trials, i, tries) for i in range(len(exercise.arguments))]
    names = [f"`{name}`" for name, no_effect in zip(exercise.arguments, none, strict=True) if no_effect]
    if not names:
        return ""
    return f"It does not depend on {' or on '.join(names)}. The right answer does."


def _no_effect(exercise: Exercise, attempt: Any, part: int, trials: Sequence[Trial], i: int, tries: Tries) -> bool:
    shown = 0
    for args, got, right in trials:
        for other in others(args[i]):
            changed = (*args[:i], other, *args[i + 1 :])
            expected = reference(exercise, changed) if exercise.valid(*changed) else None
            if expected is None or expected[part].shape != right[part].shape or same(expected[part], right[part]):
                continue
            answer = tries.call(exercise, attempt, changed)
            if answer is None or answer[part].shape != got[part].shape or not same(answer[part], got[part]):
                return False
            shown += 1
    return shown >= MANY


def others(value: Any) -> list[Any]:
    """Other values of the same kind."""
    if isinstance(value, np.ndarray):
        ramp = np.arange(value.size).reshape(value.shape)
        return [value + 1 + ramp, -value - ramp, value[::-1].copy(), np.clip(0.5 * value + 0.1 * ramp, 0, 1)]
    if isinstance(value, int):
        return [value + 1, value - 1]
    return [1.5 * value, value + 1, -value]
