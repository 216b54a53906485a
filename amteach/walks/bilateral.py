"""The bilateral filter: a blur that stops at edges."""

from __future__ import annotations

import math

from ..functions.arrays import check_images, namespace
from ..functions.checks import number, shown
from ..functions.function import Function


def bilateral(radius: float, contrast: float) -> Function:
    """P(x)ᵢ = Σⱼ wᵢⱼ xⱼ / Σⱼ wᵢⱼ,   wᵢⱼ = exp(−|i − j|² / 2 radius² − ‖xᵢ − xⱼ‖² / 2 contrast²).

    radius   : how far in pixels two pixels may lie apart and still be mixed
    contrast : how far in values they may differ; far above all differences this is the Gaussian blur

    x has the shape (batch, …, h, w), and ‖xᵢ − xⱼ‖ is taken over all the axes between, such as the colours.  The
    window ends at 2 · radius and at the edge of the picture.  It is an operator, and is not differentiated.

    >>> import numpy as np
    >>> edge = np.array([[[0.0, 0.1, 0.0, 9.0, 9.1, 9.0]]])
    >>> bilateral(1.0, contrast=0.5)(edge).round(2)
    array([[[0.03, 0.05, 0.03, 9.03, 9.05, 9.03]]])

    Source: Tomasi & Manduchi (1998); for activation maximization, Tyka (2016).
    """
    needs = "both must be finite and above 0"
    radius = number(f"bilateral({{}}, {shown(contrast)})", radius, needs, above=0)
    contrast = number(f"bilateral({radius:g}, {{}})", contrast, needs, above=0)
    name = f"bilateral({radius:g}, {contrast:g})"
    reach = math.ceil(2 * radius)

    def pullback(d):
        raise TypeError(
            f"{name} is an operator and is not differentiated, so it cannot stand inside f: write "
            f"am.ascent(rate, operator=am.{name})"
        )

    def forward(x):
        check_images(x, "bilateral")
        xp = namespace(x)
        h, w = x.shape[-2:]
        pixels = xp.reshape(x, (x.shape[0], -1, h, w))
        total = xp.zeros_like(pixels)
        weights = xp.zeros_like(pixels[:, :1])
        for dy in range(max(-reach, 1 - h), min(reach, h - 1) + 1):
            for dx in range(max(-reach, 1 - w), min(reach, w - 1) + 1):
                here = (..., _overlap(h, dy), _overlap(w, dx))
                there = (..., _overlap(h, -dy), _overlap(w, -dx))
                contrasts = xp.sum((pixels[here] - pixels[there]) ** 2, axis=1, keepdims=True)
                weight = xp.exp(-(dy**2 + dx**2) / (2 * radius**2) - contrasts / (2 * contrast**2))
                total[here] += weight * pixels[there]
                weights[here] += weight
        return xp.reshape(total / weights, x.shape), pullback

    return Function(forward, name)


def _overlap(size: int, d: int) -> slice:
    """The places i for which i + d lies in the picture as well."""
    return slice(max(0, -d), size - max(0, d))
