"""A Function of one's own that breaks its contract is told at its first use, with the line to write; never later."""

# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false, reportOptionalOperand=false

import numpy as np
import pytest

import amteach as am

X = np.array([[3.0, -2.0], [0.5, 1.0], [-1.0, 4.0]])


def doubled_in_place(x):
    x *= 2
    return am.dot(x, x), 2 * x


BROKEN_SCORES = {
    "not a pair": (lambda x: am.dot(x, x), r"must return two arrays.*write return value, grad"),
    "three things": (lambda x: (am.dot(x, x), 2 * x, 1), r"must return two arrays"),
    "nothing": (lambda x: None, r"must return two arrays.*NoneType"),
    "one number for all": (lambda x: ((x * x).sum(), 2 * x), r"gave a value of shape \(\)"),
    "the gradient of one row": (lambda x: (am.dot(x, x), 2 * x[0]), r"gradient of shape \(2,\)"),
    "x in place": (doubled_in_place, r"f changes x itself: write y = 2 \* x"),
    "rows minus their mean": (
        lambda x: (am.dot(x - x.mean(axis=0), x), 2 * x),
        r"the value of a row changes with the other rows of the batch.*am\.dot\(a, b\) keeps",
    ),
    "over all of the batch": (lambda x: (am.dot(x, x) / (x * x).sum(), 2 * x), r"changes with the other rows"),
    "drawn": (
        lambda x: (am.dot(x, x) + np.random.default_rng().normal(), 2 * x),
        r"another value at the same x: a Function draws nothing: write am.random",
    ),
}


@pytest.mark.parametrize(("mine", "words"), BROKEN_SCORES.values(), ids=BROKEN_SCORES)
def test_a_score_that_is_broken_is_told_so_wherever_it_is_used(mine, words):
    for use in (
        lambda f: f(X.copy()),
        lambda f: f.value_and_grad(X.copy()),
        lambda f: (am.linear([1.0, 1.0]) - 0.5 * f @ am.decay(0.1)).value_and_grad(X.copy()),
        lambda f: am.walk(f, X.copy(), am.ascent(0.1)),
    ):
        with pytest.raises((TypeError, ValueError), match=words):
            use(am.score(mine, "mine"))


BROKEN_FUNCTIONS = {
    "not a pair": (lambda x: 2 * x, r"forward\(x\) must return a pair, .* gave ndarray: write return y, lambda d: dx"),
    "nothing": (lambda x: None, r"must return a pair, .* gave NoneType"),
    "numbers": (lambda x: (1.0, 2.0), r"must return a pair, .* gave float, float"),
    "no pullback": (lambda x: (am.dot(x, x), 2 * x), r"the pullback carries a gradient back, and this one is"),
    "a gradient of the values": (
        lambda x: (am.dot(x, x), lambda d: 2 * d),
        r"the gradient has the shape \(3,\), but x has \(3, 2\): write return y, lambda d: am.rows\(d, x\)",
    ),
    "x in place": (lambda x: (am.dot(x.__imul__(2), x), lambda d: am.rows(d, x) * x), r"f changes x itself"),
}


@pytest.mark.parametrize(("forward", "words"), BROKEN_FUNCTIONS.values(), ids=BROKEN_FUNCTIONS)
def test_a_function_that_is_broken_is_told_so(forward, words):
    for f in (am.Function(forward, "mine"), am.Function(forward).named("mine"), 2 * am.Function(forward, "mine")):
        for _ in range(2):  # a broken one is not forgotten
            with pytest.raises((TypeError, ValueError), match=words):
                f.value_and_grad(X.copy())


def counted():
    calls = []
    return calls, lambda x: calls.append(len(x)) or (am.dot(x, x), 2 * x)


def test_it_is_looked_at_once():
    calls, mine = counted()
    f = am.score(mine)
    for _ in range(5):
        f.value_and_grad(X)
    assert len(calls) == 1 + 5, "one more evaluation, to see whether rows are independent"
    forward_calls = []
    g = am.Function(lambda x: (forward_calls.append(1) or am.dot(x, x), lambda d: 2 * am.rows(d, x) * x))
    for _ in range(5):
        g.value_and_grad(X)
    assert len(forward_calls) == 5


def test_rows_may_depend_on_each_other_in_a_function_and_on_their_place_in_a_score():
    together = am.Function(
        lambda x: (am.dot(x - x.mean(axis=0), x), lambda d: 2 * am.rows(d, x) * (x - x.mean(axis=0)))
    )
    together.value_and_grad(X)
    goals = np.array([1.0, 2.0, 3.0])
    by_place = am.score(lambda x: (goals * am.dot(x, x), 2 * goals[:, None] * x))
    for _ in range(2):
        by_place.value_and_grad(X)


def test_a_score_of_a_domain_of_its_own_is_left_alone():
    logarithm = am.score(lambda x: (np.log(x).sum(axis=1), 1 / x))
    np.testing.assert_allclose(logarithm(np.ones((2, 3))), 0)
    with np.errstate(invalid="ignore"):
        assert np.isnan(logarithm(-np.ones((2, 3)))).all()


def test_tensors_are_held_to_it_too(torch):
    x = torch.tensor(X)
    for mine, words in (
        (lambda x: (am.dot(x, x).sum(), 2 * x), "a value of shape"),
        (lambda x: (am.dot(x.mul_(2), x), 2 * x), "f changes x itself"),
        (lambda x: (am.dot(x - x.mean(dim=0), x), 2 * x), "changes with the other rows"),
    ):
        with pytest.raises(ValueError, match=words):
            am.score(mine).value_and_grad(x.clone())


F, STATES = am.linear([1.0, 1.0]) - am.l2, lambda: am.walk(am.l2, X, am.ascent(0.1))
SLIPS = {  # what is easily mistyped, and the line that the error says to write
    "f / 2": (lambda: am.l2 / 2, r"\(‖x‖²\) / 2: .* write 0.5 \* f"),
    "f ** 2": (lambda: am.l2**2, r"am.score makes it"),
    "f(number)": (lambda: am.l2(0.5), r"for a multiple of f 0.5 \* f"),
    "f(g)": (lambda: am.logit(3)(am.l2), r"for f∘g write f @ g, ... @ ‖x‖²"),
    "f @ x": (lambda: am.l2 @ X, r"to evaluate it at x write f\(x\)"),
    "score of a Function": (lambda: am.score(am.l2), r"a Function is a score already"),
    "score of no function": (lambda: am.score(3), r"score\(3\): a plain function of x is needed"),
    "a Function of a number": (lambda: am.Function(3), r"Function\(3\): a function x ↦ \(y, pullback\)"),
    "random of a Function": (lambda: am.random(am.blur(1), "r"), r"a rule is needed, such as lambda rng"),
    "walk, x first": (lambda: am.walk(X, F, am.ascent(0.1)), r"f comes first, write walk\(f, x0, step\)"),
    "walk, step second": (lambda: am.walk(F, am.ascent(0.1), X), r"the step must be a function.*x0 comes before it"),
    "a direction as a step": (
        lambda: am.walk(F, X, am.normalized),
        r"step=normalized\): this is a direction: write step=am.ascent\(0.1, am.normalized\)",
    ),
    "adam as a step": (lambda: am.walk(F, X, am.adam()), r"this is a direction: write step=am.ascent\(0.1, am.adam\("),
    "an operator as a step": (lambda: am.walk(F, X, am.clip(0, 1)), r"am.ascent\(0.1, operator=clip\(0, 1\)\)"),
    "a step without brackets": (lambda: next(stepped(am.ascent)), r"write step=am.ascent\(0.1\)"),
    "a step that gives nothing": (
        lambda: next(stepped(lambda f, s, rng: None)),
        r"the step <lambda> gave NoneType, not a State: end it with return am.State\(s.t \+ 1, x",
    ),
    "a step that gives x": (lambda: next(stepped(lambda f, s, rng: s.x)), r"gave ndarray, not a State"),
    "record, steps first": (lambda: am.record(100, STATES()), r"the states of a walk come first: write record\(walk"),
    "record of f": (lambda: am.record(F, 100), r"the states of a walk come first"),
    "until_still of a trace": (lambda: am.until_still(am.record(STATES(), 3)), r"until_still\(walk\(...\), ...\)"),
    "shifted of a network": (lambda: am.shifted(max, am.l2), r"a Function is needed: am.score or am.from_torch"),
    "each of one": (lambda: am.each(am.logit(0)), r"each needs a list of Functions"),
}


def stepped(step):
    states = am.walk(F, X, step)
    next(states)
    return states


@pytest.mark.parametrize(("slip", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_answered_with_the_line_to_write(slip, words):
    with pytest.raises(TypeError, match=words):
        slip()
