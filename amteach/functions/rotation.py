"""Turning a picture, by bilinear interpolation, with its exact adjoint.

A pixel p of the turned picture y comes from the place R⁻¹p of x, and is a mean of the pixels q around it:

    y[p] = Σ_q k(R⁻¹p − q) x[q],       k(u) = max(0, 1 − |u₁|) max(0, 1 − |u₂|)
    dx[q] = Σ_p k(R⁻¹p − q) d[p]

Both lines have the same weights k and sum over the other index, so the second is the adjoint of the first.  The q of a
p are the four pixels around R⁻¹p.  Since k is 0 beyond a distance of √2, the p of a q are among the nine around Rq.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from .arrays import Array, check_images, like, namespace
from .checks import number
from .function import Function
from .pad_and_crop import pad
from .scales import one_of
from .score import random

NINE = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)])
FOUR = np.array([(i, j) for i in (0, 1) for j in (0, 1)])


def rotate(angle: float) -> Function:
    """The picture turned about its middle by the angle, in degrees, counter-clockwise; zeros come in at the corners.

    Write rotate(5) @ pad(4, 0.5) to bring in grey.

    >>> rotate(90)(np.array([[[1.0, 2.0], [3.0, 4.0]]])).round(9)
    array([[[2., 4.],
            [1., 3.]]])
    """
    angle = number("rotate({})", angle, "the angle is a finite number of degrees")
    cos = math.cos(math.radians(angle))
    sin = math.sin(math.radians(angle))
    back = np.array([[cos, sin], [-sin, cos]])  # R⁻¹; the first axis points down

    def forward(x):
        check_images(x, f"rotate({angle:g})")
        middle = (np.array(x.shape[-2:])[:, None] - 1) / 2
        pixels = np.indices(x.shape[-2:]).reshape(2, -1) - middle  # counted from the middle, as every place here

        def pullback(d):
            p = np.rint(back.T @ pixels + middle) - middle
            return _mix(d, p + middle, NINE, back @ p - pixels, NINE @ back.T)  # R⁻¹(p + o) − q = (R⁻¹p − q) + R⁻¹o

        q = np.floor(back @ pixels + middle) - middle
        return _mix(x, q + middle, FOUR, back @ pixels - q, -FOUR), pullback  # R⁻¹p − (q + o) = (R⁻¹p − q) − o

    return Function(forward, f"rotate({angle:g})")


def random_rotate(angles: Sequence[float]) -> Function:
    """One of the angles, in degrees, drawn anew for each step, the same for the whole batch.

    >>> random_rotate(range(-5, 6))
    random_rotate(-5…5)

    Source: Olah, Mordvintsev & Schubert (2017), with these angles.
    """
    choices = one_of("random_rotate", angles, "range(-5, 6)")
    return random(lambda rng: rotate(float(rng.choice(choices))), f"random_rotate({min(choices):g}…{max(choices):g})")


def _mix(x: Array, corner: np.ndarray, offsets: np.ndarray, away: np.ndarray, moves: np.ndarray) -> Array:
    """Σₒ k(away + moveₒ) x[corner + o] for each pixel; outside of the picture x counts as 0."""
    xp = namespace(x)
    size = np.array(x.shape[-2:])[:, None]
    framed = pad(1)(x)  # a place outside of the picture is moved onto this frame of zeros
    w = framed.shape[-1]
    n = framed.shape[-2] * w
    pixels_first = xp.permute_dims(xp.reshape(framed, (-1, n)), (1, 0))
    flat = xp.reshape(xp.reshape(pixels_first, (-1,)), (n, -1))  # in this order in memory too, which is faster
    y = 0.0
    for o, move in zip(offsets, moves, strict=True):
        i, j = np.clip(corner + o[:, None], -1, size) + 1
        k = np.maximum(0, 1 - np.abs(away + move[:, None]))
        index = xp.asarray((i * w + j).astype(int), device=x.device)
        y = y + xp.take(flat, index, axis=0) * like(k[0] * k[1], x)[:, None]
    return xp.reshape(xp.permute_dims(y, (1, 0)), x.shape)
