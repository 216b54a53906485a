"""A density of patches: a mixture of normal distributions, and how unlikely it finds a picture."""

from __future__ import annotations

import numpy as np

from .arrays import namespace
from .function import Function
from .gaussians import log_gaussians
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
    log_p, d = log_gaussians(weights, means, covariances), np.shape(means)[1]

    def value_and_grad(x):
        expect_patches(x, d)
        xp, n = namespace(x), x.shape[1]
        height, grad = log_p.value_and_grad(xp.reshape(x, (-1, d)))
        return -xp.mean(xp.reshape(height, (-1, n)), axis=1), xp.reshape(grad, x.shape) / -n

    return score(value_and_grad, name="gaussian_mixture")
