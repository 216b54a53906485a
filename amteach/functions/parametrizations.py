"""What we climb in: an image as a function of other numbers z, such as its Fourier coefficients."""

from __future__ import annotations

import numpy as np

from .arrays import dot, like, namespace
from .function import Function


def plane(x0, u, v) -> Function:
    """x(z) = x₀ + z₁ u + z₂ v,   dz = (⟨dx, u⟩, ⟨dx, v⟩):   a 2-D slice through the space of images.

    z has the shape (batch, 2); x has the shape (batch, *x0.shape).

    >>> plane(np.zeros(3), [1.0, 0, 0], [0, 0, 1.0])(np.array([[2.0, 5.0]]))
    array([[2., 0., 5.]])
    """
    x0, u, v = (np.asarray(a, dtype=float) for a in (x0, u, v))
    if not x0.shape == u.shape == v.shape:
        raise ValueError(f"plane(x0, u, v): the shapes {x0.shape}, {u.shape}, {v.shape} must be the same")

    def forward(z):
        if z.ndim != 2 or z.shape[1] != 2:
            raise ValueError(f"a plane needs z of shape (batch, 2), but z has {tuple(z.shape)}")
        origin, first, second = (like(a[None], z) for a in (x0, u, v))
        z1, z2 = (namespace(z).reshape(z[:, i], (-1,) + (1,) * x0.ndim) for i in (0, 1))
        return origin + z1 * first + z2 * second, lambda d: namespace(d).stack([dot(d, first), dot(d, second)], axis=1)

    return Function(forward, "plane")


def fourier(shape: tuple[int, int]) -> Function:
    """x = H (s z): an image of the given height and width from real frequency coefficients z of the same shape.

    H is the orthonormal Hartley transform, Re − Im of the Fourier transform; it is real, symmetric and its own inverse.
    s = 1 / max(|ν|, 1 / max(h, w)), with ν in cycles per pixel, makes a step in z a large step at low frequencies, so
    that ascent in z is ascent along a low-pass-filtered gradient: x ← x + η H s² H ∇f.

    z and x have the shape (batch, …, h, w).

    >>> g = fourier((4, 4))
    >>> z = np.zeros((1, 4, 4)); z[0, 0, 0] = 1.0           # the constant image: 1 coefficient × scale 4 / √16
    >>> g(z)[0, 0]
    array([1., 1., 1., 1.])

    Source: Olah, Mordvintsev & Schubert (2017), without the factor √(h w) that an orthonormal transform does not need.
    """
    h, w = shape
    frequency = np.hypot(np.fft.fftfreq(h)[:, None], np.fft.fftfreq(w)[None, :])
    spectrum = 1 / np.maximum(frequency, 1 / max(h, w))

    def hartley(x):
        c = namespace(x).fft.fftn(x, axes=(-2, -1), norm="ortho")
        return c.real - c.imag

    def forward(z):
        if tuple(z.shape[-2:]) != (h, w) or z.ndim < 3:
            raise ValueError(f"fourier({shape}) needs z of shape (batch, …, {h}, {w}), but z has {tuple(z.shape)}")
        s = like(spectrum, z)
        return hartley(s * z), lambda d: s * hartley(d)

    return Function(forward, "fourier")
