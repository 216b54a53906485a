"""What small windows of MNIST look like: their mean and covariance, and a mixture of normal distributions.

Both are priors for pictures (lecture 05).  They ship with the package; `amteach train mnist_patches` makes them again.

    f - 0.1 * am.gaussian_mixture(**patch_mixture()) @ am.patches(5)
"""

from __future__ import annotations

import numpy as np

from ..functions.gaussians import log_joint
from ..functions.objectives import probabilities
from ..functions.patches import patches
from ..store import cards
from .digits import Digits

SIZE, COMPONENTS = 5, 8
FLOOR = 1e-2  # added to every variance, as if pixels had noise of 0.1: where MNIST is black they have none at all
PICTURES, STEPS = 200, 50


def compute(digits: Digits, seed: int = 0) -> dict[str, np.ndarray]:
    """The statistics of all 5×5 windows of 200 digits, in float32: those of `patch_moments` and `patch_mixture`."""
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(digits.images))[:PICTURES]
    x = patches(SIZE)(digits.images[chosen].astype(float)).reshape(-1, SIZE**2)
    names = ("weights", "means", "covariances")
    statistics = {"mean": x.mean(axis=0), "covariance": np.cov(x.T, bias=True)}
    statistics |= dict(zip(names, fit_mixture(x, COMPONENTS, FLOOR, STEPS, rng), strict=True))
    return {name: a.astype(np.float32) for name, a in statistics.items()}


def patch_moments() -> dict[str, np.ndarray]:
    """The mean (25,) and the covariance (25, 25) of 5×5 windows of MNIST, for `am.patch_statistics`.

    >>> patch_moments()["covariance"].shape
    (25, 25)
    """
    return _shipped("mean", "covariance")


def patch_mixture() -> dict[str, np.ndarray]:
    """weights (8,), means (8, 25) and covariances (8, 25, 25) of 5×5 windows of MNIST, for `am.gaussian_mixture`.

    >>> patch_mixture()["means"].shape
    (8, 25)
    """
    return _shipped("weights", "means", "covariances")


def fit_mixture(
    x: np.ndarray, components: int, floor: float, steps: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights (K,), means (K, d) and covariances (K, d, d) of a mixture for the rows of x, (n, d), by EM.

        E   r_k(x) = π_k N(x; μ_k, Σ_k) / Σⱼ πⱼ N(x; μⱼ, Σⱼ)
        M   π_k = mean r_k,   μ_k = mean r_k x / π_k,   Σ_k = mean r_k (x − μ_k)(x − μ_k)ᵀ / π_k + floor

    At first each row belongs to the nearest of K rows that lie far apart (Arthur & Vassilvitskii 2007).
    Source: Dempster, Laird & Rubin (1977).
    """
    squares = ((x - x[rng.integers(len(x))]) ** 2).sum(axis=1)[None]
    while len(squares) < components:
        nearest = squares.min(axis=0)
        another = x[rng.choice(len(x), p=nearest / nearest.sum())]
        squares = np.concatenate([squares, ((x - another) ** 2).sum(axis=1)[None]])
    r = np.eye(components)[squares.argmin(axis=0)].T
    for _ in range(steps):
        pi, mu = r.mean(axis=1), r @ x / r.sum(axis=1, keepdims=True)
        sigma = np.stack([(x - m).T @ (w[:, None] * (x - m)) / w.sum() for w, m in zip(r, mu, strict=True)])
        sigma += floor * np.eye(x.shape[1])
        r = probabilities(log_joint(pi, mu, sigma)(x)).T
    return pi, mu, sigma


def _shipped(*names: str) -> dict[str, np.ndarray]:
    arrays = cards.load("mnist_patches")
    return {name: arrays[name] for name in names}
