"""The recipes for what ships about MNIST: statistics of its digits, and of small windows of them."""

from __future__ import annotations

import warnings

import numpy as np

from ..functions.patches import patches
from ..store.extras import need
from ..training.registry import Made, Report, versions
from . import mnist
from .digits import Digits

SIZE = 5  # pixels, of the windows
PICTURES = 200  # digits that they are cut out of
COMPONENTS = 8
STEPS = 50
FLOOR = 1e-2  # added to every variance, as if pixels had noise of 0.1: where MNIST is black they have none at all


def mnist_statistics(report: Report = print) -> Made:
    """Means and spreads of the training digits."""
    train = mnist.load("train")
    about = {
        "what": "mean and standard deviation of each class, mean image, mean norm; of images in [0, 1]",
        "data": train.source,
        "recipe": "amteach train mnist_statistics",
        "versions": versions("numpy"),
    }
    return digit_statistics(train), about


def mnist_patches(report: Report = print) -> Made:
    """Mean, covariance and mixture of small windows of the training digits."""
    train = mnist.load("train")
    about = {
        "what": f"mean, covariance and Gaussian mixture of {SIZE}×{SIZE} windows of images in [0, 1]",
        "data": f"all windows of {PICTURES} images of {train.source}",
        "recipe": f"amteach train mnist_patches: EM by scikit-learn's GaussianMixture, {STEPS} steps from windows that "
        f"lie far apart, {FLOOR} added to each variance",
        "seed": 0,
        "versions": versions("numpy", "scikit-learn"),
    }
    return window_statistics(train, seed=0), about


def digit_statistics(digits: Digits) -> dict[str, np.ndarray]:
    """The statistics of some digits, in float32, summed in float64.

    class_means   (10, 1, 28, 28), mean of each class, pixel by pixel
    class_spreads (10, 1, 28, 28), standard deviation within each class, pixel by pixel (dividing by n)
    counts        (10,), int64
    mean_image    (1, 28, 28), mean of all digits
    mean_norm     (1,), mean of ‖x‖₂
    """
    x = digits.images
    classes = [x[digits.labels == k] for k in range(10)]
    statistics = {
        "class_means": np.stack([c.mean(axis=0, dtype=np.float64) for c in classes]),
        "class_spreads": np.stack([c.std(axis=0, dtype=np.float64) for c in classes]),
        "mean_image": x.mean(axis=0, dtype=np.float64),
        "mean_norm": np.linalg.norm(x.reshape(len(x), -1), axis=1).mean(dtype=np.float64, keepdims=True),
    }
    counts = np.array([len(c) for c in classes])
    return {name: a.astype(np.float32) for name, a in statistics.items()} | {"counts": counts}


def window_statistics(digits: Digits, seed: int) -> dict[str, np.ndarray]:
    """The statistics of all 5×5 windows of 200 digits, in float32: those of `patch_moments` and `patch_mixture`."""
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(digits.images))[:PICTURES]
    x = patches(SIZE)(digits.images[chosen].astype(float)).reshape(-1, SIZE**2)
    statistics = {"mean": x.mean(axis=0), "covariance": np.cov(x.T, bias=True)}
    statistics |= fit_mixture(x, COMPONENTS, FLOOR, STEPS, rng)
    return {name: a.astype(np.float32) for name, a in statistics.items()}


def fit_mixture(
    x: np.ndarray, components: int, floor: float, steps: int, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Weights (K,), means (K, d) and covariances (K, d, d) of K normal distributions for the rows of x, (n, d).

        E   r_k(x) = π_k N(x; μ_k, Σ_k) / Σⱼ πⱼ N(x; μⱼ, Σⱼ)
        M   π_k = mean r_k,   μ_k = mean r_k x / π_k,   Σ_k = mean r_k (x − μ_k)(x − μ_k)ᵀ / π_k + floor

    At first each row belongs to one component; from there the steps M, E, M, …, M, of which `steps`, 2 or more, are M.

    Source: Dempster, Laird & Rubin (1977).
    """
    need("sklearn", "the recipe of mnist_patches")
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture

    label = nearest_of_far_apart(x, components, rng)
    groups = [x[label == k] for k in range(components)]
    covariances = [np.cov(group.T, bias=True) + floor * np.eye(x.shape[1]) for group in groups]
    model = GaussianMixture(
        components,
        weights_init=np.array([len(group) / len(x) for group in groups]),
        means_init=np.array([group.mean(axis=0) for group in groups]),
        precisions_init=np.linalg.inv(covariances),
        init_params="random",  # cheap, and not used: the three lines above take its place
        random_state=0,
        reg_covar=floor,
        max_iter=steps - 1,
        tol=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of steps is fixed
        model.fit(x)
    found = {"weights": model.weights_, "means": model.means_, "covariances": model.covariances_}
    return {name: np.asarray(a) for name, a in found.items()}


def nearest_of_far_apart(x: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """For each row of x, (n, d), which of k of the rows is nearest, (n,); these k are likely to lie far apart.

    The first is any row; each next one is drawn with a probability in proportion to the squared distance from the
    nearest one before.

    Source: Arthur & Vassilvitskii (2007), k-means++.
    """
    squares = ((x - x[rng.integers(len(x))]) ** 2).sum(axis=1)[None]
    while len(squares) < k:
        nearest = squares.min(axis=0)
        another = x[rng.choice(len(x), p=nearest / nearest.sum())]
        squares = np.concatenate([squares, ((x - another) ** 2).sum(axis=1)[None]])
    return squares.argmin(axis=0)
