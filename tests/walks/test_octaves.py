"""Octaves: each walk starts where the one before it stands, resized; the steps and the randomness run on."""

from itertools import islice

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.scales import resize
from amteach.walks.octaves import octaves
from amteach.walks.scheduled import every

X = np.random.default_rng(0).normal(size=(2, 1, 6, 6))
SIZES = [(6, 6), (9, 8), (12, 12)]
F = am.total_variation - 0.5 * am.lp(4)
STEP = am.ascent(0.01, am.momentum())


def recorded(x0, steps=(5, 3, 4), f=F, step=STEP, seed=0, sizes=SIZES):
    walks = octaves(f, x0, sizes, step, seed)
    return [am.record(states, n) for states, n in zip(walks, steps, strict=True)]


def test_each_octave_is_the_walk_from_the_resized_end_of_the_last(kind):
    x = X
    for trace, size, steps in zip(recorded(kind(X)), SIZES, (5, 3, 4), strict=True):
        alone = am.record(am.walk(F, resize(size)(x), STEP), steps)
        assert tuple(trace.x.shape[-2:]) == size
        assert np.allclose(to_numpy(trace.x), alone.x, rtol=1e-12)
        assert np.allclose(to_numpy(trace.value), alone.value)
        x = alone.x[-1]


def test_the_steps_run_on_and_growing_is_one(kind):
    assert np.array_equal(np.concatenate([trace.t for trace in recorded(kind(X))]), np.arange(6 + 4 + 5))


def test_every_counts_through_the_octaves(kind):
    """A constant picture stays constant when it grows, and is halved at steps 4, 8 and 12."""
    step = am.ascent(0.1, operator=every(4, am.decay(0.5)))
    for trace in recorded(kind(np.ones((1, 1, 6, 6))), f=0 * am.l2, step=step):
        assert np.allclose(to_numpy(trace.x)[:, 0, 0, 0, 0], 0.5 ** (trace.t // 4))


def test_one_seed_is_one_walk_and_its_randomness_is_not_repeated_in_each_octave(kind):
    f = am.linear(np.ones((1, 1, 1))) @ am.Function(_corner, "corner") @ am.jitter(3)
    sizes, steps = [(6, 6)] * 3, (4, 4, 4)
    first, second, other = (recorded(kind(X), steps, f, am.ascent(1.0), seed, sizes) for seed in (1, 1, 2))
    for a, b in zip(first, second, strict=True):
        assert np.array_equal(to_numpy(a.x), to_numpy(b.x))
    assert not np.array_equal(to_numpy(first[0].x), to_numpy(other[0].x))
    moves = [np.diff(to_numpy(trace.x), axis=0) for trace in first]
    assert not np.array_equal(moves[0], moves[1])


def _corner(x):
    def pullback(d):
        back = x * 0
        back[:, :, :1, :1] += d
        return back

    return x[:, :, :1, :1], pullback


def test_an_octave_that_stops_early_hands_on_what_it_has(kind):
    walks = octaves(F, kind(X), SIZES[:2], STEP)
    short = list(islice(walks[0], 3))
    assert np.allclose(to_numpy(next(walks[1]).x), resize(SIZES[1])(to_numpy(short[-1].x)))


def test_an_octave_that_is_left_out_changes_nothing(kind):
    walks = octaves(F, kind(X), SIZES, STEP)
    assert np.allclose(to_numpy(next(walks[2]).x), resize(SIZES[2])(X))


def test_a_small_picture_decides_what_the_large_one_shows(kind):
    """The low frequencies of the end are those of the first octave, when the later ones only fill in."""
    traces = recorded(kind(X), steps=(200, 1, 1), f=-1 * am.total_variation, step=am.ascent(0.1))
    assert np.allclose(to_numpy(traces[-1].x[-1]), X.mean(axis=(1, 2, 3), keepdims=True), atol=1e-3)


def test_the_description_names_the_octave():
    assert recorded(X, seed=7)[1].description == f"{F} by ascent(0.01, momentum(0.9)), seed 7, resize(9, 8)"


def test_a_divergence_is_reported_at_the_step_of_the_whole():
    f = am.linear(np.zeros((1, 1, 1))) @ am.Function(_corner, "corner") - 1 * am.l2
    with pytest.warns(RuntimeWarning, match="stopped at step"):
        first, second = recorded(X, (400, 400), f, am.ascent(1.5), sizes=[(6, 6), (6, 6)])
    assert first.note == ""
    assert second.note.startswith(f"step {second.t[-1] + 1}: ")
    assert second.t[0] == 401


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: octaves(F, X, [(6, 0)], STEP), ValueError, r"resize\(\(6, 0\)\)"),
        (lambda: octaves(F, X[0, 0], SIZES, STEP), ValueError, r"octaves needs images of shape \(batch, …, h, w\)"),
        (lambda: octaves(F, X.astype(int), SIZES, STEP), TypeError, "the start holds int64"),
        (lambda: octaves(max, X, SIZES, STEP), TypeError, "needs a Function"),  # type: ignore[arg-type]
        (lambda: octaves(F, X, SIZES, 0.1), TypeError, "the step must be a function"),  # type: ignore[arg-type]
        (lambda: octaves(F, X, [], STEP), ValueError, r"octaves needs at least one size, such as \(28, 28\)"),
    ],
)
def test_is_refused_in_so_many_words(call, error, words):
    with pytest.raises(error, match=words):
        call()
