"""What happens to an image on its way to the network: shifts and blurs, each with its adjoint as pullback.

A transform stands inside f and is differentiated.  The same Function can stand outside, as an operator on the iterate,
and then it is not: `f @ blur(1)` looks at a blurred picture, `ascent(rate, operator=blur(1))` blurs the picture.
"""

from __future__ import annotations

import math

import numpy as np

from .arrays import expect_images, like, namespace
from .function import Function
from .make import random


def shift(dy: int, dx: int) -> Function:
    """y[i, j] = x[i − dy, j − dx] on the torus;   the adjoint shifts back.

    >>> shift(0, 1)(np.array([[[1.0, 2.0, 3.0]]]))
    array([[[3., 1., 2.]]])
    """

    def roll(x, dy, dx):
        return namespace(x).roll(x, shift=(dy, dx), axis=(-2, -1))

    def forward(x):
        expect_images(x, f"shift({dy}, {dx})")
        return roll(x, dy, dx), lambda d: roll(d, -dy, -dx)

    return Function(forward, f"shift({dy}, {dx})")


def jitter(pixels: int) -> Function:
    """A random shift by −pixels … pixels in each direction, drawn anew for each step, the same for the whole batch.

    The pullback shifts the gradient back, so the picture stays where it is.

    >>> x = np.arange(5.0).reshape(1, 1, 5)
    >>> jitter(2).draw(np.random.default_rng(0))(x)
    array([[[4., 0., 1., 2., 3.]]])

    Source: Mordvintsev, Olah & Tyka (2015).
    """
    if not pixels >= 0 or pixels % 1:
        raise ValueError(f"jitter({pixels}): the reach is a whole number of pixels, 0 or more")
    return random(lambda rng: shift(*map(int, rng.integers(-pixels, pixels + 1, 2))), f"jitter({pixels})")


def blur(radius: float) -> Function:
    """y = K_h x K_wᵀ with Gaussian K of standard deviation `radius` in pixels;   the adjoint is K_hᵀ d K_w.

    Each row of K sums to one, also at the edge, where the Gaussian is cut off: a constant picture stays as it is.

    >>> bool(np.allclose(blur(1.0)(np.ones((1, 1, 5, 5))), 1))
    True

    Source: Yosinski et al. (2015), who use it as an operator every few steps.
    """
    if not (math.isfinite(radius) and radius >= 0):
        raise ValueError(f"blur({radius}): the radius is a standard deviation in pixels, finite and ≥ 0")

    def forward(x):
        expect_images(x, f"blur({radius:g})")
        rows, columns = (like(_gaussian(size, radius), x) for size in x.shape[-2:])
        return rows @ x @ columns.T, lambda d: rows.T @ d @ columns

    return Function(forward, f"blur({radius:g})")


def _gaussian(size: int, radius: float) -> np.ndarray:
    distance = np.subtract.outer(np.arange(size), np.arange(size))
    k = np.exp(-0.5 * (distance / radius) ** 2) if radius > 0 else np.eye(size)
    return k / k.sum(axis=1, keepdims=True)
