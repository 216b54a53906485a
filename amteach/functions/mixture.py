"""A density of patches: a mixture of normal distributions, and how unlikely it finds a picture."""

from __future__ import annotations

import numpy as np

from .arrays import Array, like, namespace
from .function import Function
from .make import score
from .patches import expect_patches


def gaussian_mixture(weights, means, covariances) -> Function:
    """Ω(x) = −(1/n) Σₚ log Σ_k π_k N(xₚ; μ_k, Σ_k):   the mean of −log density over the n patches xₚ of a picture.

    ∂ₚ = (1/n) Σ_k r_k Σ_k⁻¹ (xₚ − μ_k), with the responsibilities r_k = π_k N(xₚ; μ_k, Σ_k) / Σⱼ πⱼ N(xₚ; μⱼ, Σⱼ):
    a pull towards each mean by as much as the patch belongs to it.  Unlike a norm, Ω may be below zero.

    weights (K,), means (K, d), covariances (K, d, d);   x has the shape (batch, n, d), as from `patches`.

    >>> Ω = gaussian_mixture([0.5, 0.5], [[-9.0], [9.0]], [[[1.0]], [[1.0]]])
    >>> Ω.value_and_grad(np.array([[[9.5]]]))[1]            # only the second is near: x − 9
    array([[[0.5]]])

    Source: Zoran & Weiss (2011) for the prior; Nguyen, Yosinski & Clune (2019), section 2, for its use here.
    """
    pi, mu, sigma = (np.asarray(a, dtype=float) for a in (weights, means, covariances))
    roots, log_scale = whitening(pi, mu, sigma)

    def value_and_grad(x):
        expect_patches(x, mu.shape[1])
        xp, n, root = namespace(x), x.shape[1], like(roots, x)
        log_p, r, white = responsibilities(x, like(mu, x), root, like(log_scale, x))
        grad = xp.sum(r[..., None] * (white @ xp.permute_dims(root, (0, 2, 1))), axis=1)
        return -xp.mean(log_p, axis=1), grad / n

    return score(value_and_grad, name="gaussian_mixture")


def responsibilities(x: Array, mu: Array, roots: Array, log_scale: Array) -> tuple[Array, Array, Array]:
    """log p(xₚ), (batch, n);   r_k(xₚ), (batch, K, n);   L_kᵀ(xₚ − μ_k), (batch, K, n, d), with L_k of `whitening`."""
    xp = namespace(x)
    white = (x[:, None] - mu[:, None]) @ roots
    log_p = log_scale[:, None] - xp.sum(white * white, axis=-1) / 2
    top = xp.max(log_p, axis=1, keepdims=True)  # so that no exponential over- or underflows
    p = xp.exp(log_p - top)
    total = xp.sum(p, axis=1, keepdims=True)
    return (top + xp.log(total))[:, 0], p / total, white


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
