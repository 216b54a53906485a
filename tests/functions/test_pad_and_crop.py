"""What is put around a picture, cut off, or mirrored; and noise, which is added and not differentiated."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.pad_and_crop import crop, flip, pad, random_crop, random_flip
from amteach.functions.transforms import add_noise


def pictures(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


X = pictures(2, 3, 7, 5)


@pytest.mark.parametrize("pixels", [0, 1, 2, 9])
def test_crop_undoes_pad_and_each_is_the_others_adjoint(pixels, kind):
    padded, back = pad(pixels, 0.5).forward(kind(X))
    assert padded.shape == (2, 3, 7 + 2 * pixels, 5 + 2 * pixels)
    assert np.array_equal(to_numpy(crop(pixels)(padded)), X)
    d = kind(pictures(*padded.shape))
    assert np.array_equal(to_numpy(back(d)), to_numpy(crop(pixels)(d)))
    _, forth = crop(pixels).forward(padded)
    assert np.array_equal(to_numpy(forth(kind(X))), to_numpy(pad(pixels)(kind(X))))


def test_around_a_picture_is_the_value_it_is_padded_with(kind):
    padded = to_numpy(pad(2, 0.5)(kind(X)))
    assert (padded.sum() - X.sum()) / 0.5 == pytest.approx(padded.size - X.size)
    assert np.array_equal(padded, np.pad(X, ((0, 0), (0, 0), (2, 2), (2, 2)), constant_values=0.5))


def test_what_is_cropped_away_has_no_gradient():
    _, gradient = (am.l2 @ crop(1)).value_and_grad(X)
    assert np.array_equal(gradient, np.pad(2 * X[..., 1:-1, 1:-1], ((0, 0), (0, 0), (1, 1), (1, 1))))


def test_random_crop_draws_every_window_and_no_other():
    x, rng, window = np.arange(30.0).reshape(1, 5, 6), np.random.default_rng(0), random_crop(3, 4)
    drawn = {int(window.draw(rng)(x)[0, 0, 0]) for _ in range(300)}
    assert drawn == {6 * i + j for i in range(3) for j in range(3)}
    y = window.draw(rng)(x)
    assert np.array_equal(y - y[0, 0, 0], x[:, :3, :4])


def test_a_window_as_large_as_the_picture_is_the_picture(kind):
    for seed in range(5):
        drawn = random_crop(7, 5).draw(np.random.default_rng(seed))
        assert np.array_equal(to_numpy(drawn(kind(X))), X)


def test_flip_is_a_mirror_and_random_flip_tosses_a_coin(kind):
    assert np.array_equal(to_numpy(flip(kind(X))), X[..., ::-1])
    assert np.array_equal(to_numpy((flip @ flip)(kind(X))), X)
    rng = np.random.default_rng(0)
    flipped = [to_numpy(random_flip.draw(rng)(kind(X)))[0, 0, 0, 0] == X[0, 0, 0, -1] for _ in range(200)]
    assert 70 < sum(flipped) < 130  # 100 ± 4 standard deviations of 7


def test_noise_has_its_spread_and_is_the_same_for_every_row(kind):
    y = to_numpy(add_noise(0.3).draw(np.random.default_rng(0))(kind(np.zeros((3, 1, 100, 100)))))
    assert np.array_equal(y[0], y[2])
    assert abs(y[0].mean()) < 4 * 0.3 / 100
    assert abs(y[0].std() - 0.3) < 4 * 0.3 / 100 / np.sqrt(2)


def test_noise_is_drawn_by_the_walk_anew_for_each_step_and_replayed_from_its_seed(kind):
    f = am.linear(pictures(7, 5)) @ add_noise(0.3)
    values = [
        to_numpy(am.record(am.walk(f, kind(X[0]), am.ascent(0.1), seed=seed), steps=5).value) for seed in (1, 1, 2)
    ]
    assert np.array_equal(values[0], values[1])
    assert not np.allclose(values[0], values[2])
    gains = np.diff(values[0], axis=0)
    assert len(np.unique(gains.round(9))) == len(np.unique(gains[:, 0].round(9))) == 5


@pytest.mark.parametrize(
    "f", [pad(0), crop(0), add_noise(0).draw(np.random.default_rng(0))], ids=["pad", "crop", "noise"]
)
def test_by_nothing_nothing_is_changed(f, kind):
    assert np.array_equal(to_numpy(f(kind(X))), X)


def test_each_is_called_what_it_is():
    parts = [pad(2), pad(2, 0.5), crop(1), random_crop(3, 4), flip, random_flip, add_noise(0.1)]
    names = ["pad(2)", "pad(2, 0.5)", "crop(1)", "random_crop(3, 4)", "flip", "random_flip", "add_noise(0.1)"]
    assert [repr(f) for f in parts] == names
    assert [f.draw(np.random.default_rng(0)).name for f in parts] == names
