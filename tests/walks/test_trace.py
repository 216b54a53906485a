"""The record of a walk: what is kept, what is paired with what, and that nothing seen is lost."""

import dataclasses
import weakref

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

STARTS = np.random.default_rng(0).normal(size=(4, 2))
F = am.linear([1.0, 2.0]) - 0.5 * am.l2


def trace_of(steps, f=F, x0=STARTS, rate=1.8, **how):
    return am.record(am.walk(f, x0, am.ascent(rate)), steps, **how)


@pytest.mark.parametrize("steps", [0, 1, 7])
def test_time_first_then_batch(steps, kind):
    trace = trace_of(steps, x0=kind(STARTS))
    assert len(trace) == steps + 1
    assert trace.x.shape == trace.grad.shape == (steps + 1, 4, 2)
    assert trace.value.shape == (steps + 1, 4)
    assert np.array_equal(trace.t, np.arange(steps + 1))
    assert type(trace.x) is type(kind(STARTS))
    assert trace.note == ""
    assert trace.terms == {}


def test_no_steps_are_the_start():
    trace = trace_of(0)
    assert np.array_equal(trace.x[0], STARTS)
    assert np.array_equal(trace.value[0], F(STARTS))


@pytest.mark.parametrize("every", [1, 2, 3, 10, 100])
def test_every_nth_is_every_nth_of_the_whole(every, kind):
    whole, some = trace_of(20, x0=kind(STARTS)), trace_of(20, x0=kind(STARTS), every=every)
    assert np.array_equal(some.t, whole.t[::every])
    for name in ("x", "value", "grad"):
        assert np.array_equal(to_numpy(getattr(some, name)), to_numpy(getattr(whole, name))[::every])


def test_the_best_is_the_highest_state_of_each_row_with_its_own_value(kind):
    """At η = 1.8 (λ = 1/2) the walk overshoots; at η = 2.05 it slowly leaves, so that the best is the first."""
    for rate in (1.8, 2.05):
        trace = trace_of(20, x0=kind(STARTS), rate=rate)
        best = trace.best
        assert np.array_equal(to_numpy(F(best.x)), to_numpy(best.value))
        assert np.array_equal(to_numpy(best.value), to_numpy(trace.value).max(axis=0))
        assert np.array_equal(to_numpy(best.t), to_numpy(trace.value).argmax(axis=0))


def test_each_row_has_a_best_of_its_own(kind):
    """On −x⁴ with η = 1/4, x ← x − x³: from 0.3 it climbs, from 1.9 it first jumps to −4.959, and on from there."""
    f = am.score(lambda x: (-(x[:, 0] ** 4), -4 * x**3), "−x⁴")
    trace = am.record(am.walk(f, kind([[0.3], [1.9]]), am.ascent(0.25)), steps=3)
    assert list(to_numpy(trace.best.t)) == [3, 0]
    assert np.allclose(to_numpy(f(trace.best.x)), to_numpy(trace.best.value), rtol=1e-12)


def test_the_best_knows_the_step_it_was_seen_at_not_its_place_in_the_trace():
    trace = trace_of(20, rate=0.5, every=5)
    assert list(trace.best.t) == [20] * 4


@pytest.mark.parametrize("every", [1, 3])
def test_the_terms_sum_to_the_value(every, kind):
    f = (F + am.logit(0)) @ am.clip(-3, 3)
    trace = trace_of(10, f, kind(STARTS), rate=0.3, every=every, terms=True)
    assert set(trace.terms) == {"w·x ∘ clip(-3, 3)", "(−0.5 ‖x‖²) ∘ clip(-3, 3)", "logit(0) ∘ clip(-3, 3)"}
    assert np.allclose(to_numpy(sum(trace.terms.values())), to_numpy(trace.value))


def test_the_terms_of_a_random_f_sum_to_the_value_of_what_was_drawn():
    x0 = np.random.default_rng(0).normal(size=(2, 5, 5))
    f = am.linear(np.arange(25.0).reshape(5, 5)) @ am.jitter(2) - 0.1 * am.l2
    trace = am.record(am.walk(f, x0, am.ascent(0.1)), steps=10, terms=True)
    assert len(trace.terms) == 2
    assert np.allclose(sum(trace.terms.values()), trace.value)


def test_two_terms_of_one_formula_are_numbered():
    f = am.linear([1.0, 0.0]) + am.linear([0.0, 1.0])
    trace = trace_of(3, f, terms=True)
    assert set(trace.terms) == {"w·x (1)", "w·x (2)"}
    assert np.allclose(sum(trace.terms.values()), trace.value)


@pytest.mark.parametrize("at", [1, 4])
def test_an_interrupt_inside_a_step_keeps_what_was_seen(at):
    """As the stop button of a notebook does: KeyboardInterrupt may come from anywhere inside f."""

    calls = iter(())

    @am.score
    def interrupted(x):
        if next(calls, None) == at:
            raise KeyboardInterrupt
        return am.dot(x, x), 2 * x

    interrupted(STARTS)  # its contract is checked at its first use
    calls = iter(range(100))
    trace = am.record(am.walk(interrupted, STARTS, am.ascent(0.1)), steps=50)
    assert np.array_equal(trace.t, np.arange(at))
    assert trace.note == f"interrupted after step {at - 1}"
    assert np.allclose(trace.x, STARTS * 1.2 ** np.arange(at)[:, None, None])


def test_a_walk_that_ends_early_gives_the_trace_so_far():
    trace = am.record(am.until_value(am.walk(F, STARTS, am.ascent(0.5)), goal=2.4), steps=1000)
    assert 1 < len(trace) < 20
    assert trace.note == ""


def test_a_trace_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        trace_of(0).note = "better"  # type: ignore[misc]


def test_a_diverged_walk_with_every_keeps_what_it_should_have_kept():
    with pytest.warns(RuntimeWarning, match="stopped at step 512"):
        trace = trace_of(2000, am.linear([0.0]) - 1 * am.l2, np.ones((1, 1)), rate=1.5, every=100)
    assert list(trace.t) == [0, 100, 200, 300, 400, 500]
    assert trace.note.startswith("step 512: ")


def test_what_a_direction_remembers_is_not_kept_for_every_step():
    """Adam's two memories are each as large as x: they would triple what a long walk holds on to."""
    made, alive = [], []

    def direction(g, memory=None):
        memory = np.zeros_like(g)
        made.append(weakref.ref(memory))
        alive.append(sum(memory() is not None for memory in made))
        return g, (memory,)

    am.record(am.walk(F, STARTS, am.ascent(0.1, direction)), steps=20)
    assert len(alive) == 20
    assert max(alive) <= 3
