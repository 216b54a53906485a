"""Dropout: each row loses its own units, the mean stays, and the same draw loses the same ones."""

import numpy as np
import pytest

import amteach as am

X = np.random.default_rng(0).normal(size=(3, 4, 5))


def drawn(rate, seed=0):
    return am.dropout(rate).draw(np.random.default_rng(seed))


def test_what_is_kept_is_enlarged_and_the_rest_is_zero():
    y = drawn(0.75)(X)
    kept = y != 0
    np.testing.assert_allclose(y[kept], 4 * X[kept])
    assert 0 < kept.mean() < 0.6


def test_the_mean_over_many_masks_is_x():
    """(1 − r) · x/(1 − r): within five standard errors, x √(r/(1 − r)/n)."""
    n, rate = 4000, 0.6
    y = drawn(rate)(np.broadcast_to(X, (n, *X.shape)))
    error = np.abs(y.mean(axis=0) - X)
    assert (error < 5 * np.abs(X) * np.sqrt(rate / (1 - rate) / n)).all()


def test_the_rows_have_masks_of_their_own():
    y = drawn(0.5)(np.ones((20, 30)))
    assert len(np.unique(y, axis=0)) == 20


def test_the_pullback_is_the_transposed_map():
    f, d = drawn(0.5), np.random.default_rng(1).normal(size=X.shape)
    y, pullback = f.forward(X)
    assert (y * d).sum() == pytest.approx((X * pullback(d)).sum())


def test_a_drawn_dropout_is_always_the_same_and_the_next_one_another():
    f = drawn(0.5)
    np.testing.assert_array_equal(f(X), f(X))
    rng = np.random.default_rng(0)
    first, second = (am.dropout(0.5).draw(rng)(np.ones((1, 50))) for _ in range(2))
    assert not np.array_equal(first, second)


def test_without_a_rate_it_is_the_identity():
    np.testing.assert_array_equal(drawn(0.0)(X), X)


def test_it_is_drawn_between_two_layers(torch):
    """Also of tensors, with the same mask."""
    f = am.linear(w=np.ones(5)) @ am.dropout(0.5)
    assert f.is_random
    x = np.ones((2, 5))
    one = f.draw(np.random.default_rng(3))
    np.testing.assert_allclose(one(torch.from_numpy(x)).numpy(), one(x))


def test_a_walk_replays_from_its_seed():
    f = am.linear(w=[1.0, 2.0]) @ am.dropout(0.5) - 0.5 * am.l2
    runs = [am.record(am.walk(f, [[0.0, 0.0]], am.ascent(0.1), seed), steps=9).x for seed in (0, 0, 1)]
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


@pytest.mark.parametrize("rate", [-0.1, 1.0, 2, float("nan")])
def test_a_rate_that_is_no_share_is_refused(rate):
    with pytest.raises(ValueError, match="share that is set to 0"):
        am.dropout(rate)
