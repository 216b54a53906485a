"""Stopping rules and the progress bar listen to a walk; they change nothing in it."""

from itertools import islice

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.consumers import until_no_better

STARTS = [[3.0, -2.0], [0.0, 0.0]]
F = am.linear([1.0, 2.0]) - 0.5 * am.l2


def states(kind, rate=0.5):
    return am.walk(F, kind(STARTS), am.ascent(rate))


def test_until_value_stops_at_the_first_state_at_which_every_row_is_there(kind):
    """F* = 2.5, and each step divides what is missing by four: row 0 starts further away and arrives later."""
    goal, seen = 2.49, [to_numpy(state.value) for state in am.until_value(states(kind), 2.49)]
    assert np.all(seen[-1] >= goal)
    assert all(np.any(value < goal) for value in seen[:-1])
    assert len(seen) > 2


def test_until_value_that_is_reached_at_the_start_yields_the_start_alone(kind):
    assert [state.t for state in am.until_value(states(kind), -100.0)] == [0]


def test_until_still_stops_when_no_row_moves_any_more(kind):
    """Row 1 starts at distance √5 from x*, row 0 at √20; a step halves what is left, so the last moves are known."""
    tolerance, seen = 1e-4, [to_numpy(state.x) for state in am.until_still(states(kind), 1e-4)]
    moves = np.linalg.norm(np.diff(seen, axis=0), axis=-1)
    assert np.all(moves[-1] <= tolerance)
    assert np.all(np.any(moves[:-1] > tolerance, axis=1))
    t = len(moves)
    assert t == int(np.ceil(np.log2(np.sqrt(20) / tolerance)))


def test_until_still_at_the_optimum_needs_one_step_to_see_it(kind):
    x0 = kind(am.linear_optimum([1.0, 2.0], 0.5)[None])
    assert [state.t for state in am.until_still(am.walk(F, x0, am.ascent(0.5)))] == [0, 1]


def test_until_still_does_not_take_a_slow_row_for_a_still_one(kind):
    """The row at rest must not speak for the other."""
    x0 = kind([[1.0, 2.0], [100.0, 2.0]])
    *_, last = am.until_still(am.walk(F, x0, am.ascent(0.5)), 1e-3)
    assert np.allclose(to_numpy(last.x), [[1, 2], [1, 2]], atol=2e-3)
    assert last.t > 10


@pytest.mark.parametrize("patience", [1, 3, 10])
def test_until_no_better_waits_for_its_patience_after_the_best_of_the_last_row(patience, kind):
    """With sign steps of 1/2 a row comes to 1/8 beside (1, 2) after a known number of steps, and then swings by it."""
    x0 = kind([[1.125, 2.125], [1.125, 5.125], [-1.875, 2.125]])
    walk = until_no_better(am.walk(F, x0, am.ascent(0.5, am.sign)), patience)
    trace = am.record(walk, steps=100)
    assert list(to_numpy(trace.best.t)) == [0, 6, 6]
    assert trace.t[-1] == 6 + patience


def test_until_no_better_waits_for_a_row_that_climbs_while_the_others_swing(kind):
    f = am.score(lambda x: (-((x[:, 0]) ** 2) * (x[:, 1] > 0) + x[:, 0] * (x[:, 1] <= 0), _gradient(x)), "two kinds")
    trace = am.record(until_no_better(am.walk(f, kind([[0.0, 1.0], [0.0, -1.0]]), am.ascent(1.0)), 2), steps=30)
    assert len(trace) == 31


def _gradient(x):
    g = 0 * x
    g[:, 0] = -2 * x[:, 0] * (x[:, 1] > 0) + (x[:, 1] <= 0)
    return g


@pytest.mark.parametrize("patience", [0, -1, 1.5, np.nan])
def test_a_patience_that_is_no_number_of_steps_is_refused_at_the_call(patience):
    with pytest.raises(ValueError, match=r"until_no_better\(patience=.*whole number of steps"):
        until_no_better(am.walk(F, STARTS, am.ascent(0.5)), patience)


@pytest.mark.parametrize(
    "rule",
    [
        lambda s: am.until_value(s, np.inf),
        lambda s: am.until_still(s, 0),
        lambda s: until_no_better(s, 100),
        lambda s: am.progress(s, 10),
    ],
)
def test_a_listener_hands_on_the_states_it_was_given(rule, kind):
    plain = list(islice(states(kind), 10))
    passed = list(islice(rule(states(kind)), 10))
    assert [state.t for state in passed] == [state.t for state in plain]
    assert all(np.array_equal(to_numpy(a.x), to_numpy(b.x)) for a, b in zip(passed, plain, strict=True))


def test_listeners_stack():
    walk = am.progress(am.until_still(am.until_value(am.walk(F, STARTS, am.ascent(0.5)), 2.4999)), steps=100)
    trace = am.record(walk, steps=100)
    assert trace.value[-1].min() >= 2.4999
    assert trace.value[-2].min() < 2.4999


def test_the_bar_counts_the_steps_and_shows_the_mean_of_f(capsys, monkeypatch):
    monkeypatch.setattr("amteach.walks.consumers.find_spec", lambda name: None)  # the plain bar, as in a terminal
    trace = am.record(am.progress(am.walk(F, STARTS, am.ascent(0.5)), steps=4), steps=4)
    drawn = capsys.readouterr().err
    assert "4/4" in drawn
    assert f"f={trace.value[-1].mean():.4g}" in drawn
