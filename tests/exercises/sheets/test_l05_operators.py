"""Transforms, operators and decay against the package's walks, and a shift against its transpose."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES


def test_the_shift_comes_back_as_its_transpose(trials):
    rng = np.random.default_rng(0)
    for (d, dy, dx), carried in trials("shift-pullback"):
        y, pullback = am.shift(dy, dx).forward(x := rng.normal(size=d.shape))
        np.testing.assert_array_equal(carried, pullback(d))
        np.testing.assert_allclose((y * d).sum(), (x * carried).sum())


def test_penalty_and_decay_walk_the_same_way(trials):
    f, start = am.log_softmax(0), [[3.0, 1.0], [-1.0, 2.0]]
    for (penalty, rate), (share, new_rate) in trials("penalty-or-decay"):
        inside = am.record(am.walk(f - penalty * am.l2, start, am.ascent(rate)), 5)
        outside = am.record(am.walk(f, start, am.ascent(new_rate, operator=am.decay(share))), 5)
        np.testing.assert_allclose(inside.x, outside.x)


def test_a_blur_inside_and_outside_are_the_walks():
    size, blur = 6, am.blur(1.0)
    K = blur(np.eye(size)[:, :, None])[:, :, 0].T  # column j is what becomes of a single point at j
    assert not np.allclose(K, K.T), "at the edge the blur is not symmetric, so that K and its transpose differ"
    x, w = np.random.default_rng(0).normal(size=(2, size))
    f, start = am.linear(w[:, None]), x[None, :, None]
    inside = am.record(am.walk(f @ blur, start, am.ascent(0.5)), 1).x[-1, 0, :, 0]
    outside = am.record(am.walk(f, start, am.ascent(0.5, operator=blur)), 1).x[-1, 0, :, 0]
    np.testing.assert_allclose(EXERCISES["blur-operator-or-transform"].reference(x, w, K, 0.5), [inside, outside])
