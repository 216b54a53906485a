"""What holds for every exercise of the course: stub, solution, hints, mistakes, inputs."""

import inspect
import re
from typing import Any

import numpy as np
import pytest

from amteach.exercises import EXERCISES, check, hint, solution
from amteach.exercises.judge import examine

ALL = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


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
    assert "○ Not tried yet." in repr(verdict)
    assert max(map(len, exercise.stub.splitlines())) <= 120
    assert len(exercise.stub.splitlines()) <= 7


@ALL
def test_the_stub_has_the_names_of_the_solution(exercise):
    """The signature is the reference's, and the docstring the question; a number's question stands in comments."""
    stub = defined(exercise.stub)
    if exercise.arguments:
        assert stub.__name__ == exercise.reference.__name__
        assert inspect.signature(stub) == inspect.signature(exercise.reference)
        assert " ".join(stub.__doc__.split()) == exercise.question
    else:
        assert stub is ...
        *comments, line = exercise.stub.splitlines()
        assert " ".join(comment.removeprefix("# ") for comment in comments) == exercise.question
        assert line == f"{exercise.reference.__name__} = ..."


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


def parts_of(exercise, answer):
    return [np.asarray(part) for part in (answer if len(exercise.parts) > 1 else [answer])]


def listed(text: str) -> dict[str, Any]:
    """The rows of the listing in a verdict, read back as Python."""
    listing = re.search(r"```text\n(.*)\n```", text, re.DOTALL)
    assert listing, text
    rows = re.findall(r"^(\w+) += (.*?)(?=^\w+ +=|\Z)", listing[1], re.DOTALL | re.MULTILINE)
    return {name: eval(value, {"nan": np.nan, "inf": np.inf, "array": np.array}) for name, value in rows}


@ALL
def test_each_mistake_earns_its_own_hint(exercise):
    for text, wrong in exercise.mistakes.items():
        verdict = check(exercise.name, wrong if exercise.arguments else wrong())
        assert verdict.outcome == "wrong", text
        assert text in verdict.text


@ALL
def test_the_counterexample_that_is_shown_is_one_and_no_input_that_was_tried_is_simpler(exercise):
    """The reference gives there what is expected and the mistake what is yours, to the digits that are shown."""
    for text, wrong in exercise.mistakes.items() if exercise.arguments else ():
        rows = listed(check(exercise.name, wrong).text)
        args = [rows[name] if np.ndim(rows[name]) == 0 else np.array(rows[name], float) for name in exercise.arguments]
        assert exercise.valid(*args), text
        with np.errstate(all="ignore"):
            pairs = zip(parts_of(exercise, wrong(*args)), parts_of(exercise, exercise.reference(*args)), strict=True)
        shown = np.asarray(rows["yours"]), np.asarray(rows["expected"])
        assert any(
            all(
                part.shape == written.shape and np.allclose(part, written, rtol=1e-3, atol=1e-3, equal_nan=True)
                for part, written in zip(pair, shown, strict=True)
            )
            for pair in pairs
        ), text
        assert not np.array_equal(*shown), text
        failing = [case for case in exercise.cases() if examine(exercise, wrong, case).kind]
        assert sum(map(np.size, args)) <= min(sum(map(np.size, case)) for case in failing), text


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


@ALL
def test_equal_letters_have_equal_lengths_and_every_axis_has_several(exercise):
    """Over the trials: where an axis always had one length, half of the mistakes with it would go unseen."""
    lengths: dict[str, set[int]] = {}
    for args in exercise.cases():
        own: dict[str, int] = {}
        for arg, axes in zip(args, exercise.argument_axes, strict=True):
            if axes:
                assert len(axes) == np.ndim(arg)
                for letter, length in zip(axes, np.shape(arg), strict=True):
                    assert own.setdefault(letter, length) == length
        for letter, length in own.items():
            lengths.setdefault(letter, set()).add(length)
    for letter, several in lengths.items():
        assert several == {int(letter)} if letter.isdigit() else len(several) > 1, (letter, several)
