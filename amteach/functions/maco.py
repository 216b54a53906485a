"""Pictures with a fixed spectrum of magnitudes, in which only the phases are free (MACO)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arrays import like, namespace
from .checks import numbers
from .function import Function


def magnitudes(images: ArrayLike) -> np.ndarray:
    """r = the mean of |F x| over the images, F being the orthonormal Fourier transform: (n, …, h, w) ↦ (…, h, w).

    >>> magnitudes(np.ones((5, 1, 4, 4)))[0, 0, 0]            # all of a constant picture is its mean
    np.float64(4.0)
    """
    x = numbers("magnitudes({})", images, "images are finite numbers of shape (n, …, h, w)")
    if x.ndim < 3 or 0 in x.shape:
        raise ValueError(f"magnitudes(images): images are of shape (n, …, h, w), not {x.shape}; for one write x[None]")
    return np.abs(np.fft.fft2(x, norm="ortho")).mean(axis=0)


def maco(r: ArrayLike) -> Function:
    """x = F⁻¹(r e^{iψ}),   ψ = (z − z⁻) / 2:   |F x| = r whatever z is, and a walk in z moves nothing but the phases.

    r : the magnitudes, (…, h, w), such as `magnitudes(images)`; those of photographs fall about as 1 / frequency

    z and x have the shape (batch, …, h, w), and z⁻[k] = z[−k].  A real x needs ψ[−k] = −ψ[k], and so the phase of its
    mean stays 0.  With c = r e^{iψ} and D = F d the pullback is dψ = Im(c̄ D), dz = (dψ − dψ⁻) / 2.

    >>> x = maco(np.ones((4, 4)))(np.random.default_rng(0).normal(size=(1, 1, 4, 4)))
    >>> bool(np.allclose(np.abs(np.fft.fft2(x, norm="ortho")), 1))
    True

    Source: Fel et al. (2023), "Unlocking feature visualization for deeper networks with magnitude constrained
    optimization"; their r is the mean over ImageNet.
    """
    r = numbers("maco({})", r, "the magnitudes are finite numbers ≥ 0 of shape (…, h, w)")
    if r.ndim < 2 or not (r >= 0).all():
        raise ValueError(f"maco(r): the magnitudes are finite numbers ≥ 0 of shape (…, h, w), not of {r.shape}")
    mirrored = np.roll(r[..., ::-1, ::-1], (1, 1), axis=(-2, -1))
    if not np.allclose(r, mirrored):
        raise ValueError("maco(r): a real picture has r[−k] = r[k]; am.magnitudes(images) measures such an r")

    def odd(xp, z):
        """(z − z⁻) / 2, a symmetric map, and so its own adjoint."""
        return (z - xp.roll(xp.flip(z, axis=(-2, -1)), shift=(1, 1), axis=(-2, -1))) / 2

    def forward(z):
        if z.ndim < 3 or tuple(z.shape[-2:]) != r.shape[-2:] or r.ndim >= z.ndim:
            raise ValueError(f"maco needs z of shape (batch, …, {r.shape[-2]}, {r.shape[-1]}), not {tuple(z.shape)}")
        xp = namespace(z)
        phase = odd(xp, z)
        c = like(r, z) * (xp.cos(phase) + 1j * xp.sin(phase))
        x = xp.fft.ifftn(c, axes=(-2, -1), norm="ortho").real

        def pullback(d):
            turned = xp.conj(c) * xp.fft.fftn(d + 0j, axes=(-2, -1), norm="ortho")
            return odd(xp, turned.imag)

        return x, pullback

    return Function(forward, "maco")
