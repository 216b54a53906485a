"""The loop: one seed, one walk; a generator that computes what it is asked for; states whose parts belong together."""

from itertools import islice

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

IMAGES = np.random.default_rng(0).normal(size=(3, 6, 6))
RANDOM = (
    am.linear(np.random.default_rng(1).normal(size=(6, 6))) @ am.jitter(2) - 0.1 * am.total_variation
) @ am.fourier((6, 6))


def walks(seed, x0=IMAGES):
    return am.walk(RANDOM, x0, am.ascent(0.05, am.adam(), operator=am.blur(0.3) @ am.jitter(1)), seed)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_seed_replays_the_same_walk_bit_for_bit(dtype, kind):
    first, second, other = (am.record(walks(seed, kind(IMAGES.astype(dtype))), steps=30) for seed in (7, 7, 8))
    for name in ("x", "value", "grad"):
        assert np.array_equal(to_numpy(getattr(first, name)), to_numpy(getattr(second, name)))
    assert not np.array_equal(to_numpy(first.x), to_numpy(other.x))


def test_a_step_and_its_parts_may_be_shared_between_walks():
    """Nothing in them remembers: two walks taken turn by turn are the two walks taken one after the other."""
    step = am.ascent(0.05, am.adam(), operator=am.blur(0.3) @ am.jitter(1))
    one, two = am.walk(RANDOM, IMAGES, step, seed=1), am.walk(RANDOM, 2 * IMAGES, step, seed=2)
    turns = [(next(one).x, next(two).x) for _ in range(10)]
    for x0, seed, seen in ((IMAGES, 1, [a for a, _ in turns]), (2 * IMAGES, 2, [b for _, b in turns])):
        assert np.array_equal(am.record(am.walk(RANDOM, x0, step, seed), steps=9).x, np.stack(seen))


def test_numpy_and_torch_walk_the_same_walk(torch):
    """The randomness is drawn by one generator, whatever the arrays are."""
    a, b = am.record(walks(3), steps=30), am.record(walks(3, torch.from_numpy(IMAGES)), steps=30)
    assert np.allclose(a.x, b.x, rtol=1e-8, atol=1e-8)
    assert np.allclose(a.value, b.value, rtol=1e-8, atol=1e-8)


def test_value_and_gradient_are_those_of_the_same_x(kind):
    for state in islice(walks(0, kind(IMAGES)), 10):
        value, gradient = state.f.value_and_grad(state.x)
        assert np.array_equal(to_numpy(state.value), to_numpy(value))
        assert np.array_equal(to_numpy(state.grad), to_numpy(gradient))
        assert not state.f.is_random


def test_the_first_state_is_the_start_and_t_counts_the_steps(kind):
    x0 = kind(IMAGES)
    states = list(islice(walks(0, x0), 5))
    assert np.array_equal(to_numpy(states[0].x), IMAGES)
    assert [state.t for state in states] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("operator", [am.identity, am.clip(-1, 1), am.ball(1.0)], ids=repr)
def test_the_start_is_left_as_it_was(operator, kind):
    x0 = kind(IMAGES)
    am.record(am.walk(RANDOM, x0, am.ascent(0.1, am.momentum(), operator)), steps=5)
    assert np.array_equal(to_numpy(x0), IMAGES)


def test_states_that_were_kept_are_not_written_over(kind):
    states = walks(0, kind(IMAGES))
    kept = list(islice(states, 5))
    before = [to_numpy(state.x).copy() for state in kept]
    list(islice(states, 5))
    assert all(np.array_equal(to_numpy(state.x), x) for state, x in zip(kept, before, strict=True))


def test_only_the_steps_that_are_asked_for_are_computed():
    seen = []

    @am.score
    def counted(x):
        seen.append(x)
        return am.dot(x, x), 2 * x

    counted([[1.0]])  # its contract is checked at its first use
    seen.clear()
    states = am.walk(counted, [[1.0]], am.ascent(0.1))
    assert len(seen) == 1  # the start is looked at by walk itself, so that a bad one is refused at that call
    next(states)
    assert len(seen) == 1
    list(islice(states, 2))
    assert len(seen) == 3


def test_a_walk_goes_on_where_it_was_left():
    states = walks(5)
    first, second = am.record(states, steps=4), am.record(states, steps=4)
    whole = am.record(walks(5), steps=9)
    assert np.array_equal(np.concatenate([first.x, second.x]), whole.x)
    assert np.array_equal(np.concatenate([first.t, second.t]), whole.t)


def test_every_row_walks_alone(kind):
    """What a start becomes does not depend on the starts beside it."""
    together = am.record(walks(4, kind(IMAGES)), steps=10)
    alone = am.record(walks(4, kind(IMAGES[1:2])), steps=10)
    assert np.allclose(to_numpy(together.x)[:, 1], to_numpy(alone.x)[:, 0], rtol=1e-10, atol=1e-12)


def test_lists_will_do():
    trace = am.record(am.walk(am.l2, [[3.0, -2.0]], am.ascent(0.1)), steps=1)
    assert np.allclose(trace.x[:, 0], [[3, -2], [3.6, -2.4]])


def test_a_tensor_that_asks_for_gradients_gives_a_trace_that_drags_no_graph_along(torch):
    x0 = torch.ones((1, 2), requires_grad=True)
    trace = am.record(am.walk(am.l2, x0, am.ascent(0.1)), steps=3)
    assert not trace.x.requires_grad
    assert x0.requires_grad
    assert x0.grad is None


@pytest.mark.parametrize("rate", [np.float64(0.1), np.float32(0.1), 1], ids=repr)
def test_single_precision_stays_single_whatever_the_numbers_around_it_are(rate, kind):
    big = np.float64
    f = am.linear(np.ones((6, 6)), b=big(0.5)) - big(0.1) * am.lp(big(4))
    operator = am.clip(big(-1), big(1)) @ am.ball(big(3)) @ am.decay(big(0.1)) @ am.blur(big(0.5))
    for direction in (am.steepest, am.normalized, am.sign, am.momentum(big(0.5)), am.adam(big(0.9), big(0.99))):
        trace = am.record(am.walk(f, kind(IMAGES.astype("float32")), am.ascent(rate, direction, operator)), steps=2)
        assert {str(a.dtype).removeprefix("torch.") for a in (trace.x, trace.value, trace.grad)} == {"float32"}
