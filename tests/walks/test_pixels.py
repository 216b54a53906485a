"""Pixels of small norm and of small contribution: how many are cleared, which, and that the others stay."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.pixels import clip_small_contribution, clip_small_norm
from amteach.walks.scheduled import for_step

GREY, COLOUR = np.random.default_rng(0).normal(size=(3, 10, 10)), np.random.default_rng(1).normal(size=(3, 3, 10, 10))
PERCENT = pytest.mark.parametrize("percent", [0, 1, 50, 66.6, 99])
BOTH = pytest.mark.parametrize("x", [GREY, GREY[:, None], COLOUR], ids=["grey", "one channel", "colour"])


def cleared(x) -> np.ndarray:
    """Which pixels are 0 in every channel, (batch, h · w)."""
    return np.asarray(~to_numpy(x).reshape(len(x), -1, 100).any(axis=1))


def by_hand(x, weight, percent):
    """Pixel by pixel: 0 where fewer than the given share of the picture's pixels weighs less."""
    y = x.copy().reshape(len(x), -1, 100)
    for row, w in zip(y, weight, strict=True):
        for i in range(100):
            if np.sum(w <= w[i]) <= int(percent):
                row[:, i] = 0
    return y.reshape(x.shape)


@BOTH
@PERCENT
def test_the_share_that_is_named_is_cleared_and_it_is_the_smallest(x, percent, kind):
    y = to_numpy(clip_small_norm(percent)(kind(x)))
    assert list(cleared(y).sum(axis=1)) == [int(percent)] * 3
    assert np.array_equal(y, by_hand(x, np.linalg.norm(x.reshape(3, -1, 100), axis=1), percent))


@PERCENT
def test_it_is_what_the_sources_percentile_gives(percent, kind):
    """The threshold of the deep visualization toolbox, NumPy's percentile, interpolates: it may take one pixel more."""
    norms = np.linalg.norm(COLOUR, axis=1)
    below = (norms < np.percentile(norms, percent, axis=(1, 2), keepdims=True)).sum(axis=(1, 2))
    assert np.all(below - cleared(clip_small_norm(percent)(kind(COLOUR))).sum(axis=1) <= 1)
    assert np.all(below >= cleared(clip_small_norm(percent)(kind(COLOUR))).sum(axis=1))


def test_what_is_kept_is_kept_as_it_was_also_the_second_time(kind):
    once = clip_small_norm(40)(kind(COLOUR))
    assert np.array_equal(to_numpy(clip_small_norm(40)(once)), to_numpy(once))
    assert np.array_equal(to_numpy(once)[to_numpy(once) != 0], COLOUR[to_numpy(once) != 0])


def test_a_picture_whose_pixels_are_all_alike_is_left_alone(kind):
    assert np.array_equal(to_numpy(clip_small_norm(90)(kind(np.ones((2, 3, 4, 4))))), np.ones((2, 3, 4, 4)))


@BOTH
@PERCENT
def test_the_contribution_is_x_times_the_gradient_summed_over_the_channels(x, percent, kind):
    w = np.random.default_rng(2).normal(size=x.shape[1:])
    states = am.walk(am.linear(w), kind(x), am.ascent(0.1, operator=clip_small_contribution(percent)))
    next(states)
    moved = x + 0.1 * w
    weight = np.abs((moved * w).reshape(3, -1, 100).sum(axis=1))
    assert np.allclose(to_numpy(next(states).x), by_hand(moved, weight, percent))


def test_on_a_linear_f_the_contribution_of_a_pixel_is_what_f_loses_with_it(kind):
    """f(x) − f(x without pixel i), exactly: what is cleared costs least."""
    w = np.random.default_rng(2).normal(size=(3, 10, 10))
    f = am.linear(w)
    start = next(am.walk(f, kind(COLOUR), am.ascent(0.1)))
    gone: np.ndarray = cleared(for_step(clip_small_contribution(30), start)(start.x))
    loss = np.empty((3, 100))
    for i in range(100):
        without = COLOUR.copy().reshape(3, 3, 100)
        without[:, :, i] = 0
        loss[:, i] = np.abs(f(COLOUR) - f(without.reshape(COLOUR.shape)))
    assert all(loss[row][gone[row]].max() < loss[row][~gone[row]].min() for row in range(3))


def test_what_was_cleared_passes_no_gradient_on(kind):
    state = next(am.walk(am.linear(COLOUR[0]), kind(COLOUR), am.ascent(0.1)))
    d = np.random.default_rng(4).normal(size=COLOUR.shape)
    for operator in (clip_small_norm(50), for_step(clip_small_contribution(50), state)):
        y, pullback = operator.forward(kind(COLOUR))
        assert np.array_equal(to_numpy(pullback(kind(d))), d * (to_numpy(y) != 0))


def test_as_an_operator_it_ends_with_a_sparse_picture(kind):
    f = am.linear(COLOUR[0]) - 0.5 * am.l2
    trace = am.record(am.walk(f, kind(COLOUR), am.ascent(0.2, operator=clip_small_norm(80))), steps=30)
    assert list(cleared(trace.x[-1]).sum(axis=1)) == [80] * 3
