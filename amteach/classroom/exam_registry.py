"""`am.check`, `am.hint` and `am.solution` in the edition for exams: questions, and no answers at all.

In the wheel of that edition this file stands in the place of `exercises/registry.py`, with the questions in `exam.json`
beside it.  There are no sheets there.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from amteach.exercises.exercise import Exercise
from amteach.exercises.verdict import Text

QUESTIONS = Path(__file__).with_name("exam.json")
ADVICE = "`amteach handin` puts your answers into one file, and your lecturer judges them."


def described(exercise: Exercise) -> dict[str, Any]:
    """What an exam may say of an exercise."""
    return {
        "name": exercise.name,
        "question": exercise.question,
        "function": exercise.reference.__name__,
        "sheet": exercise.reference.__module__,
        "arguments": list(exercise.arguments),
        "parts": list(exercise.parts),
        "difficulty": exercise.difficulty,
    }


def question(about: dict[str, Any]) -> Exercise:
    """The exercise again, without reference, inputs and hints."""
    reference: Callable[..., Any] = lambda *args: _nothing()
    parameter = inspect.Parameter
    names = [parameter(name, parameter.POSITIONAL_OR_KEYWORD) for name in about["arguments"]]
    facts = {"__name__": about["function"], "__module__": about["sheet"], "__signature__": inspect.Signature(names)}
    for fact, value in facts.items():
        setattr(reference, fact, value)
    kept = {"parts": tuple(about["parts"]), "difficulty": about["difficulty"]}
    return Exercise(about["name"], about["question"], reference, lambda rng: _nothing(), ("", "", ""), **kept)


def _nothing() -> Any:
    raise NotImplementedError("this edition holds no solutions")


EXERCISES = {}
if QUESTIONS.is_file():
    EXERCISES = {about["name"]: question(about) for about in json.loads(QUESTIONS.read_text("utf-8"))}


def check(name: str | Exercise, attempt: Any) -> Text:
    """That there is an answer; not whether it is right."""
    find(name.name if isinstance(name, Exercise) else name)
    if attempt is None or attempt is ...:
        return Text("○ Not tried yet.")
    return Text(f"Noted, and not judged here. {ADVICE}")


def hint(name: str, number: int | None = None) -> Text:
    """That there is none."""
    find(name)
    return Text("This edition has no hints.")


def solution(name: str) -> Text:
    """That there is none."""
    find(name)
    return Text("This edition has no solutions.")


def find(name: str) -> Exercise:
    """The exercise of that name, or an error that says which it might have been."""
    if name in EXERCISES:
        return EXERCISES[name]
    close = get_close_matches(str(name), EXERCISES, n=3, cutoff=0.5)
    raise ValueError(
        f"no exercise is called {name!r}" + (f": did you mean {' or '.join(map(repr, close))}?" if close else "")
    )
