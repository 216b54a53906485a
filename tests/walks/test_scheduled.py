"""Scheduled operators: they act at the steps that they name, and keep no memory of their own."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.scheduled import every, for_step, scheduled

IMAGES = np.random.default_rng(0).normal(size=(2, 6, 6))
F = am.linear(IMAGES[0]) - 0.2 * am.lp(4)


def climb(operator, x0=IMAGES, steps=12, f=F, seed=0):
    return am.record(am.walk(f, x0, am.ascent(0.05, operator=operator), seed), steps)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_every_acts_at_n_2n_3n_and_nowhere_else(n, kind):
    """decay(1) leaves nothing: the picture is 0 at just those steps."""
    x = to_numpy(climb(every(n, am.decay(1)), kind(IMAGES)).x)
    assert [t for t in range(13) if not x[t].any()] == list(range(n, 13, n))


def test_every_is_the_loop_that_it_says(kind):
    x, operator = IMAGES, am.clip(-0.5, 0.5) @ every(4, am.blur(0.7)) @ am.decay(0.1)
    for t in range(1, 13):
        x = am.decay(0.1)(x + 0.05 * F.value_and_grad(x)[1])
        x = am.clip(-0.5, 0.5)(am.blur(0.7)(x) if t % 4 == 0 else x)
    assert np.allclose(to_numpy(climb(operator, kind(IMAGES)).x[-1]), x, rtol=1e-12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (every(1, am.blur(0.5)), am.blur(0.5)),
        (every(2, every(3, am.blur(0.5))), every(6, am.blur(0.5))),
        (every(2, am.clip(-1, 0.2)) @ every(2, am.blur(0.5)), every(2, am.clip(-1, 0.2) @ am.blur(0.5))),
        (0.5 * every(3, am.blur(0.5)) + 0.5 * am.identity, every(3, 0.5 * am.blur(0.5) + 0.5 * am.identity)),
    ],
)
def test_two_ways_to_say_the_same(one, other, kind):
    assert np.allclose(to_numpy(climb(one, kind(IMAGES)).x), to_numpy(climb(other, kind(IMAGES)).x), rtol=1e-12)


def test_two_walks_with_one_operator_each_count_their_own_steps():
    step = am.ascent(0.05, operator=every(3, am.blur(0.7)))
    one, two = am.walk(F, IMAGES, step), am.walk(F, 2 * IMAGES, step)
    next(two)  # so that the two are never at the same step
    turns = [(next(one).x, next(two).x) for _ in range(10)]
    assert np.array_equal(climb(every(3, am.blur(0.7)), steps=9).x, np.stack([a for a, _ in turns]))
    assert np.array_equal(climb(every(3, am.blur(0.7)), 2 * IMAGES, 10).x[1:], np.stack([b for _, b in turns]))


def test_a_walk_that_is_taken_up_again_counts_on():
    states = am.walk(F, IMAGES, am.ascent(0.05, operator=every(4, am.blur(0.7))))
    parts = [am.record(states, steps).x for steps in (2, 3, 4)]
    assert np.array_equal(np.concatenate(parts), climb(every(4, am.blur(0.7)), steps=11).x)


def test_a_random_operator_is_drawn_only_when_its_turn_comes(kind):
    """Where nothing else moves, the picture shifts at steps 5 and 10, by the first two draws of the seed."""
    trace = climb(every(5, am.jitter(2)), kind(IMAGES), f=0 * am.l2, seed=3)
    rng = np.random.default_rng(3)
    first = am.jitter(2).draw(rng)(IMAGES)
    second = am.jitter(2).draw(rng)(first)
    expected = [IMAGES] * 5 + [first] * 5 + [second] * 3
    assert np.array_equal(to_numpy(trace.x), np.stack(expected))
    assert not np.array_equal(first, second)


def test_a_schedule_is_given_the_state_before_the_move(kind):
    """x + (x − x₀) doubles the step: the operator sees where the step came from."""
    twice = scheduled(lambda s: am.Function(lambda x: (2 * x - s.x, lambda d: 2 * d), "twice"), "twice")
    fast, doubled = climb(twice, kind(IMAGES), 1), am.record(am.walk(F, kind(IMAGES), am.ascent(0.1)), 1)
    assert np.allclose(to_numpy(fast.x), to_numpy(doubled.x))


def test_by_hand_the_step_is_named_first(kind):
    states = am.walk(F, kind(IMAGES), am.ascent(0.05))
    start, second = next(states), next(states)
    operator = every(2, am.decay(0.5))
    assert np.array_equal(to_numpy(for_step(operator, start)(start.x)), IMAGES)
    assert np.array_equal(to_numpy(for_step(operator, second)(start.x)), 0.5 * IMAGES)


def test_inside_f_it_is_refused_at_the_call_of_walk(kind):
    words = (
        r"^every\(4, blur\(0.5\)\) acts on the iterate.*cannot stand inside f: write am.ascent\(rate, operator=every"
    )
    with pytest.raises(TypeError, match=words):
        am.walk(F @ every(4, am.blur(0.5)), kind(IMAGES), am.ascent(0.1))


def test_the_formula_is_the_line_that_makes_it():
    assert repr(am.clip(0, 1) @ every(4, am.blur(0.5))) == "clip(0, 1) ∘ every(4, blur(0.5))"
