"""Where walks start: what the names mean, and that a seed means one start."""

import numpy as np
import pytest

import amteach as am

SHAPE = (1, 6, 5)


def test_the_constants_are_constant():
    assert np.all(am.zeros((2, *SHAPE)) == 0)
    assert np.all(am.ones((2, *SHAPE)) == 1)
    assert np.all(am.constant((2, *SHAPE), 0.5) == 0.5)


def test_uniform_and_noise_have_the_moments_they_promise():
    """4σ of the mean of n = 40 000 draws, and of their variance."""
    u, n = am.uniform((200, 200), low=-1, high=3, seed=1), am.noise((200, 200), sd=2, mean=0.5, seed=1)
    assert (u.min() >= -1) & (u.max() < 3)
    assert np.isclose(u.mean(), 1, atol=4 * np.sqrt(16 / 12 / u.size))
    assert np.isclose(n.mean(), 0.5, atol=4 * 2 / np.sqrt(n.size))
    assert np.isclose(n.std(), 2, atol=4 * 2 / np.sqrt(2 * n.size))


@pytest.mark.parametrize("start", [am.uniform, am.noise])
def test_a_seed_is_a_start(start):
    assert np.array_equal(start((3, *SHAPE), seed=4), start((3, *SHAPE), seed=4))
    assert not np.array_equal(start((3, *SHAPE), seed=4), start((3, *SHAPE), seed=5))


def test_all_are_single_precision_as_networks_are():
    made = [am.zeros(SHAPE), am.ones(SHAPE), am.constant(SHAPE, 0.5), am.uniform(SHAPE), am.noise(SHAPE)]
    assert {a.dtype for a in [*made, am.starts("noise", 0.5, np.zeros(SHAPE), shape=SHAPE)]} == {np.dtype("float32")}


def test_several_starts_are_each_start_in_a_row_of_its_own():
    picture = np.random.default_rng(0).normal(size=SHAPE).astype(np.float32)
    batch = am.starts("zeros", "ones", 0.5, "uniform", "noise", picture, shape=SHAPE, seed=10)
    expected = [
        am.zeros(SHAPE),
        am.ones(SHAPE),
        am.constant(SHAPE, 0.5),
        am.uniform(SHAPE, seed=13),
        am.noise(SHAPE, seed=14),
        picture,
    ]
    assert np.array_equal(batch, np.stack(expected))


def test_the_same_name_twice_is_two_starts():
    batch = am.starts("noise", "noise", shape=SHAPE)
    assert not np.array_equal(batch[0], batch[1])


def test_a_picture_given_as_a_start_is_copied():
    picture = np.zeros(SHAPE, dtype=np.float32)
    am.starts(picture, shape=SHAPE)[0, 0] = 7
    assert not picture.any()
