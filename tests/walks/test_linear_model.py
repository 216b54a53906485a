"""w·x + b − λ‖x‖² can be solved by hand, and so can the ascent on it: xₜ − x* = (1 − 2ηλ)ᵗ (x₀ − x*)."""

import warnings

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

W, B = np.array([1.0, 2.0]), 0.5
STARTS = np.array([[3.0, -2.0], [0.0, 0.0], [-4.0, 5.0]])


def model(penalty):
    return am.linear(W, B) - penalty * am.l2


def climb(penalty, rate, steps, x0=STARTS):
    return am.record(am.walk(model(penalty), x0, am.ascent(rate)), steps)


@pytest.mark.parametrize("penalty", [0.1, 0.5, 2.0])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_below_one_over_lambda_every_start_ends_at_w_over_two_lambda(penalty, share, kind):
    trace = climb(penalty, share / penalty, 200, kind(STARTS))
    assert np.allclose(to_numpy(trace.x[-1]), am.linear_optimum(W, penalty), rtol=1e-9)
    assert np.allclose(to_numpy(trace.value[-1]), B + W @ W / (4 * penalty))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8, 1.0, 1.2])
def test_each_step_contracts_by_one_minus_two_eta_lambda(share, kind):
    penalty = 0.5
    away = to_numpy(climb(penalty, share / penalty, 12, kind(STARTS)).x) - am.linear_optimum(W, penalty)
    assert np.allclose(away[1:], (1 - 2 * share) * away[:-1], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("penalty", [0.25, 0.5, 2.0])
def test_the_rate_one_over_two_lambda_arrives_in_one_step(penalty, kind):
    trace = climb(penalty, 1 / (2 * penalty), 3, kind(STARTS))
    assert np.allclose(to_numpy(trace.x[1:]), am.linear_optimum(W, penalty), rtol=1e-14)


def test_at_one_over_lambda_it_jumps_over_the_optimum_for_ever(kind):
    x = to_numpy(climb(0.5, 1 / 0.5, 100, kind(STARTS)).x)
    assert np.array_equal(x[::2], np.broadcast_to(STARTS, x[::2].shape))
    assert np.allclose(x[1::2], 2 * am.linear_optimum(W, 0.5) - STARTS)


@pytest.mark.parametrize(("dtype", "doublings"), [("float64", 512), ("float32", 64)])
def test_above_one_over_lambda_it_diverges_and_says_at_which_step_and_where(dtype, doublings, kind):
    """With w = 0, λ = 1, η = 3/2 and x₀ = 1: xₜ = (−2)ᵗ, and xₜ² = 4ᵗ is finite below 2¹⁰²⁴ (float32: 2¹²⁸)."""
    f, x0 = am.linear([0.0]) - 1 * am.l2, kind(np.ones((1, 1), dtype=dtype))
    with pytest.warns(RuntimeWarning, match=rf"the walk stopped at step {doublings}: the objective is -inf in row 0"):
        trace = am.record(am.walk(f, x0, am.ascent(1.5)), steps=2000)
    assert trace.note == (
        f"step {doublings}: the objective is -inf in row 0, first in ‖x‖²; a smaller rate usually mends it"
    )
    assert np.array_equal(to_numpy(trace.x[:, 0, 0]), (-2.0) ** np.arange(doublings))
    assert np.all(np.isfinite(to_numpy(trace.value)))
    assert np.array_equal(trace.t, np.arange(doublings))


def test_only_the_states_before_the_divergence_are_yielded():
    states = am.walk(am.linear([0.0]) - 1 * am.l2, [[1.0]], am.ascent(1.5))
    seen = []
    with pytest.raises(am.Diverged, match="step 512"):
        seen.extend(states)  # `extend` keeps what it was given before the error
    assert next(states, None) is None


def test_the_row_that_diverges_is_named_and_its_neighbours_are_innocent():
    x0 = np.array([[0.0], [0.0], [1e-3]])
    with pytest.warns(RuntimeWarning, match="in row 2"):
        am.record(am.walk(am.linear([0.0]) - 1 * am.l2, x0, am.ascent(1.5)), steps=2000)


@pytest.mark.parametrize("f", [am.linear(W, B), model(0.0)], ids=repr)
def test_without_a_penalty_it_grows_for_ever_along_w_and_nothing_overflows(f, kind):
    rate, steps = 0.5, 2000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = am.record(am.walk(f, kind(STARTS), am.ascent(rate)), steps)
    assert not trace.note
    t = np.arange(steps + 1)[:, None]
    assert np.allclose(to_numpy(trace.x), STARTS + rate * t[..., None] * W)
    assert np.allclose(to_numpy(trace.value), STARTS @ W + B + rate * t * (W @ W))


@pytest.mark.parametrize("rate", [0.1, 0.9])
def test_decay_is_not_quite_the_penalty(rate):
    """x + η(w − 2λx) = (1 − 2ηλ) x + ηw, but decay also takes its share of ηw and ends at (1 − 2ηλ) w/2λ."""
    penalty = 0.5
    decayed = am.record(am.walk(am.linear(W), STARTS, am.ascent(rate, operator=am.decay(2 * rate * penalty))), 400)
    assert np.allclose(decayed.x[-1], (1 - 2 * rate * penalty) * am.linear_optimum(W, penalty))
