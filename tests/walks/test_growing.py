"""A Trace that grows while the walk goes on: one after each chunk of steps, and the whole at the end."""

import itertools

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.trace import growing

STARTS = np.random.default_rng(0).normal(size=(4, 2))
F = am.linear([1.0, 2.0]) - 0.5 * am.l2


def climb(x0=STARTS, f=F, rate=0.3):
    return am.walk(f, x0, am.ascent(rate))


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 6, 7, 100])
@pytest.mark.parametrize("steps", [0, 1, 6])
def test_there_is_one_after_each_chunk_and_one_at_the_end_and_none_at_the_start(steps, chunk):
    last = [int(trace.t[-1]) for trace in growing(climb(), steps, chunk=chunk)]
    assert last == [t for t in range(1, steps) if t % chunk == 0] + [steps]


@pytest.mark.parametrize("every", [1, 2, 4])
def test_each_is_the_beginning_of_the_last_which_is_the_whole_record(every, kind):
    traces = list(growing(climb(kind(STARTS)), 9, every=every, terms=True, chunk=2))
    whole = am.record(climb(kind(STARTS)), 9, every=every, terms=True)
    assert len(traces) == 5
    assert np.array_equal(traces[-1].t, whole.t)
    for trace in traces:
        n = len(trace)
        assert n == len(range(0, int(trace.t[-1]) + 1, every))
        assert (trace.note, trace.diverged, trace.description) == ("", False, whole.description)
        for name in ("x", "value", "grad"):
            assert np.array_equal(to_numpy(getattr(trace, name)), to_numpy(getattr(whole, name))[:n])
        for name, term in whole.terms.items():
            assert np.array_equal(to_numpy(trace.terms[name]), to_numpy(term)[:n])


def test_it_is_given_before_the_next_step_is_taken():
    taken = []

    def states():
        for state in climb():
            taken.append(state.t)
            yield state

    traces = growing(states(), 10, chunk=3)
    assert next(traces).t[-1] == taken[-1] == 3
    assert next(traces).t[-1] == taken[-1] == 6
    assert [trace.t[-1] for trace in traces] == [9, 10]
    assert taken == list(range(11))


def test_a_walk_that_ends_early_ends_with_what_there_is():
    assert [len(trace) for trace in growing(itertools.islice(climb(), 5), 100, chunk=2)] == [3, 5, 5]


def test_only_the_last_says_why_a_walk_stopped():
    *before, last = growing(climb(np.ones((1, 1)), -1 * am.l2, rate=1e200), 10)
    assert [trace.note for trace in before] == [""] * len(before)
    assert last.diverged
    assert last.note.startswith("step ")


def test_a_bad_number_of_steps_is_refused_in_words():
    for steps, every in ((-1, 1), (1.5, 1), (3, 0), (3, 1.5)):
        with pytest.raises(ValueError, match="whole numbers are needed, steps ≥ 0 and every ≥ 1"):
            next(growing(climb(), steps, every))  # type: ignore[arg-type]
