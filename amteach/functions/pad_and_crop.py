"""A frame is put around a picture, cut off, or mirrored.  Each adjoint puts the numbers back where they came from."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .arrays import Array, check_images, namespace
from .checks import number, whole
from .function import Function, Pullback, identity
from .score import random


def pad(pixels: int, value: float = 0.0) -> Function:
    """A frame of `pixels` pixels of the given value around the picture, (h, w) → (h + 2p, w + 2p);   dx = d without it.

    >>> pad(1)(np.ones((1, 1, 1)))
    array([[[0., 0., 0.],
            [0., 1., 0.],
            [0., 0., 0.]]])
    """
    p = _whole("pad", pixels)
    value = number("pad(pixels, value={})", value, "the value of the frame is a finite number")

    def forward(x):
        check_images(x, f"pad({p})")
        h, w = x.shape[-2:]
        y = namespace(x).full_like(namespace(x).zeros((), dtype=x.dtype, device=x.device), value)
        y = namespace(x).broadcast_to(y, (*x.shape[:-2], h + 2 * p, w + 2 * p))
        return _put(x, y, p, p), lambda d: d[..., p : p + h, p : p + w]

    return Function(forward, f"pad({p}, {value:g})" if value else f"pad({p})")


def crop(pixels: int) -> Function:
    """`pixels` pixels are cut off at every edge, (h, w) → (h − 2p, w − 2p);   d comes back in a frame of zeros.

    >>> crop(1)(np.arange(9.0).reshape(1, 3, 3))
    array([[[4.]]])
    """
    p = _whole("crop", pixels)
    size = lambda h, w: (h - 2 * p, w - 2 * p)
    return _window(lambda h, w: (p, p), size, f"crop({p})")


def random_crop(height: int, width: int) -> Function:
    """A window of the given size somewhere in the picture, drawn anew for each step, the same for the whole batch.

    >>> x = np.arange(25.0).reshape(1, 5, 5)
    >>> random_crop(2, 3).draw(np.random.default_rng(0))(x)
    array([[[10., 11., 12.],
            [15., 16., 17.]]])
    """
    size = _whole("random_crop", height, least=1), _whole("random_crop", width, least=1)

    def sample(rng: np.random.Generator) -> Function:
        u, v = rng.random(2)  # where among the possible places; how many there are depends on x
        place = lambda h, w: (int(u * (h - size[0] + 1)), int(v * (w - size[1] + 1)))
        return _window(place, lambda h, w: size, f"random_crop{size}")

    return random(sample, f"random_crop{size}")


def _mirror(x: Array) -> tuple[Array, Pullback]:
    check_images(x, "flip")
    mirror = lambda a: namespace(a).flip(a, axis=-1)
    return mirror(x), mirror


flip = Function(_mirror, "flip")
"""y[i, j] = x[i, w − 1 − j]: left and right change places;   the adjoint is the same mirror.  x is (batch, …, h, w)."""

random_flip = random(lambda rng: flip if rng.random() < 0.5 else identity, "random_flip")
"""flip in half of the steps, the same for the whole batch.  It fits what looks the same mirrored; a 3 does not."""


def _window(
    place: Callable[[int, int], tuple[int, int]], size: Callable[[int, int], tuple[int, int]], name: str
) -> Function:
    """x[top : top + height, left : left + width], both of them functions of the picture's height and width."""

    def forward(x):
        check_images(x, name)
        h, w = x.shape[-2:]
        height, width = size(h, w)
        if not (0 < height <= h and 0 < width <= w):
            raise ValueError(f"{name}: the picture is {h}×{w}, too small to leave {height}×{width} of it; pad it first")
        top, left = place(h, w)
        y = x[..., top : top + height, left : left + width]
        return y, lambda d: _put(d, namespace(d).zeros_like(x), top, left)

    return Function(forward, name)


def _put(x: Array, frame: Array, top: int, left: int) -> Array:
    """A copy of the frame with x in it."""
    y = namespace(x).asarray(frame, copy=True)
    y[..., top : top + x.shape[-2], left : left + x.shape[-1]] = x
    return y


def _whole(who: str, pixels: int, least: int = 0) -> int:
    return whole(f"{who}({{}})", pixels, f"a whole number of pixels is needed, {least} or more", least)
