"""What happens to an image on its way to the network: shifts, blurs and noise, each with its adjoint as pullback.

A transform stands inside f and is differentiated.  The same Function may act on the iterate instead, as an operator,
and is not differentiated there: `f @ blur(1)` is f of a blurred picture, `ascent(rate, operator=blur(1))` blurs the
picture.  Rotations are in rotation.py, changes of scale in scales.py, pad, crop and flip in pad_and_crop.py.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .arrays import check_images, like, namespace
from .checks import ANY, number, whole
from .function import Function
from .score import random


def shift(dy: int, dx: int) -> Function:
    """y[i, j] = x[i − dy, j − dx] on the torus;   the adjoint shifts back.

    >>> shift(0, 1)(np.array([[[1.0, 2.0, 3.0]]]))
    array([[[3., 1., 2.]]])
    """

    needs = "a picture is shifted by whole numbers of pixels, down and to the right"
    dy = whole("shift({}, dx)", dy, needs, least=ANY)
    dx = whole("shift(dy, {})", dx, needs, least=ANY)

    def roll(x, dy, dx):
        return namespace(x).roll(x, shift=(dy, dx), axis=(-2, -1))

    def forward(x):
        check_images(x, f"shift({dy}, {dx})")
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
    pixels = whole("jitter({})", pixels, "the reach is a whole number of pixels, 0 or more")
    return random(lambda rng: shift(*map(int, rng.integers(-pixels, pixels + 1, 2))), f"jitter({pixels})")


def blur(radius: float) -> Function:
    """y = K_h x K_wᵀ with Gaussian K of standard deviation `radius` in pixels;   the adjoint is K_hᵀ d K_w.

    Each row of K sums to one, also at the edge, where the Gaussian is cut off: a constant picture stays as it is.

    >>> bool(np.allclose(blur(1.0)(np.ones((1, 1, 5, 5))), 1))
    True

    Source: Yosinski et al. (2015), who use it as an operator every few steps.
    """
    radius = number("blur({})", radius, "the radius is a standard deviation in pixels, finite and ≥ 0", least=0)
    k = lambda size: _gaussian(size, radius)
    return separable(k, k, f"blur({radius:g})")


def separable(
    row_matrix: Callable[[int], np.ndarray], column_matrix: Callable[[int], np.ndarray], name: str
) -> Function:
    """y = A x Bᵀ, for images of each size the matrices A(h) and B(w);   the adjoint is Aᵀ d B."""

    def forward(x):
        check_images(x, name)
        a = like(row_matrix(x.shape[-2]), x)
        b = like(column_matrix(x.shape[-1]), x)
        return a @ x @ b.T, lambda d: a.T @ d @ b

    return Function(forward, name)


def _gaussian(size: int, radius: float) -> np.ndarray:
    distance = np.subtract.outer(np.arange(size), np.arange(size))
    k = np.exp(-0.5 * (distance / radius) ** 2) if radius > 0 else np.eye(size)
    return k / k.sum(axis=1, keepdims=True)


def add_noise(sd: float) -> Function:
    """y = x + ξ with normal ξ of standard deviation sd, drawn anew for each step, the same for the whole batch.

    A picture that scores well with noise on it does not depend on single pixels.  The adjoint is the identity.

    >>> add_noise(0.1).draw(np.random.default_rng(0))(np.zeros((1, 1, 3))).round(2)
    array([[[ 0.09, 0.05, -0.02]]])
    """
    sd = number("add_noise({})", sd, "the standard deviation is finite and ≥ 0", least=0)

    def sample(rng: np.random.Generator) -> Function:
        seed = int(rng.integers(2**63))  # the shape of x is not known yet

        def forward(x):
            xi = np.random.default_rng(seed).normal(scale=sd, size=x.shape[1:])
            return x + like(xi, x), lambda d: d

        return Function(forward)

    return random(sample, f"add_noise({sd:g})")
