"""From an attempt to a verdict: which failure is named, what is shown of it, and which hint it earns."""

from dataclasses import replace

import numpy as np
import pytest

from amteach.exercises import Exercise
from amteach.exercises.inputs import integer, numbers, positive
from amteach.exercises.judge import Finding, examine, judge


def times(x, c):
    """Every number, and every row's sum."""
    return c * x, (c * x).sum(axis=1)


TIMES = Exercise(
    name="times",
    question="Return c x, and the sums of its rows.",
    reference=times,
    inputs=lambda rng: (numbers(rng, integer(rng), integer(rng)), positive(rng)),
    hints=("One.", "Two.", "Three."),
    mistakes={
        "The first is not multiplied.": lambda x, c: (x, times(x, c)[1]),
        "Both are of x alone.": lambda x, c: (x, x.sum(axis=1)),
    },
    parts=("product", "row sum"),
    axes={"x": "n d"},
    valid=lambda x, c: c > 0,
    bounds=(-100, 100),
)
SEVEN = replace(TIMES, reference=lambda: 7, inputs=lambda rng: (), mistakes={}, parts=("answer",), axes={}, bounds=None)


def product(change):
    """The right sums beside another product."""
    return lambda x, c: (change(x, c), times(x, c)[1])


HINT = '`am.hint("times")` gives a hint.'
SHOWN = "The simplest input that shows it:\n\n```text\n{}\n```"
VERDICTS = {
    "the numbers of the first part": (
        product(lambda x, c: c * x + 7),
        "The product has the right shape, but not the right numbers. The row sum is right.",
        "It is 7 too large, on every input.",
        "x        = [[0]]\nc        = 1\nyours    = [[7]]\nexpected = [[0]]",
    ),
    "the numbers of the second part": (
        lambda x, c: (c * x, c * x.sum(axis=1) + 7),
        "The row sum has the right shape, but not the right numbers. The product is right.",
        "It is 7 too large, on every input.",
        "x        = [[0]]\nc        = 1\nyours    = [7]\nexpected = [0]",
    ),
    "the shape": (
        product(lambda x, c: np.full((5, 5, 5), x.sum() + c)),
        "The product has the shape (5, 5, 5), and must have (1, 1). The row sum is right.",
        HINT,
        None,
    ),
    "not a number, at zero": (
        product(lambda x, c: c * x + 0 * np.log(abs(x))),
        "The product holds `nan` at zero: something is divided by 0, or the logarithm of 0 is taken."
        " The row sum is right.",
        HINT,
        "x        = [[0]]\nc        = 1\nyours    = [[nan]]\nexpected = [[0]]",
    ),
    "infinite, elsewhere": (
        product(lambda x, c: np.where(x < 0, np.inf, c * x)),
        "The product holds `inf`. The row sum is right.",
        "It is wrong only where `x` is negative.",
        "x        = [[-1]]\nc        = 1\nyours    = [[inf]]\nexpected = [[-1]]",
    ),
    "above the range": (
        product(lambda x, c: c * x + 300),
        "The product leaves its range: it must stay between -100 and 100. The row sum is right.",
        "It is 300 too large, on every input.",
        "x        = [[0]]\nc        = 1\nyours    = [[300]]\nexpected = [[0]]",
    ),
    "below the range": (
        product(lambda x, c: c * x - 300),
        "The product leaves its range: it must stay between -100 and 100. The row sum is right.",
        "It is 300 too small, on every input.",
        "x        = [[0]]\nc        = 1\nyours    = [[-300]]\nexpected = [[0]]",
    ),
    "a mistake that is listed": (
        product(lambda x, c: x),
        "The product has the right shape, but not the right numbers. The row sum is right.",
        "The first is not multiplied.",
        "x        = [[1]]\nc        = 2\nyours    = [[1]]\nexpected = [[2]]",
    ),
    "a mistake that explains both parts": (
        lambda x, c: (x, x.sum(axis=1)),
        "The product has the right shape, but not the right numbers.",
        "Both are of x alone.",
        "x        = [[1]]\nc        = 2\nyours    = [[1]]\nexpected = [[2]]",
    ),
    "a batch that is asked for in each row": (
        lambda x, c: (c * x, (c * x).sum()),
        "The row sum has the shape (), and must have (2,). The product is right.",
        "The batch axis has been summed away. Every row has an answer of its own: sum over all axes but axis 0.",
        "x        = [[0],\n            [1]]\nc        = 1\nyours    = 1\nexpected = [0, 1]",
    ),
}


@pytest.mark.parametrize(("attempt", "sentence", "hint", "listing"), VERDICTS.values(), ids=VERDICTS)
def test_a_verdict_says_what_is_wrong_gives_a_hint_and_shows_the_simplest_input(attempt, sentence, hint, listing):
    verdict = judge(TIMES, attempt)
    assert verdict.outcome == "wrong"
    start = f"{sentence}\n\n{hint}\n\n"
    text = verdict.text.replace("It is right on 18 of 20 inputs. The simplest that it fails on:", SHOWN[:33])
    if listing is None:
        assert text.startswith(start + SHOWN[:30])
    else:
        assert text == start + SHOWN.format(listing)


def test_what_is_right_is_right_on_every_input():
    assert judge(TIMES, times).text == "Your answer holds on all 20 inputs."
    assert judge(SEVEN, 7).text == ""
    assert judge(SEVEN, lambda: 7.0)


def test_of_a_single_number_only_this_much_is_said():
    assert judge(SEVEN, 8).text == f"The answer is not the right number.\n\n{HINT}"


def test_an_answer_that_cannot_be_compared_earns_no_hint():
    assert judge(TIMES, lambda x, c: "left").text == "The exercise asks for 2 things: `return product, row_sum`."
    text = judge(TIMES, lambda x, c: (x.__iadd__(1), 0)).text
    assert text.startswith("Your function changes its input `x`")
    assert HINT not in text
    assert "x = [[0]]" in " ".join(text.split())


def test_where_only_some_inputs_find_a_return_it_is_a_mistake_and_where_none_does_it_is_unfinished():
    nowhere = judge(TIMES, lambda x, c: None)
    assert (nowhere.outcome, nowhere.text) == ("untried", "Put your answer where the `...` is, and end with `return`.")
    somewhere = judge(TIMES, lambda x, c: times(x, c) if len(x) > 1 else None)
    assert somewhere.outcome == "wrong"
    assert somewhere.text.startswith("Nothing comes back: every way through the function must end with `return`.")


@pytest.mark.parametrize(("excess", "kind"), [(0.9e-4, "value"), (1.1e-4, "range")])
def test_the_range_is_kept_up_to_rounding(excess, kind):
    unit = replace(TIMES, bounds=(0, 1))
    args = np.array([[0.5]]), 1.0
    for edge in (1 + excess, -excess):
        assert examine(unit, product(lambda x, c, edge=edge: np.full(x.shape, edge)), args).kind == kind


def test_a_failure_is_shrunk_only_to_failures_of_its_own_kind_and_part():
    """The product is wrong everywhere, and not finite where a row is long: what comes first is what is shown."""
    text = judge(TIMES, product(lambda x, c: c * x + (1 if x.size < 3 else np.nan))).text
    assert text.startswith("The product has the right shape")
    text = judge(TIMES, lambda x, c: (c * x + (c > 1), c * x.sum(axis=1) + (c <= 1))).text
    shown = float(text.split("c        = ")[1].split()[0])
    assert text.startswith("The product" if shown > 1 else "The row sum")


def test_an_answer_that_the_exercise_accepts_is_right():
    either = replace(TIMES, accept=lambda parts, args: bool(np.allclose(parts[0], -args[1] * args[0])))
    assert judge(either, product(lambda x, c: -c * x))
    assert judge(either, times)
    assert not judge(TIMES, product(lambda x, c: -c * x))
    assert not judge(either, product(lambda x, c: -c * x[:1]) if either.cases()[-1][0].shape[0] > 1 else times)


def test_a_finding_goes_as_far_as_the_answer_does():
    args = np.ones((1, 1)), 2.0
    assert examine(TIMES, lambda x, c: "left", args) == Finding(
        "form", "The exercise asks for 2 things: `return product, row_sum`."
    )
    right = examine(TIMES, times, args)
    assert (right.kind, right.sentence, right.part) == ("", "", 0)
    np.testing.assert_equal(right.got, right.right)
