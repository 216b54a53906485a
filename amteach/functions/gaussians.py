"""Normal distributions and mixtures of them: log densities in closed form, to sample, to climb and to check against.

    p(x) = Σ_k p(k, x),     p(k, x) = π_k N(x; μ_k, Σ_k)

The logs of the K summands are the logits of a classifier, whose softmax is the true p(k|x), by Bayes' rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arrays import like, namespace
from .checks import numbers, seed_of, whole
from .function import Function
from .implicit_density import log_sum_exp
from .patches import check_patches
from .score import score


def log_joint(weights: ArrayLike, means: ArrayLike, covariances: ArrayLike | Sequence[ArrayLike]) -> Function:
    """z_k(x) = log π_k N(x; μ_k, Σ_k),   dx = −Σ_k d_k Σ_k⁻¹ (x − μ_k):   (batch, d) → (batch, K).

    weights (K,), means (K, d), covariances (K, d, d);   x has the shape (batch, d).

    Between two classes of equal weight and equal covariance, the softmax is the logistic function of a linear one:

    >>> import amteach as am
    >>> net = log_joint([0.5, 0.5], means=[[-1.0], [1.0]], covariances=[[[1.0]], [[1.0]]])
    >>> am.probabilities(net([[0.0], [1.0]])).round(4), round(1 / (1 + float(np.exp(-2))), 4)
    (array([[0.5   , 0.5   ],
           [0.1192, 0.8808]]), 0.8808)
    """
    pi, mu, sigma = _mixture(weights, means, covariances)
    roots, log_scale = whitening(pi, mu, sigma)

    def forward(x):
        if x.ndim != 2 or x.shape[1] != mu.shape[1]:
            raise ValueError(
                f"a density in {mu.shape[1]} dimensions needs points of shape (batch, {mu.shape[1]}), but x has the "
                f"shape {tuple(x.shape)}"
            )
        xp = namespace(x)
        root = like(roots, x)
        white = (x[None] - like(mu, x)[:, None]) @ root  # Lᵀ(x − μ), (K, batch, d)
        z = like(log_scale, x)[:, None] - xp.sum(white * white, axis=-1) / 2

        def pullback(d):
            return -xp.sum(d.T[..., None] * (white @ xp.permute_dims(root, (0, 2, 1))), axis=0)

        return z.T, pullback

    return Function(forward, "log p(k, x)")


def log_gaussians(weights: ArrayLike, means: ArrayLike, covariances: ArrayLike | Sequence[ArrayLike]) -> Function:
    """log p(x) = log Σ_k π_k N(x; μ_k, Σ_k),   ∇ = −Σ_k p(k|x) Σ_k⁻¹ (x − μ_k).

    weights (K,), means (K, d), covariances (K, d, d);   x has the shape (batch, d).

    >>> log_p = log_gaussians([0.3, 0.7], means=[[-5.0], [5.0]], covariances=[[[1.0]], [[1.0]]])
    >>> log_p.value_and_grad(np.array([[4.0]]))                    # only the second is near: μ − x
    (array([-1.77561348]), array([[1.]]))
    """
    return (log_sum_exp @ log_joint(weights, means, covariances)).named("log p(x)")


def log_gaussian(mean: ArrayLike, covariance: ArrayLike) -> Function:
    """log N(x; μ, Σ) = −½ (x − μ)ᵀ Σ⁻¹ (x − μ) − ½ log det 2πΣ,   ∇ = −Σ⁻¹ (x − μ).

    mean (d,), covariance (d, d);   x has the shape (batch, d).

    >>> log_gaussian([0.0, 0.0], [[4.0, 0.0], [0.0, 1.0]]).value_and_grad(np.array([[2.0, 1.0]]))[1]
    array([[-0.5, -1. ]])
    """
    mu = numbers("log_gaussian({}, ...)", mean, "the mean is finite numbers, (d,)")
    sigma = numbers("log_gaussian(mean, {})", covariance, "the covariance is finite numbers, (d, d)")
    return log_gaussians([1.0], mu[None], sigma[None]).named("log N(x)")


def gaussian_samples(
    n: int, weights: ArrayLike, means: ArrayLike, covariances: ArrayLike | Sequence[ArrayLike], seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """n independent draws from the mixture, (n, d), and the component each came from, (n,): exact, without a chain.

    weights (K,), means (K, d), covariances (K, d, d)

    >>> x, k = gaussian_samples(10_000, [0.3, 0.7], [[-5.0], [5.0]], [[[1.0]], [[1.0]]])
    >>> x.shape, round(k.mean(), 2)
    ((10000, 1), np.float64(0.7))
    """
    pi, mu, sigma = _mixture(weights, means, covariances)
    roots, _ = whitening(pi, mu, sigma)
    n = whole("gaussian_samples(n={}, ...)", n, "the number of draws is a whole number, 0 or more")
    rng = np.random.default_rng(seed_of("gaussian_samples", seed))
    k = rng.choice(len(pi), size=n, p=pi / pi.sum())
    return mu[k] + (rng.normal(size=(n, 1, mu.shape[1])) @ np.linalg.inv(roots)[k])[:, 0], k  # Cov L⁻ᵀξ = (LLᵀ)⁻¹


def _mixture(weights: ArrayLike, means: ArrayLike, covariances: ArrayLike | Sequence[ArrayLike]) -> list[np.ndarray]:
    needs = "a mixture of K normal distributions in d dimensions has {} of finite numbers"
    parts: dict[str, Any] = {"weights": ("weights (K,)", weights), "means": ("means (K, d)", means)}
    parts["covariances"] = ("covariances (K, d, d)", covariances)
    return [numbers(f"{name}={{}}", a, needs.format(which)) for name, (which, a) in parts.items()]


def whitening(pi: np.ndarray, mu: np.ndarray, sigma: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """L_k with L_k L_kᵀ = Σ_k⁻¹, and log π_k √det(Σ_k⁻¹ / 2π), the logarithm of the height of each component."""
    k, d = mu.shape if mu.ndim == 2 else (0, 0)
    if not k or pi.shape != (k,) or sigma.shape != (k, d, d):
        raise ValueError(
            "a mixture of K normal distributions in d dimensions has weights (K,), means (K, d) and covariances "
            f"(K, d, d), but these are {pi.shape}, {mu.shape} and {sigma.shape}"
        )
    if not (np.all(pi > 0) and np.isclose(pi.sum(), 1, atol=1e-5)):
        raise ValueError(f"the weights of a mixture are above 0 and sum to 1, but these are {pi}")
    try:
        cholesky = np.linalg.cholesky(sigma)
    except np.linalg.LinAlgError:
        raise ValueError("a covariance is not positive definite: add a little to its diagonal") from None
    if not np.allclose(sigma, np.swapaxes(sigma, 1, 2)):
        raise ValueError("a covariance is symmetric, and one of these is not")
    log_det = np.log(np.diagonal(cholesky, axis1=1, axis2=2)).sum(axis=1)
    roots = np.swapaxes(np.linalg.inv(cholesky), 1, 2)
    return roots, np.log(pi) - log_det - d / 2 * np.log(2 * np.pi)


def gaussian_mixture(weights: ArrayLike, means: ArrayLike, covariances: ArrayLike | Sequence[ArrayLike]) -> Function:
    """Ω(x) = −(1/n) Σₚ log Σ_k π_k N(xₚ; μ_k, Σ_k):   the mean of −log density over the n patches xₚ of a picture.

    ∂ₚ = (1/n) Σ_k r_k Σ_k⁻¹ (xₚ − μ_k), with the responsibilities r_k = π_k N(xₚ; μ_k, Σ_k) / Σⱼ πⱼ N(xₚ; μⱼ, Σⱼ):
    a pull towards each mean by as much as the patch belongs to it.  Unlike a norm, Ω may be below zero.

    weights (K,), means (K, d), covariances (K, d, d);   x has the shape (batch, n, d), as from `patches`.

    >>> Ω = gaussian_mixture([0.5, 0.5], [[-9.0], [9.0]], [[[1.0]], [[1.0]]])
    >>> Ω.value_and_grad(np.array([[[9.5]]]))[1]            # only the second is near: x − 9
    array([[[0.5]]])

    Source: Zoran & Weiss (2011) for the prior; Nguyen, Yosinski & Clune (2019), section 2, for its use here.
    """
    log_p = log_gaussians(weights, means, covariances)
    d = np.shape(means)[1]  # type: ignore[misc]

    def value_and_grad(x):
        check_patches(x, d)
        xp = namespace(x)
        n = x.shape[1]
        height, grad = log_p.value_and_grad(xp.reshape(x, (-1, d)))
        return -xp.mean(xp.reshape(height, (-1, n)), axis=1), xp.reshape(grad, x.shape) / -n

    return score(value_and_grad, name="gaussian_mixture")
