"""What small windows of MNIST look like, and the fit of a mixture by EM."""

import numpy as np
import pytest

from amteach.data.patches import fit_mixture, patch_mixture, patch_moments
from amteach.functions.gaussians import gaussian_mixture
from amteach.functions.patches import patch_statistics, patches

SHARES, CENTRES = np.array([0.2, 0.3, 0.5]), np.array([[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]])


def three_clouds(n=3000, seed=0):
    """Normal clouds of standard deviation 1 in one direction and ½ in the other, far apart."""
    rng = np.random.default_rng(seed)
    return CENTRES[rng.choice(3, size=n, p=SHARES)] + rng.normal(size=(n, 2)) * [1, 0.5]


def test_em_finds_clouds_that_are_far_apart():
    """From the likeliest of five starts: EM climbs, and like every ascent it may end on a lower top."""
    x = three_clouds()
    fits = [fit_mixture(x, 3, 0, 50, np.random.default_rng(seed)) for seed in range(5)]
    pi, mu, sigma = min(fits, key=lambda fit: gaussian_mixture(*fit)(x[None])[0])
    order = np.argmin(((mu[:, None] - CENTRES) ** 2).sum(axis=2), axis=0)
    assert np.allclose(pi[order], SHARES, atol=0.03)
    assert np.allclose(mu[order], CENTRES, atol=0.2)
    assert np.allclose(sigma, [[1, 0], [0, 0.25]], atol=0.2)


def test_each_step_of_em_raises_the_likelihood():
    x = three_clouds(300)
    for k in (1, 2, 5):
        fits = [fit_mixture(x, k, 0, steps, np.random.default_rng(0)) for steps in range(1, 15)]
        surprise = [float(gaussian_mixture(*fit)(x[None])[0]) for fit in fits]
        assert np.all(np.diff(surprise) < 1e-9)


def test_a_floor_is_added_to_every_variance():
    x = np.zeros((50, 3))
    x[:, 0] = np.random.default_rng(0).normal(size=50)
    (pi,), (mu,), (sigma,) = fit_mixture(x, 1, 0.01, 3, np.random.default_rng(0))
    assert pi == 1
    assert np.allclose(mu, x.mean(axis=0))
    assert np.allclose(sigma, np.diag([x[:, 0].var(), 0, 0]) + 0.01 * np.eye(3))


def test_what_ships_fits_together():
    moments, mixture = patch_moments(), patch_mixture()
    assert mixture["weights"].sum() == pytest.approx(1, abs=1e-5)
    mean = mixture["weights"] @ mixture["means"]
    assert np.allclose(mean, moments["mean"], atol=5e-3)
    off = mixture["means"] - mean
    within = np.einsum("k,kij->ij", mixture["weights"], mixture["covariances"] - 0.01 * np.eye(25))
    assert np.allclose(
        within + np.einsum("k,ki,kj->ij", mixture["weights"], off, off), moments["covariance"], atol=5e-3
    )


def test_the_digits_are_likelier_than_what_is_no_digit(real):
    digits = real[1].images[:50]
    rng = np.random.default_rng(0)
    density = -gaussian_mixture(**patch_mixture()) @ patches(5)
    distance = patch_statistics(**patch_moments()) @ patches(5)
    others = [digits + rng.normal(size=digits.shape).astype("f4") * 0.1, 1 - digits, rng.uniform(size=digits.shape)]
    for other in others:
        assert (density(digits) > density(other)).all()
        assert distance(digits).mean() < distance(other).mean()
