"""The mistakes that every exercise knows, and the smallest input that shows one."""

import numpy as np
import pytest

import amteach as am
from amteach.exercises import EXERCISES, Exercise, check
from amteach.exercises.inputs import integer
from amteach.exercises.judge import judge

GRADIENT = EXERCISES["linear-gradient"].reference
CONFIDENCE = EXERCISES["confidence"].reference
ASCENT = EXERCISES["ascent-steps"].reference


def with_gradient(change):
    """The right value beside a changed gradient."""

    def attempt(x, w, b, penalty):
        value, gradient = GRADIENT(x, w, b, penalty)
        return value, change(np.array(gradient), x)

    return attempt


GENERIC = [
    ("its sign is reversed", lambda g, x: -g),
    ("twice what it must be", lambda g, x: 2 * g),
    ("half of what it must be", lambda g, x: g / 2),
    ("batch axis has been summed away", lambda g, x: g.sum(axis=0)),
    ("batch axis has been averaged away", lambda g, x: g.mean(axis=0)),
    ("divided by the size of the batch", lambda g, x: g / len(g)),
    ("it is transposed", lambda g, x: g.T),
    ("the shape of `w`", lambda g, x: x.sum(axis=0)),
]


@pytest.mark.parametrize(("said", "change"), GENERIC, ids=[said for said, _ in GENERIC])
def test_the_mistakes_of_every_exercise_are_recognised(said, change):
    assert said in check("linear-gradient", with_gradient(change)).text.lower()


def test_a_logarithm_is_told_from_what_it_is_the_logarithm_of():
    assert "as log-softmax is of softmax" in check("confidence", lambda z, k: np.log(CONFIDENCE(z, k))).text
    values = check("linear-gradient", lambda *a: (np.exp(GRADIENT(*a)[0]), GRADIENT(*a)[1])).text
    assert "as softmax is of log-softmax" in values


def test_a_turned_sign_is_recognised_whichever_subgradient_was_taken():
    for ties in ("first", "even"):
        value_and_grad = am.maximum(ties).value_and_grad
        assert check("max-gradient", value_and_grad)
        text = check("max-gradient", lambda x, f=value_and_grad: (f(x)[0], -f(x)[1])).text
        assert "Its sign is reversed" in text


@pytest.mark.parametrize(("dtype", "right"), [("float16", -1 / 3), ("float32", -1 / 3), ("int8", -1), ("uint8", -1)])
def test_a_reversed_sign_is_recognised_in_every_dtype(dtype, right):
    """The opposite of an unsigned number is no unsigned number, and half precision is compared as such."""
    minus = Exercise("minus", "Return it.", lambda n: right, lambda rng: (integer(rng),), ("One.", "Two.", "Three."))
    assert "Its sign is reversed" in judge(minus, lambda n: np.array(-right).astype(dtype)).text


def test_an_image_outside_its_range_and_a_nan_at_zero_are_named():
    outside = check("border-to-zero", lambda images: EXERCISES["border-to-zero"].reference(images) - 0.3)
    assert "must stay between 0 and 1" in outside.text

    def divides(x, radius):
        norm = np.linalg.norm(x, axis=1, keepdims=True)
        return x / norm * np.minimum(norm, radius)

    verdict = check("project-to-ball", divides)
    assert "holds `nan` at zero" in verdict.text
    assert "x        = [[0]]" in verdict.text


SMALLEST = [
    ("linear-gradient", with_gradient(lambda g, x: np.abs(g)), "x = [[1]] w = [0] b = 0 penalty = 1"),
    ("linear-gradient", with_gradient(lambda g, x: g.sum(axis=0)), "x = [[0], [1]] w = [0] b = 0 penalty = 1"),
    ("max-gradient", lambda x: (x[:, 1], [[0, 1]] * len(x)), "x = [[0, -1]]"),
    ("project-to-ball", lambda x, radius: x, "x = [[2]] radius = 1"),
    ("ascent-steps", lambda *a: ASCENT(*a[:4], min(a[4], 2)), "x0 = [[1]] w = [0] penalty = 1 rate = 1 steps = 3"),
]


@pytest.mark.parametrize(("name", "attempt", "listing"), SMALLEST)
def test_the_smallest_counterexample_is_found(name, attempt, listing):
    assert listing in " ".join(check(name, attempt).text.split())


def test_of_a_number_the_verdict_does_not_give_the_solution_away():
    text = check("tangent-penalty", 0.2).text
    assert "0.16" not in text
    assert "hint" in text
    assert check("tangent-penalty", 1 / 6)
    assert check("tangent-penalty", lambda: 1 / 6)


def test_as_many_digits_are_shown_as_tell_the_two_apart():
    text = check("penalty-to-radius", lambda penalty: 0.5 / penalty + 3e-5).text
    assert "yours    = 0.50003\nexpected = 0.5" in text
