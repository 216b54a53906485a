"""One call that says whether a gradient is right: it finds no error where there is none, and every usual mistake."""

import numpy as np
import pytest

import amteach as am

X = np.random.default_rng(0).normal(size=(3, 4))
IMAGES = np.random.default_rng(1).normal(size=(3, 2, 5, 5))
MATRIX = np.random.default_rng(2).normal(size=(4, 4))


def squared(gradient):
    """‖x‖² with this as its gradient."""
    return am.score(lambda x: (am.dot(x, x), gradient(x)), name="mine")


def times_matrix(pullback):
    return am.Function(lambda x: (x @ MATRIX, pullback), "mine")


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_gradient_in_the_table_is_right(every_function, dtype, kind):
    f, shape = every_function
    x = kind(np.random.default_rng(0).normal(size=(3, *(shape or (1,)))).astype(dtype))
    found = am.check_gradient(f, x, seed=1)
    assert found
    assert repr(found).startswith(f"the gradient of {f} is right")


MISTAKES = {
    "the sign": (squared(lambda x: -2 * x), X, "it has the wrong sign"),
    "a factor 2 missing": (squared(lambda x: x), X, "it is 1/2 times the slope: is a factor 2 missing?"),
    "a factor 2 too much": (squared(lambda x: 4 * x), X, "it is 2 times the slope: is a factor 2 too much?"),
    "the mean over the batch": (squared(lambda x: 2 * x / len(x)), X, "it is 1/3 times the slope"),
    "the sum over the batch": (squared(lambda x: 0 * x + 2 * x.sum(0)), X, "wrong in 12 of 12 coordinates"),
    "a term missing": (
        am.score(lambda x: ((x * np.log(x)).sum(1), np.log(x)), "Σ x log x"),
        np.abs(X),
        "the slope is larger by 1: is a term missing?",
    ),
    "nothing at all": (squared(lambda x: 0 * x), X, "it is 0, but the slope is"),
    "not a number": (squared(lambda x: x * np.nan), X, "it is nan, but the slope is"),
    "one pixel": (squared(lambda x: 2 * x * (np.arange(25).reshape(5, 5) != 7)), IMAGES, "wrong in 6 of 150 coord"),
    "one row": (squared(lambda x: 2 * x * np.array([[1], [1.5], [1]])), X, "only rows [1] of the batch are wrong"),
    "the picture transposed": (squared(lambda x: 2 * x.swapaxes(-1, -2)), IMAGES, "wrong in 120 of 150 coordinates"),
    "the matrix not transposed": (times_matrix(lambda d: d @ MATRIX), X, "wrong in 12 of 12 coordinates"),
    "rows in another order": (
        times_matrix(lambda d: (d @ MATRIX.T)[::-1]),
        X,
        "only rows [0, 2] of the batch are wrong",
    ),
    "d forgotten": (am.Function(lambda x: (am.dot(x, x), lambda d: 2 * x), "mine"), X, "right for d = 1, but not for"),
    "the shape of dx": (times_matrix(lambda d: (d @ MATRIX.T).sum(0)), X, "it has the shape (4,), but x has the shape"),
    "one number for the batch": (
        am.Function(lambda x: ((x * x).sum(), lambda d: 2 * d * x), "mine"),
        X,
        "f sends (3, 4) to (), but axis 0 stays the batch",
    ),
    "x changed in place": (
        am.Function(lambda x: (x.__imul__(2), lambda d: 2 * d), "mine"),
        X,
        "f changes x itself: write y = 2 * x",
    ),
}


@pytest.mark.parametrize(("f", "x", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_and_named(f, x, words):
    found = am.check_gradient(f, x)
    assert not found
    assert words in repr(found)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_an_error_of_some_percent_in_one_of_many_coordinates_is_found(dtype, kind):
    """Of 3072 coordinates only some are compared one by one; that there is an error is known all the same."""
    weight = np.random.default_rng(3).normal(size=3072)
    wrong = weight.copy()
    wrong[100:200] *= 2
    x = kind(np.random.default_rng(4).normal(size=(2, 3072)).astype(dtype))
    w, v = kind(weight.astype(dtype)), kind(wrong.astype(dtype))
    assert am.check_gradient(am.score(lambda x: (x @ w, 0 * x + w)), x)
    assert not am.check_gradient(am.score(lambda x: (x @ w, 0 * x + v)), x)


def test_the_finding_holds_the_numbers_that_it_prints():
    found = am.check_gradient(squared(lambda x: 2 * x - 5 * (x == X[1, 2])), X)
    assert found.index == (1, 2)
    assert found.slope == pytest.approx(2 * X[1, 2], rel=1e-6)
    assert found.gradient == pytest.approx(2 * X[1, 2] - 5)
    assert f"most at x[1, 2]: it is {found.gradient:.4g}, but the slope is {found.slope:.4g}" in repr(found)


def test_what_is_random_is_drawn_once():
    assert am.check_gradient(am.l2 @ am.add_noise(0.5) @ am.jitter(2), IMAGES)


def test_rows_may_depend_on_each_other_and_then_the_sum_is_differentiated():
    halved = am.Function(lambda x: (am.diversity(x), lambda d: am.diversity.forward(x)[1](d) / 2), "mine")
    assert am.check_gradient(am.diversity, X)
    assert "it is 1/2 times the slope" in repr(am.check_gradient(halved, X))


def test_at_a_kink_it_says_so_and_where_nothing_moves_too():
    assert "f has a kink there: its slope is 0 before it and 1 behind" in repr(am.check_gradient(am.clip(0, 1), 0 * X))
    assert repr(am.check_gradient(am.l2, 0 * X)).endswith("is right, and 0 at this x: try another x too")
    close, off = (repr(am.check_gradient(am.lp(1), [[1.0, x, 1.0]])) for x in (1e-9, 1e-5))
    assert "most at x[0, 1]: it is 1, but" in close
    assert "f has a kink there" in close
    assert off.endswith("is right")


def test_where_f_is_not_finite_beside_x_nothing_can_be_said():
    log = am.score(lambda x: (np.log(x).sum(1), 1 / x), "log")
    assert "cannot be checked at this x" in repr(am.check_gradient(log, [[1.0, 1e-9]]))
    assert am.check_gradient(log, [[1.0, 1e-3]])


def test_a_function_that_computes_in_single_precision_inside_passes_all_the_same():
    def forward(x):
        z = x.astype(np.float32)
        return (z**3).sum(axis=1).astype(x.dtype), lambda d: am.rows(d, x) * (3 * z**2).astype(x.dtype)

    assert am.check_gradient(am.Function(forward, "inside"), X)


def test_x_stays_as_it_was_and_the_same_seed_finds_the_same():
    x = X.copy()
    one, two = (am.check_gradient(squared(lambda x: 2.1 * x), x, seed=3) for _ in range(2))
    assert one == two
    assert np.array_equal(x, X)


def test_a_start_that_is_no_batch_is_refused_in_words():
    with pytest.raises(ValueError, match="axis 0 is the batch"):
        am.check_gradient(am.l2, [1.0, 2.0])
