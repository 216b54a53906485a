"""The description that a Trace carries: what was climbed, by which step, from which seed, as the line that makes it."""

import numpy as np
import pytest

import amteach as am

X = np.random.default_rng(0).normal(size=(2, 1, 5, 5))
F = am.linear(X[0]) - 0.1 * am.lp(4)


class _Public(dict):
    """The names of amteach, also those that are imported only when they are asked for."""

    def __missing__(self, name):
        return getattr(am, name)


STEPS = {
    "ascent(0.1)": am.ascent(0.1),
    "ascent(0.1, sign)": am.ascent(0.1, am.sign),
    "ascent(0.1, momentum(0.5))": am.ascent(0.1, am.momentum(0.5)),
    "ascent(0.05, adam(0.9, 0.999, 1e-08))": am.ascent(0.05, am.adam()),
    "ascent(0.1, operator=clip(-1, 1))": am.ascent(0.1, operator=am.clip(-1, 1)),
    "ascent(0.1, operator=every(2, bilateral(1, 0.5)))": am.ascent(0.1, operator=am.every(2, am.bilateral(1, 0.5))),
    "ascent(0.1, operator=clip_small_norm(20))": am.ascent(0.1, operator=am.clip_small_norm(20)),
    "ascent(0.1, operator=clip_small_contribution(20))": am.ascent(0.1, operator=am.clip_small_contribution(20)),
    "ascent(0.1, relu(adam(0.5, 0.9, 1e-08)), operator=sphere(3))": am.ascent(
        0.1, am.relu(am.adam(0.5, 0.9)), am.sphere(3)
    ),
    "ascent(0.1, clipped(1, blurred(0.5)), operator=box(0.3))": am.ascent(
        0.1, am.clipped(1.0, am.blurred(0.5)), am.box(0.3)
    ),
    "line_search(2)": am.line_search(2.0),
    "line_search(2, center_bias(1, 0.5, momentum(0.9)))": am.line_search(2.0, am.center_bias(1.0, 0.5, am.momentum())),
}


def recorded(step, seed=7):
    return am.record(am.walk(F, X, step, seed), steps=5)


@pytest.mark.parametrize("name", STEPS)
def test_the_description_is_the_line_that_makes_the_walk(name):
    trace = recorded(STEPS[name])
    assert trace.description == f"{F} by {name}, seed 7"
    assert np.array_equal(trace.x, recorded(eval(name, {}, _Public())).x)
    assert trace.t.tolist() == [0, 1, 2, 3, 4, 5]


def test_every_state_carries_it_also_through_listeners_and_after_a_pause():
    states = am.until_still(am.walk(F, X, am.ascent(0.1), seed=3))
    first, second = am.record(states, 2), am.record(states, 2)
    assert first.description == second.description == f"{F} by ascent(0.1), seed 3"
    assert first.caption == f"{F} by ascent(0.1), seed 3, steps 0 to 2"
    assert second.caption.endswith("steps 3 to 5")


def test_a_random_f_is_described_as_random_not_by_one_draw_of_it():
    f = am.linear(X[0]) @ am.jitter(2)
    assert am.record(am.walk(f, X, am.ascent(0.1)), 2).description.startswith("w·x ∘ jitter(2) by ")


def test_a_step_of_ones_own_is_described_by_its_name():
    def downhill(f, state, rng):
        return am.ascent(0.1)(-f, state, rng)

    assert recorded(downhill).description == f"{F} by downhill, seed 7"


def test_a_direction_and_an_operator_of_ones_own_are_described_by_their_names():
    def halved(g):
        return g / 2, ()

    step = am.ascent(0.1, halved, am.Function(lambda x: (x, lambda d: d), "nothing"))
    assert recorded(step).description == f"{F} by ascent(0.1, halved, operator=nothing), seed 7"


def test_the_caption_says_why_a_walk_ended_early():
    with pytest.warns(RuntimeWarning, match="the walk stopped"):
        trace = am.record(am.walk(am.lp(4), [[1.0]], am.ascent(10.0)), steps=50)
    assert trace.caption == f"‖x‖_4^4 by ascent(10), seed 0, steps 0 to {trace.t[-1]} ({trace.note})"


def test_the_former_name_still_works_and_says_what_it_is_called_now():
    state, trace = next(am.walk(F, X, am.ascent(0.1))), recorded(am.ascent(0.1))
    with pytest.warns(DeprecationWarning, match=r"^Trace.recipe is now called Trace.description$") as caught:
        assert trace.recipe == trace.description
    assert caught[0].filename == __file__
    with pytest.warns(DeprecationWarning, match=r"^State.recipe is now called State.description$") as caught:
        assert state.recipe == state.description
    assert caught[0].filename == __file__
