"""What holds for every exercise of the course: stub, solution, hints, mistakes, inputs."""

import inspect
import re
from functools import cache
from typing import Any

import numpy as np
import pytest

from amteach.exercises import EXERCISES, check, hint, solution

ALL = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
MISTAKES = [(exercise, text) for exercise in EXERCISES.values() for text in exercise.mistakes]
EACH_MISTAKE = pytest.mark.parametrize(("exercise", "text"), MISTAKES, ids=[f"{e.name}: {t[:40]}" for e, t in MISTAKES])


def defined(source: str) -> Any:
    """What a cell with this source defines last."""
    names: dict[str, Any] = {"np": np}
    exec(source, names)
    return list(names.values())[-1]


@ALL
def test_the_stub_is_not_tried_yet(exercise):
    verdict = check(exercise.name, defined(exercise.stub))
    assert verdict.outcome == "untried"
    assert not verdict
    assert "○ Not tried yet." in verdict._repr_markdown_()
    assert max(map(len, exercise.stub.splitlines())) <= 120
    assert len(exercise.stub.splitlines()) <= 7


@ALL
def test_the_solution_that_is_shown_is_right(exercise):
    answer = defined(str(solution(exercise.name)))
    verdict = check(exercise.name, answer if exercise.arguments else answer())
    assert verdict, verdict
    assert "✓ Right." in repr(verdict)


@ALL
def test_what_a_student_reads_is_complete_and_renders(exercise):
    assert exercise.question[-1] in ".?"
    assert len(set(exercise.hints)) == 3
    for text in [exercise.question, *exercise.hints, *exercise.mistakes]:
        prose = re.sub(r"`[^`]*`", "", text)
        assert "**" not in prose, "powers belong in backticks, elsewhere markdown makes them bold"
        assert "`" not in prose
        assert not re.search(r"<\w", prose), "markdown takes it for a tag"
    assert all(f"Hint {i} of 3" in hint(exercise.name, i) for i in (1, 2, 3))


@cache
def verdict_on(name, text):
    """What is said to the mistake that earns this hint."""
    wrong = EXERCISES[name].mistakes[text]
    return check(name, wrong if EXERCISES[name].arguments else wrong())


@EACH_MISTAKE
def test_each_mistake_earns_its_own_hint(exercise, text):
    verdict = verdict_on(exercise.name, text)
    assert verdict.outcome == "wrong"
    assert text in verdict.text
    if exercise.arguments:
        assert re.search("^yours .*^expected ", verdict.text, re.DOTALL | re.MULTILINE)


@EACH_MISTAKE
def test_the_counterexample_that_is_shown_is_one(exercise, text):
    """Read the listing back as Python: the reference there gives what is expected, to the digits that are shown."""
    if not exercise.arguments:
        pytest.skip("an exercise that asks for a number has no inputs")
    listing = re.search(r"```text\n(.*)\n```", verdict_on(exercise.name, text).text, re.DOTALL)
    assert listing
    rows = dict(re.findall(r"^(\w+) += (.*?)(?=^\w+ +=|\Z)", listing[1], re.DOTALL | re.MULTILINE))
    shown = {name: eval(value, {"nan": np.nan, "inf": np.inf, "array": np.array}) for name, value in rows.items()}
    args = [shown[name] if np.ndim(shown[name]) == 0 else np.array(shown[name], float) for name in exercise.arguments]
    right = exercise.reference(*args)
    parts = right if len(exercise.parts) > 1 else [right]
    assert any(np.shape(p) == np.shape(shown["expected"]) and np.allclose(p, shown["expected"], atol=1e-3) for p in parts)
    assert rows["yours"].strip() != rows["expected"].strip()


@ALL
def test_an_attempt_that_changes_what_it_is_given_is_told(exercise):
    arrays = [i for i, arg in enumerate(exercise.cases()[0]) if isinstance(arg, np.ndarray)]
    for i in arrays:

        def attempt(*args, i=i):
            answer = exercise.reference(*[np.copy(a) if isinstance(a, np.ndarray) else a for a in args])
            args[i][...] += 1
            return answer

        text = check(exercise.name, attempt).text
        assert f"Your function changes its input `{exercise.arguments[i]}`" in text


@ALL
def test_the_inputs_are_always_the_same_valid_and_left_alone(exercise):
    cases, again = exercise.cases(), exercise.cases()
    np.testing.assert_equal(cases, again)
    assert all(exercise.valid(*args) for args in cases)
    assert repr(check(exercise.name, lambda *args: 0.0)) == repr(check(exercise.name, lambda *args: 0.0))
    exercise.reference(*cases[-1])
    np.testing.assert_equal(cases, again)
    assert set(exercise.axes) <= set(inspect.signature(exercise.reference).parameters)
