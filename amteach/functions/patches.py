"""A picture as the bag of its patches, and how far their statistics are from given ones.

`patches(5)` sends a picture to all its 5×5 windows; a prior on patches stands before it:
f − 0.1 * gaussian_mixture(...) @ patches(5).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, check_images, dot, like, namespace
from .checks import numbers, whole
from .function import Function
from .score import score


def patches(size: int) -> Function:
    """All size×size windows of a picture, as vectors:   the adjoint adds each window back where it was taken from.

    x has the shape (batch, …, h, w), and y (batch, windows, channels · size²), windows = (h − size + 1)(w − size + 1).

    >>> patches(2)(np.arange(6.0).reshape(1, 2, 3))
    array([[[0., 1., 3., 4.],
            [1., 2., 4., 5.]]])
    """
    s = whole("patches({})", size, "the side of a patch is a whole number of pixels, 1 or more", least=1)

    def forward(x):
        check_images(x, f"patches({s})")
        xp = namespace(x)
        h, w = x.shape[-2:]
        if s > min(h, w):
            raise ValueError(f"patches({s}): the picture is {h}×{w}, too small for a patch of {s}×{s}")
        down = h - s + 1  # how many windows fit, downwards and to the right
        right = w - s + 1
        images = xp.reshape(x, (x.shape[0], -1, h, w))
        corners = [(i, j) for i in range(s) for j in range(s)]
        windows = xp.stack([images[:, :, i : i + down, j : j + right] for i, j in corners], axis=-1)
        y = xp.reshape(xp.permute_dims(windows, (0, 2, 3, 1, 4)), (x.shape[0], down * right, -1))

        def pullback(d):
            d = xp.reshape(d, (x.shape[0], down, right, images.shape[1], s * s))
            grad = xp.zeros_like(images)
            for k, (i, j) in enumerate(corners):
                grad[:, :, i : i + down, j : j + right] += xp.permute_dims(d[..., k], (0, 3, 1, 2))
            return xp.reshape(grad, x.shape)

        return y, pullback

    return Function(forward, f"patches({s})")


def patch_statistics(mean: ArrayLike, covariance: ArrayLike) -> Function:
    """Ω(x) = ‖m − μ‖² + ‖S − Σ‖²:   how far the mean m and the covariance S of a picture's patches are from given ones.

    With n patches xₚ:   ∂ₚ = (2/n) (m − μ) + (4/n) (S − Σ)(xₚ − m).

    mean (d,), covariance (d, d);   x has the shape (batch, n, d), as from `patches`.

    >>> x = np.array([[[0.0], [2.0]]])                      # mean 1, variance 1
    >>> patch_statistics(mean=[1.0], covariance=[[4.0]]).value_and_grad(x)
    (array([9.]), array([[[ 6.],
            [-6.]]]))

    Source: after Wei, Zhou, Torralba & Freeman (2015), who match each patch to one of real images.
    """
    mu = numbers("patch_statistics(mean={}, ...)", mean, "the mean is finite numbers, (d,)")
    sigma = numbers("patch_statistics(mean, {})", covariance, "the covariance is finite numbers, (d, d)")
    if mu.ndim != 1 or sigma.shape != (mu.size, mu.size) or not np.allclose(sigma, sigma.T):
        raise ValueError(
            f"patch_statistics needs a mean of shape (d,) and a symmetric covariance of shape (d, d), but they are "
            f"{mu.shape} and {sigma.shape}"
        )

    def value_and_grad(x):
        check_patches(x, mu.size)
        xp = namespace(x)
        n = x.shape[1]
        m = xp.mean(x, axis=1, keepdims=True)
        centred = x - m
        off_mean = m - like(mu, x)
        off = xp.permute_dims(centred, (0, 2, 1)) @ centred / n - like(sigma, x)
        return dot(off_mean, off_mean) + dot(off, off), (2 * off_mean + 4 * centred @ off) / n

    return score(value_and_grad, name="patch_statistics")


def check_patches(x: Array, d: int) -> None:
    """An error if x is not (batch, n, d): patches of d numbers each."""
    if x.ndim != 3 or x.shape[2] != d:
        raise ValueError(
            f"a prior on patches of {d} numbers got x of shape {tuple(x.shape)}, not (batch, n, {d}): write "
            f"... @ am.patches(size), with channels · size² = {d}"
        )
