"""A picture as its patches, and the two priors on them: their statistics, and a mixture that gives their density."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.gaussians import gaussian_mixture
from amteach.functions.patches import patch_statistics, patches

RNG = np.random.default_rng(0)
X = RNG.normal(size=(2, 3, 6, 5))
ROOTS = RNG.normal(size=(3, 4, 4))
WEIGHTS, MEANS = np.array([0.2, 0.5, 0.3]), 3 * RNG.normal(size=(3, 4))
COVARIANCES = ROOTS @ ROOTS.swapaxes(1, 2) + 0.1 * np.eye(4)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_patches_are_the_windows_of_numpy(size, kind):
    windows = np.lib.stride_tricks.sliding_window_view(X, (size, size), axis=(-2, -1))  # (2, 3, places, places, s, s)
    expected = np.moveaxis(windows, 1, 3).reshape(2, -1, 3 * size**2)
    assert np.array_equal(to_numpy(patches(size)(kind(X))), expected)


def test_put_back_each_pixel_counts_as_often_as_a_patch_held_it(kind):
    y, pullback = patches(3).forward(kind(np.ones((1, 6, 5))))
    counts = np.outer([1, 2, 3, 3, 2, 1], [1, 2, 3, 2, 1])
    assert np.array_equal(to_numpy(pullback(y))[0], counts)


def test_a_picture_is_at_no_distance_from_its_own_statistics(kind):
    own = patches(2)(X)[0]
    penalty = patch_statistics(own.mean(axis=0), np.cov(own.T, bias=True)) @ patches(2)
    value, gradient = penalty.value_and_grad(kind(X))
    assert np.allclose(to_numpy(value)[0], 0, atol=1e-24)
    assert np.allclose(to_numpy(gradient)[0], 0, atol=1e-12)
    assert to_numpy(value)[1] > 0.1


def test_the_statistics_do_not_know_where_a_patch_is(kind):
    x, penalty = RNG.normal(size=(1, 9, 4)), patch_statistics(MEANS[0], COVARIANCES[0])
    shuffled = x[:, RNG.permutation(9)]
    assert np.allclose(to_numpy(penalty(kind(x))), to_numpy(penalty(kind(shuffled))))


def test_descent_on_the_statistics_reaches_them(kind):
    f = -patch_statistics([0.3], [[0.04]])
    x = to_numpy(am.record(am.walk(f, kind(RNG.normal(size=(1, 50, 1))), am.ascent(5.0)), steps=600).x[-1])
    assert np.allclose([x.mean(), x.var()], [0.3, 0.04], atol=1e-4)


@pytest.mark.parametrize("k", [1, 3])
def test_the_density_is_that_of_scipy(k, kind):
    stats = pytest.importorskip("scipy.stats", reason="scipy is the oracle here")
    weights = WEIGHTS[:k] / WEIGHTS[:k].sum()
    x = 3 * RNG.normal(size=(2, 7, 4))
    density = sum(w * stats.multivariate_normal(MEANS[i], COVARIANCES[i]).pdf(x) for i, w in enumerate(weights))
    penalty = gaussian_mixture(weights, MEANS[:k], COVARIANCES[:k])
    assert np.allclose(to_numpy(penalty(kind(x))), -np.log(density).mean(axis=1), rtol=1e-10)


def test_one_normal_distribution_is_a_quadratic_form(kind):
    """−log N = ½ (x − μ)ᵀ Σ⁻¹ (x − μ) + constant, and its gradient Σ⁻¹ (x − μ), the mean over the patches."""
    x = RNG.normal(size=(2, 5, 4))
    penalty = gaussian_mixture([1.0], MEANS[:1], COVARIANCES[:1])
    _, gradient = penalty.value_and_grad(kind(x))
    assert np.allclose(to_numpy(gradient), (x - MEANS[0]) @ np.linalg.inv(COVARIANCES[0]) / 5)
    rise = 0.5 * np.einsum("npi,ij,npj->n", x - MEANS[0], np.linalg.inv(COVARIANCES[0]), x - MEANS[0]) / 5
    assert np.allclose(to_numpy(penalty(kind(x)) - penalty(kind(0 * x + MEANS[0]))), rise)


def test_narrow_parts_of_equal_weight_are_the_nearest_patch_of_a_database(kind):
    """σ² (Ω + constant) → the mean over the patches of half the squared distance to the nearest: Wei et al. (2015)."""
    database, sd = RNG.normal(size=(6, 4)), 1e-4
    x = RNG.normal(size=(1, 5, 4))
    penalty = gaussian_mixture(np.full(6, 1 / 6), database, np.broadcast_to(sd**2 * np.eye(4), (6, 4, 4)))
    value, gradient = penalty.value_and_grad(kind(x))
    square = ((x[0][:, None] - database) ** 2).sum(axis=2)
    assert np.allclose(sd**2 * to_numpy(value), square.min(axis=1).mean() / 2, atol=1e-6)
    assert np.allclose(sd**2 * to_numpy(gradient)[0], (x[0] - database[square.argmin(axis=1)]) / 5)


def test_far_from_everything_nothing_overflows(kind):
    x = np.full((1, 2, 4), 1e6)
    value, gradient = gaussian_mixture(WEIGHTS, MEANS, COVARIANCES).value_and_grad(kind(x))
    assert np.isfinite(to_numpy(value)).all()
    assert np.isfinite(to_numpy(gradient)).all()
