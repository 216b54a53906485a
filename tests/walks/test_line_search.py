"""The line search: f never falls, each row finds its own rate, and the rate is the longest that passes."""

from itertools import pairwise

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import namespace, to_numpy
from amteach.walks.line_search import line_search
from amteach.walks.modifiers import absolute, negate

X = np.random.default_rng(0).normal(size=(6, 2, 3))
W = np.random.default_rng(1).normal(size=(2, 3))


@am.score
def hills(x):
    """Σ sin 3xᵢ − 0.1 xᵢ⁴: many maxima, and steep between them."""
    xp = namespace(x)
    return xp.sum(xp.sin(3 * x) - 0.1 * x**4, axis=(1, 2)), 3 * xp.cos(3 * x) - 0.4 * x**3


def states(f, x0, steps, **how):
    walk = am.walk(f, x0, line_search(**how))
    return [next(walk) for _ in range(steps + 1)]


@pytest.mark.parametrize("rate", [1e-3, 1.0, 1e6])
@pytest.mark.parametrize(
    "direction",
    [am.steepest, am.sign, am.momentum(), am.adam(), negate(), absolute()],
    ids=lambda direction: direction.__name__,
)
def test_f_never_falls_in_any_row_whatever_the_rate_and_the_direction(rate, direction, kind):
    trace = am.record(am.walk(hills, kind(X), line_search(rate, direction)), steps=40)
    assert np.all(np.diff(to_numpy(trace.value), axis=0) >= 0)
    assert trace.note == ""


def test_a_direction_that_leads_down_is_not_followed_however_large_the_share_of_its_slope(kind):
    """On ‖x‖², η g downhill loses 4η(1 − η)‖x‖², less than the share 0.9 of its slope once η > 0.1: still a loss."""
    trace = am.record(am.walk(am.l2, kind(X), line_search(0.5, negate(), share=0.9)), steps=3)
    assert np.array_equal(to_numpy(trace.x[-1]), X)


def test_the_rate_grows_again_where_it_may(kind):
    """−Σ x⁴ is steep far from 0 and flat near it: the rate there is the largest that was asked for."""
    walk = states(-am.lp(4), kind(np.array([[10.0], [4.0]])), 60)
    assert np.all(to_numpy(walk[1].memory[0]) < 0.05)
    assert np.array_equal(to_numpy(walk[-1].memory[0]), [1.0, 1.0])


def test_it_ends_on_a_hilltop_from_every_start(kind):
    trace = am.record(am.walk(hills, kind(X), line_search(100.0)), steps=120)
    assert np.abs(to_numpy(trace.grad[-1])).max() < 1e-4


@pytest.mark.parametrize("penalty", [0.03, 0.5, 7.0])
def test_on_a_quadratic_the_rate_is_the_longest_of_those_tried_that_is_short_enough(penalty, kind):
    """f(x + η∇f) − f(x) = η ‖∇f‖² (1 − λη), so that Armijo's condition is η ≤ (1 − share) / λ, for every x."""
    tried = 3.0 * 0.6 ** np.arange(40)
    longest = tried[tried <= (1 - 0.2) / penalty][0]
    f = am.linear(W) - penalty * am.l2
    for state in states(f, kind(X), 3, rate=3.0, shrink=0.6, share=0.2)[1:]:
        assert np.allclose(to_numpy(state.memory[0]), longest)


@pytest.mark.parametrize("halvings", range(4))
def test_with_the_rate_of_the_closed_form_among_those_tried_one_step_ends_at_the_optimum(halvings, kind):
    """η = 1 / 2λ is the exact line search on w·x − λ‖x‖², and the largest of its halves and doubles that passes."""
    penalty = 2.0
    end = states(am.linear(W) - penalty * am.l2, kind(X), 1, rate=2.0**halvings / (2 * penalty))[1]
    assert np.allclose(to_numpy(end.x), am.linear_optimum(W, penalty))


def test_what_is_accepted_has_climbed_its_share_and_one_size_up_had_not(kind):
    walk = states(hills, kind(X), 8, rate=50.0, share=0.3)
    for before, after in pairwise(walk):
        g, eta = to_numpy(before.grad), to_numpy(after.memory[0])[:, None, None]
        climb = to_numpy(after.value) - to_numpy(before.value)
        assert np.all(climb >= 0.3 * eta[:, 0, 0] * am.dot(g, g) - 1e-12)
        assert np.allclose(to_numpy(after.x), to_numpy(before.x) + eta * g)
    longer = hills(X + 2 * to_numpy(walk[1].memory[0])[:, None, None] * hills.value_and_grad(X)[1])
    slope = am.dot(*[hills.value_and_grad(X)[1]] * 2)
    assert np.all(longer < hills(X) + 0.3 * 2 * to_numpy(walk[1].memory[0]) * slope)


def test_every_row_finds_its_own_rate_as_if_it_were_alone(kind):
    together = states(hills, kind(X), 5, rate=50.0)
    assert len(set(to_numpy(together[1].memory[0]))) > 1
    for row in range(6):
        alone = states(hills, kind(X[row : row + 1]), 5, rate=50.0)
        for a, b in zip(together, alone, strict=True):
            assert np.allclose(to_numpy(a.x)[row], to_numpy(b.x)[0], rtol=1e-12)


def test_value_and_gradient_are_those_of_the_same_x(kind):
    for state in states(hills, kind(X), 5, rate=50.0):
        value, grad = hills.value_and_grad(state.x)
        assert np.array_equal(to_numpy(state.value), to_numpy(value))
        assert np.array_equal(to_numpy(state.grad), to_numpy(grad))


@pytest.mark.parametrize("f", [am.lp(4), -am.lp(8)], ids=["no maximum", "overflows on the far side"])
@pytest.mark.filterwarnings("error")
def test_a_try_that_leaves_the_finite_numbers_is_too_long_and_no_more(f, kind):
    trace = am.record(am.walk(f, kind(X), line_search(1e40, tries=200)), steps=10)
    assert trace.note == ""
    assert np.all(np.diff(to_numpy(trace.value), axis=0) >= 0)
    assert np.all(to_numpy(trace.value[-1]) > to_numpy(trace.value[0]))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_kind_and_dtype_are_kept(dtype, kind):
    state = states(hills, kind(X.astype(dtype)), 2, rate=np.float64(50.0))[-1]
    assert {str(a.dtype).removeprefix("torch.") for a in (state.x, state.value, state.grad, state.memory[0])} == {dtype}


def test_a_random_f_is_refused():
    f = am.linear(np.ones((5, 5))) @ am.jitter(1)
    walk = am.walk(f, np.ones((1, 5, 5)), line_search())
    next(walk)
    with pytest.raises(
        ValueError, match=r"compares values of f, but w·x ∘ jitter\(1\) is random: write am.ascent\(1\)"
    ):
        next(walk)
