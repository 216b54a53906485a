"""The probes: what each finds, in an exercise of its own, and when it keeps silent."""

from dataclasses import replace

import numpy as np
import pytest

from amteach.exercises import EXERCISES, Exercise, check
from amteach.exercises.inputs import integer, numbers, positive
from amteach.exercises.judge import judge


def line(x, w, b, rate):
    """rate (w·x) + b, and its gradient."""
    return rate * (x @ w) + b, rate * w + 0 * x


def _inputs(rng):
    n = integer(rng)
    d = integer(rng)
    return numbers(rng, n, d), numbers(rng, d), float(numbers(rng)), positive(rng)


LINE = Exercise(
    name="line",
    question="Return rate (w·x) + b, and its gradient.",
    reference=line,
    inputs=_inputs,
    hints=("One.", "Two.", "Three."),
    parts=("value", "gradient"),
    axes={"x": "n d", "w": "d"},
    valid=lambda x, w, b, rate: rate > 0,
)
state = []


def kept(x, w, b, rate):
    state.append(1)
    return line(x, w, b, rate)[0] + len(state), line(x, w, b, rate)[1]


def value(change):
    """The right gradient beside another value."""
    return lambda x, w, b, rate: (change(x, w, b, rate), line(x, w, b, rate)[1])


def gradient(change):
    """The right value beside another gradient."""
    return lambda x, w, b, rate: (line(x, w, b, rate)[0], change(x, w, b, rate))


FOUND = {
    "a constant factor": (value(lambda *a: 1.5 * line(*a)[0]), "It is 3/2 times what it must be"),
    "an odd factor": (value(lambda *a: 0.123 * line(*a)[0]), "It is 0.123 times"),
    "a sign": (
        gradient(lambda *a: -line(*a)[1]),
        "Its sign is reversed: exactly the opposite is right. Which way is up?",
    ),
    "an argument that is left out": (
        value(lambda x, w, b, rate: rate * (x @ w)),
        "It is too small by `b`: is it left out?",
    ),
    "the sign of a term": (value(lambda x, w, b, rate: rate * (x @ w) - b), "for the opposite of `b`"),
    "a power of an argument": (gradient(lambda x, w, b, rate: rate**2.5 * w + 0 * x), "It is `rate`^1.5 times"),
    "the length of an axis": (value(lambda *a: line(*a)[0] * a[0].shape[1]), "a sum where a mean is asked for"),
    "a norm": (gradient(lambda x, w, b, rate: rate * w / np.linalg.norm(w) + 0 * x), "1/‖w‖ times"),
    "a norm of each row": (value(lambda *a: line(*a)[0] / np.linalg.norm(a[0], axis=1)), "1/‖x‖ times"),
    "an offset": (value(lambda *a: line(*a)[0] + 0.25), "It is 0.25 too large, on every input."),
    "a term": (value(lambda x, w, b, rate: rate * (x @ w) + b + np.sin(b)), "Look where `b` stands."),
    "rows that depend": (value(lambda x, w, b, rate: rate * (x @ w).sum() + b + 0 * x[:, 0]), "Each row alone is"),
    "only the first row": (value(lambda *a: line(*a)[0] * (np.arange(len(a[0])) == 0)), "Only the first row"),
    "a missing keepdims": (
        value(lambda x, w, b, rate: (x / np.linalg.norm(x, axis=1)) @ w),
        "`keepdims=True`",
    ),
    "a summed axis": (gradient(lambda *a: line(*a)[1].sum(axis=1)), "Its last axis has been summed away"),
    "the wrong axis": (value(lambda x, w, b, rate: x.sum(axis=0)), "a number for each entry of the axis d"),
    "a transposed answer": (gradient(lambda *a: line(*a)[1].T), "It is transposed"),
    "an argument as it was": (gradient(lambda x, w, b, rate: x), "That is `x` itself"),
    "something kept between calls": (kept, "gives different answers when your function is called again"),
    "random numbers": (value(lambda *a: line(*a)[0] + np.random.default_rng().normal()), "it draws random numbers"),
    "a rule for the inputs": (value(lambda *a: line(*a)[0] + (a[3] > 1) * a[0][:, 0] ** 2), "`rate` is above 1"),
    "a rule for the entries": (
        gradient(lambda *a: np.where(a[0] < 0, np.sin(a[0]) + 9, line(*a)[1])),
        "It is wrong only where `x` is negative.",
    ),
    "a value for a gradient": (gradient(lambda x, w, b, rate: x[:, 0] ** 2), "It has one number a row, as a value has"),
}


@pytest.mark.parametrize(("attempt", "said"), FOUND.values(), ids=FOUND)
def test_a_probe_finds_its_mistake(attempt, said):
    verdict = judge(LINE, attempt)
    assert said in verdict.text, verdict
    assert said.startswith(verdict.mistake[:10]) or said in verdict.mistake


def test_a_mistake_of_the_exercise_goes_first():
    own = replace(LINE, mistakes={"Where is b?": value(lambda x, w, b, rate: rate * (x @ w))})
    assert judge(own, FOUND["an argument that is left out"][0]).mistake == "Where is b?"


def test_a_guess_is_told_only_if_it_explains_five_inputs():
    """Right but for the few inputs with three rows and three columns: there the sign is reversed."""

    def few(x, w, b, rate):
        v, g = line(x, w, b, rate)
        return (-v if x.shape == (3, 3) else v), g

    told = judge(LINE, few)
    assert "Its sign is reversed" not in told.text
    assert "It is right on" in told.text
    assert "The simplest that it fails on" in told.text


def test_the_parts_that_are_right_are_said():
    assert "The value is right." in judge(LINE, FOUND["a sign"][0]).text
    assert "The gradient is right." in judge(LINE, FOUND["a constant factor"][0]).text


def test_nothing_is_said_of_a_derivative_where_none_is_taken():
    text = check("mean-distance", lambda x: EXERCISES["mean-distance"].reference(x) / 2).text
    assert "It is half of what it must be. Is a 2 missing?" in text
    assert "derivative" not in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda x: np.exp(1000 + 0 * x), "a number has become too large"),
        (lambda x: 1 / (0 * x), "something is divided by 0"),
        (lambda x: (0 * x) / (0 * x), "something like 0/0"),
    ],
)
def test_an_infinity_is_told_from_what_it_comes(change, said):
    assert said in judge(LINE, value(lambda x, w, b, rate: change(x[:, 0]))).text


def test_two_arguments_and_two_parts_that_have_changed_places():
    assert "`x` and `d` have changed places" in check("relu-pullback", lambda x, d: x * (d > 0)).text
    swapped = check("diverging-limits", lambda x: (np.abs(x).max(), -np.abs(x).max())).text
    assert "The lower limit and the upper limit have changed places" in swapped
