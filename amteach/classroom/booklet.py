"""The solutions of all exercises, for the lecturer: question, solution, hints, and the mistakes that are known."""

from __future__ import annotations

from collections.abc import Sequence

from ..exercises import EXERCISES, Exercise, solution
from ..exercises.listing import STARS, lecture_of


def booklet(numbers: Sequence[int] | None = None) -> str:
    """The booklet in Markdown, of all lectures or those of these numbers.

    >>> print(booklet([2]).splitlines()[4])
    ### penalty-to-radius ★
    """
    parts = ["# Solutions"]
    by_lecture: dict[int, list[Exercise]] = {}
    for exercise in EXERCISES.values():
        by_lecture.setdefault(lecture_of(exercise), []).append(exercise)
    for lecture in sorted(by_lecture):
        if numbers is None or lecture in numbers:
            parts += [f"## Lecture {lecture:02}", *map(_entry, by_lecture[lecture])]
    return "\n\n".join(parts) + "\n"


def _entry(exercise: Exercise) -> str:
    hints = "\n".join(f"{i}. {hint}" for i, hint in enumerate(exercise.hints, 1))
    mistakes = "\n".join(f"- {hint}" for hint in exercise.mistakes) or "- none is listed"
    return (
        f"### {exercise.name} {STARS[exercise.difficulty]}\n\n{exercise.question}\n\n"
        f"```python\n{solution(exercise.name)}\n```\n\nHints\n\n{hints}\n\nKnown mistakes\n\n{mistakes}"
    )
