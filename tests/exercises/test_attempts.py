"""Attempts of every kind: unfinished ones, half an answer, errors, am.Functions, tensors, prints."""

import numpy as np
import pytest

import amteach as am
from amteach.exercises import check


def nothing(*args):
    return None


scored_stub = am.score(nothing)  # type: ignore[arg-type]
scored_ellipses = am.score(lambda x: (..., ...))  # type: ignore[arg-type]


def unfinished(x0, w, penalty, rate, steps):
    x = x0
    for _ in range(steps):
        x = x + rate * ...
    return x


def not_implemented(*args):
    raise NotImplementedError


ELLIPSIS = "There is still a `...` in it."
NO_RETURN = "Put your answer where the `...` is, and end with `return`."


@pytest.mark.parametrize(
    ("name", "attempt", "text"),
    [
        ("basin", ..., ELLIPSIS),
        ("basin", None, ELLIPSIS),
        ("basin", nothing, NO_RETURN),
        ("basin", not_implemented, ELLIPSIS),
        ("basin", lambda *a: ..., ELLIPSIS),
        ("basin", lambda *a: NotImplemented, ELLIPSIS),
        ("max-gradient", lambda x: (x.max(axis=1), ...), "The gradient is still missing."),
        ("max-gradient", lambda x: (None, x), "The value is still missing."),
        ("max-gradient", scored_stub, NO_RETURN),
        ("max-gradient", scored_ellipses, ELLIPSIS),
        ("ascent-steps", unfinished, ELLIPSIS),
        ("tangent-penalty", ..., ELLIPSIS),
    ],
)
def test_what_is_not_finished_is_not_tried_yet(name, attempt, text):
    verdict = check(name, attempt)
    assert (verdict.outcome, verdict.text) == ("untried", text)


def half_a_return(x0, penalty):
    if x0[0] > x0[1]:
        return [1 / (2 * penalty), 0]


def divides_by_zero(x0, penalty):
    steps = 0
    return x0 / penalty * (1 / steps)


@pytest.mark.parametrize(
    ("name", "attempt", "said"),
    [
        ("basin", half_a_return, "every way through the function must end with `return`"),
        ("basin", divides_by_zero, "`return x0 / penalty * (1 / steps)`, raised `ZeroDivisionError"),
        ("basin", lambda x0: x0, "Called with (x0, penalty), your function raised `TypeError"),
        ("basin", 3.0, "asks for a function of (x0, penalty), and this is a `float`"),
        ("basin", lambda x0, penalty: "left", "The answer is `str`"),
        ("basin", lambda x0, penalty: [[1], [1, 2]], "entries have different shapes: (1,), (2,)"),
        ("basin", lambda x0, penalty: np.zeros((1, 2)), "the shape (1, 2), and must have (2,)"),
        ("max-gradient", lambda x: x.max(axis=1), "`return value, gradient`"),
        ("step-size", lambda penalty: 1.0, "`return one_step_rate, limit`"),
        ("max-gradient", am.log_softmax(5), "Called with (x), your function raised `IndexError"),
        ("tangent-penalty", "six", "The answer is `str`"),
    ],
)
def test_whatever_goes_wrong_is_said_and_nothing_is_raised(name, attempt, said):
    verdict = check(name, attempt)
    assert verdict.outcome == "wrong"
    assert said in verdict.text


def test_functions_of_the_package_are_answers():
    assert check("linear-gradient", lambda x, w, b, penalty: am.linear(w, b) - penalty * am.l2)
    assert check("project-to-ball", lambda x, radius: am.ball(radius))
    assert check("max-gradient", am.maximum())
    assert check("max-gradient", am.maximum(ties="even"))
    assert not check("project-to-ball", am.ball(1.0))


def test_a_function_written_for_tensors_is_given_tensors(torch):
    def by_autograd(x):
        x = x.clone().requires_grad_(True)
        value = x.max(dim=1).values
        value.sum().backward()
        return value, x.grad

    def with_a_bug(x):
        return x.clone().max(dim=1).valu

    def in_place(x):
        return x.relu_(), x.clone()

    assert check("max-gradient", by_autograd)
    assert check("confidence", lambda z, k: torch.softmax(z, dim=1)[:, k])
    assert "has no attribute 'valu'" in check("max-gradient", with_a_bug).text
    assert "changes its input `x`" in check("max-gradient", in_place).text


def test_prints_are_kept_for_the_input_that_is_shown(capsys):
    def talks(x0, penalty):
        print("x0 is", x0)
        return x0

    text = check("basin", talks).text
    assert text.count("x0 is") == 1
    assert "printed  = x0 is [" in text
    assert capsys.readouterr().out == ""
