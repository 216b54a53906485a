"""What we climb in: an image as a function of other numbers z, such as its Fourier coefficients."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, dot, like, namespace
from .checks import number, numbers, shown
from .function import Function, Pullback
from .scales import pixels


def plane(x0: ArrayLike, u: ArrayLike, v: ArrayLike) -> Function:
    """x(z) = x₀ + z₁ u + z₂ v,   dz = (⟨dx, u⟩, ⟨dx, v⟩):   a 2-D slice through the space of images.

    z has the shape (batch, 2); x has the shape (batch, *x0.shape).

    >>> plane(np.zeros(3), [1.0, 0, 0], [0, 0, 1.0])(np.array([[2.0, 5.0]]))
    array([[2., 0., 5.]])
    """
    needs = "a plane goes through finite numbers x₀ along finite u and v, all of one shape"
    arrays = [numbers(f"plane({name}={{}}, ...)", a, needs) for name, a in (("x0", x0), ("u", u), ("v", v))]
    shape, *others = [a.shape for a in arrays]
    if others != [shape, shape]:
        raise ValueError(f"plane(x0, u, v): the shapes {shape}, {others[0]}, {others[1]} must be the same")

    def forward(z):
        if z.ndim != 2 or z.shape[1] != 2:
            raise ValueError(f"a plane needs z of shape (batch, 2), but z has {tuple(z.shape)}")
        origin, first, second = (like(a[None], z) for a in arrays)
        z1, z2 = (namespace(z).reshape(z[:, i], (-1,) + (1,) * len(shape)) for i in (0, 1))
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
    h, w = pixels(f"fourier({shown(shape)})", shape)
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


def sigmoid_range(low: float = 0.0, high: float = 1.0) -> Function:
    """x = low + (high − low) σ(z),   dz = (high − low) σ (1 − σ) dx:   no z leaves the range of the picture.

    Unlike clip it has a gradient everywhere; towards the ends of the range the gradient fades.

    >>> sigmoid_range(0, 10)(np.array([[0.0, -1000.0, 1000.0]]))
    array([[ 5.,  0., 10.]])
    """
    needs = "both ends must be finite, and low below high"
    low = number(f"sigmoid_range({{}}, {shown(high)})", low, needs)
    span = number(f"sigmoid_range({low:g}, {{}})", high, needs, above=low) - low

    def forward(z):
        s = (1 + namespace(z).tanh(z / 2)) / 2  # σ(z); written so, no exponential overflows
        return low + span * s, lambda d: span * s * (1 - s) * d

    return Function(forward, f"sigmoid_range({low:g}, {low + span:g})")


COLOURS = np.array([[0.26, 0.09, 0.02], [0.27, 0.00, -0.05], [0.27, -0.09, 0.03]])
COLOURS /= np.linalg.norm(COLOURS, axis=0).max()


def _decorrelated(z: Array) -> tuple[Array, Pullback]:
    if z.ndim != 4 or z.shape[1] != 3:
        raise ValueError(f"decorrelated colour needs z of shape (batch, 3, h, w), but z has {tuple(z.shape)}")
    xp = namespace(z)
    mix = like(COLOURS, z)
    flat = (len(z), 3, -1)
    turn = lambda matrix, a: xp.reshape(matrix @ xp.reshape(a, flat), z.shape)
    return turn(mix, z), lambda d: turn(mix.T, d)


decorrelated_colour = Function(_decorrelated, "decorrelated_colour")
"""(R, G, B) = C z at every pixel, with C Cᵀ ∝ the covariance of the colours of photographs:   dz = Cᵀ dx.

z₁ is nearly brightness, z₂ red against blue, z₃ green against purple.  Photographs vary along them independently, by
the lengths of C's columns, so that a step in z changes brightness most, as photographs do.  z and x have the shape
(batch, 3, h, w).  It stands between range and spectrum: sigmoid_range() @ decorrelated_colour @ fourier((h, w)).
Source: Olah, Mordvintsev & Schubert (2017), with the matrix of their code, divided by its longest column."""
