"""In which term the error is: on which arguments it depends, and on which not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..compare import same
from ..exercise import Exercise
from .calls import others
from .explain import MANY, Trial, Tries, reference


def wrong_term(exercise: Exercise, attempt: Any, part: int, trials: Sequence[Trial], tries: Tries) -> str:
    """A hint if the error stays as it is whatever some of the arguments are, or ""."""
    if not callable(attempt) or len(exercise.arguments) < 2:
        return ""
    if any(got[part].shape != right[part].shape for _, got, right in trials):
        return ""
    effects = {
        f"`{name}`": _effect(exercise, attempt, part, trials, i, tries) for i, name in enumerate(exercise.arguments)
    }
    right = [name for name, effect in effects.items() if effect is False]
    wrong = [name for name, effect in effects.items() if effect is True]
    if not right or not wrong:
        return ""
    them = "them" if len(right) > 1 else "it"
    return (
        f"What stands with {_listed(right)} is right: the difference to the right answer does not depend on {them}. "
        f"Look where {_listed(wrong)} {'stands' if len(wrong) == 1 else 'stand'}."
    )


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _effect(exercise: Exercise, attempt: Any, part: int, trials: Sequence[Trial], i: int, tries: Tries) -> bool | None:
    """Whether the error changes with this argument, where the right answer does; None where that cannot be said."""
    shown = 0
    for args, got, right in trials:
        if same(got[part], right[part]):
            continue
        for other in others(args[i]):
            changed = (*args[:i], other, *args[i + 1 :])
            expected = reference(exercise, changed) if exercise.valid(*changed) else None
            if expected is None or expected[part].shape != right[part].shape or same(expected[part], right[part]):
                continue
            answer = tries.call(exercise, attempt, changed)
            if answer is None or answer[part].shape != got[part].shape:
                return None
            if not np.allclose(answer[part] - expected[part], got[part] - right[part], rtol=1e-4, atol=1e-5):
                return True
            shown += 1
    return False if shown >= MANY else None
