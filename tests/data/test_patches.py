"""What small windows of MNIST look like, and the fit of a mixture by EM."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.data.patches import patch_mixture, patch_moments
from amteach.data.recipe import fit_mixture, nearest_of_far_apart, window_statistics
from amteach.functions.gaussians import gaussian_mixture, log_joint
from amteach.functions.objectives import probabilities
from amteach.functions.patches import patch_statistics, patches

SHARES, CENTRES = np.array([0.2, 0.3, 0.5]), np.array([[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]])


@pytest.fixture
def fit():
    """The three arrays of a fit, as a tuple; skipped where scikit-learn is not installed."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install 'amteach[facets]'")

    def fit(*args):
        found = fit_mixture(*args)
        return found["weights"], found["means"], found["covariances"]

    return fit


def three_clouds(n=3000, seed=0):
    """Normal clouds of standard deviation 1 in one direction and ½ in the other, far apart."""
    rng = np.random.default_rng(seed)
    return CENTRES[rng.choice(3, size=n, p=SHARES)] + rng.normal(size=(n, 2)) * [1, 0.5]


def em(x, label, components, floor, steps):
    """EM as in the docstring, with the E step in amteach's own words."""
    r = np.eye(components)[label].T
    found = ()
    for _ in range(steps):
        r = probabilities(log_joint(*found)(x)).T if found else r
        mu = r @ x / r.sum(axis=1, keepdims=True)
        sigma = [(x - m).T @ (w[:, None] * (x - m)) / w.sum() for w, m in zip(r, mu, strict=True)]
        found = r.mean(axis=1), mu, np.stack(sigma) + floor * np.eye(x.shape[1])
    return found


@pytest.mark.parametrize(("components", "floor", "steps"), [(1, 0.0, 2), (3, 0.01, 2), (5, 0.1, 9)])
def test_the_fit_is_em(fit, components, floor, steps):
    x = three_clouds(400)
    label = nearest_of_far_apart(x, components, np.random.default_rng(1))
    ours = fit(x, components, floor, steps, np.random.default_rng(1))
    for mine, textbook in zip(ours, em(x, label, components, floor, steps), strict=True):
        np.testing.assert_allclose(mine, textbook, rtol=1e-9, atol=1e-9)


def test_rows_belong_to_the_nearest_of_rows_that_lie_far_apart():
    x = three_clouds(600)
    right = 0
    for seed in range(20):
        label = nearest_of_far_apart(x, 3, np.random.default_rng(seed))
        assert set(label) == {0, 1, 2}
        cloud = ((x[:, None] - CENTRES) ** 2).sum(axis=2).argmin(axis=1)
        right += all(len(set(label[cloud == k])) == 1 for k in range(3))
    assert right >= 12  # three rows drawn evenly hit three clouds 4 times in 20: 6 · 0.2 · 0.3 · 0.5 = 0.18


def test_em_finds_clouds_that_are_far_apart(fit):
    """From the likeliest of five starts: EM climbs, and like every ascent it may end on a lower top."""
    x = three_clouds()
    fits = [fit(x, 3, 0, 50, np.random.default_rng(seed)) for seed in range(5)]
    pi, mu, sigma = min(fits, key=lambda found: gaussian_mixture(*found)(x[None])[0])
    order = np.argmin(((mu[:, None] - CENTRES) ** 2).sum(axis=2), axis=0)
    assert np.allclose(pi[order], SHARES, atol=0.03)
    assert np.allclose(mu[order], CENTRES, atol=0.2)
    assert np.allclose(sigma, [[1, 0], [0, 0.25]], atol=0.2)


def test_the_windows_of_drawn_digits_have_a_mixture_with_their_mean_and_covariance(fit, monkeypatch):
    """Σ π_k μ_k = mean;   Σ π_k (Σ_k − floor + (μ_k − mean)(μ_k − mean)ᵀ) = covariance"""
    monkeypatch.setattr("amteach.data.recipe.PICTURES", 20)
    monkeypatch.setattr("amteach.data.recipe.STEPS", 3)
    s = window_statistics(draw(30, seed=0), seed=0)
    assert {a.dtype for a in s.values()} == {np.dtype("float32")}
    off = s["means"] - s["mean"]
    within = np.einsum("k,kij->ij", s["weights"], s["covariances"] - 0.01 * np.eye(25))
    assert np.allclose(s["weights"] @ s["means"], s["mean"], atol=1e-5)
    assert np.allclose(within + np.einsum("k,ki,kj->ij", s["weights"], off, off), s["covariance"], atol=1e-5)


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
