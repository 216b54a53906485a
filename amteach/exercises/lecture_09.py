"""Exercises on climbing in code space: the way back through a decoder, and one step of a PPGN."""

from __future__ import annotations

import numpy as np

from .exercise import Exercise
from .inputs import numbers, positive, size


def code_gradient(h, w, b, d):
    """Back through the sigmoid with its slope x(1 − x), and back through the layer with the transposed weights."""
    x, gradient = np.zeros((len(h), len(w))), np.zeros(h.shape)
    for row in range(len(h)):
        for pixel in range(len(w)):
            x[row, pixel] = 1 / (1 + np.exp(-(w[pixel] @ h[row] + b[pixel])))
            slope = x[row, pixel] * (1 - x[row, pixel])
            gradient[row] += d[row, pixel] * slope * w[pixel]
    return x, gradient


def _sigmoid(h, w, b):
    return 1 / (1 + np.exp(-(h @ w.T + b)))


def _carried(of):
    """The right pictures, with this gradient of x, w and d."""
    return lambda h, w, b, d: (_sigmoid(h, w, b), of(_sigmoid(h, w, b), w, d))


def _layer(rng):
    n, code, pixels = size(rng), size(rng, 1, 2), size(rng, 2, 4)
    return (
        numbers(rng, n, code, sd=1.0),
        numbers(rng, pixels, code, sd=1.0),
        numbers(rng, pixels, sd=1.0),
        numbers(rng, n, pixels),
    )


CODE_GRADIENT = Exercise(
    name="code-gradient",
    question="A decoder draws x = σ(w h + b), with codes h (n, c), weights w (p, c) and b (p,), σ(a) = 1/(1 + e^−a). "
    "Return the pictures x, (n, p), and, of the gradient d at x, (n, p), what is carried back to h, (n, c).",
    reference=code_gradient,
    inputs=_layer,
    parts=("picture", "gradient"),
    axes={"h": "n c", "w": "p c", "b": "p", "d": "n p"},
    hints=(
        "Two functions one after the other: first the layer, then σ. On the way back σ comes first.",
        "The slope of σ is x(1 − x). A layer w h carries d back as d w: one row of w for each pixel.",
        "`x = 1 / (1 + np.exp(-(h @ w.T + b)))`, and back `(d * x * (1 - x)) @ w`.",
    ),
    mistakes={
        "On the way back the slope of σ, x(1 − x), is missing.": _carried(lambda x, w, d: d @ w),
        "The slope of σ is x(1 − x), with x the picture. You take x alone.": _carried(lambda x, w, d: (d * x) @ w),
        "The slope of σ is x(1 − x), and not 1 − x².  That is the slope of tanh.": (
            _carried(lambda x, w, d: (d * (1 - x**2)) @ w)
        ),
        "The weights are missing on the way back: you stop before the layer, and sum over the pixels.": (
            _carried(lambda x, w, d: (d * x * (1 - x)).sum(axis=1, keepdims=True) + 0 * w.sum(axis=0))
        ),
        "d is missing: the chain rule multiplies by what comes back to x.": (
            _carried(lambda x, w, d: (x * (1 - x)) @ w)
        ),
        "You return w h + b. A picture lies between 0 and 1: it goes through σ.": (
            lambda h, w, b, d: (h @ w.T + b, code_gradient(h, w, b, d)[1])
        ),
        "b is missing in the pictures.": (lambda h, w, b, d: code_gradient(h, w, 0 * b, d)),
        "σ(a) = 1/(1 + e^−a): the minus is missing, and your pictures are negatives.": (
            lambda h, w, b, d: (1 - _sigmoid(h, w, b), code_gradient(h, w, b, d)[1])
        ),
    },
)


def ppgn_step(h, denoised, grad, noise, rates, reach):
    """Towards likely codes, towards the class, a little noise; and then back into the range of codes."""
    moved = np.zeros(h.shape)
    for i, j in np.ndindex(h.shape):
        moved[i, j] = h[i, j] + rates[0] * (denoised[i, j] - h[i, j]) + rates[1] * grad[i, j] + rates[2] * noise[i, j]
        moved[i, j] = min(max(moved[i, j], -reach), reach)
    return moved


def _codes(rng):
    shape = size(rng), size(rng)
    arrays = [numbers(rng, *shape) for _ in range(4)]
    rates = np.array([positive(rng, 0.1, 0.5), positive(rng, 0.2, 1.0), positive(rng, 0.2, 0.5)])
    return (*arrays, rates, positive(rng, 1.0, 2.0))


def _moved(of):
    """The clipped code after this change."""
    return lambda h, r, g, z, e, reach: np.clip(h + of(h, r, g, z, e), -reach, reach)


PPGN_STEP = Exercise(
    name="ppgn-step",
    question="One step of a PPGN: h is the codes, denoised is R(h), grad is ∇log p(k|G(h)), noise is ξ, all (n, c), "
    "and rates is (ε₁, ε₂, ε₃). Return the codes after the step, kept within −reach … reach, shape (n, c).",
    reference=ppgn_step,
    inputs=_codes,
    axes={"h": "n c", "denoised": "n c", "grad": "n c", "noise": "n c", "rates": "3"},
    valid=lambda h, r, g, z, e, reach: reach > 0 and bool((e >= 0).all()),
    hints=(
        "Three arrows start at h. Where does the one of the denoiser point?",
        "The denoiser says where the code ought to be; the arrow from h to there is R(h) − h.",
        "`np.clip(h + e1 * (denoised - h) + e2 * grad + e3 * noise, -reach, reach)`.",
    ),
    mistakes={
        "The arrow of the prior is R(h) − h, from the code to the denoised one. You add R(h) itself.": (
            _moved(lambda h, r, g, z, e: e[0] * r + e[1] * g + e[2] * z)
        ),
        "The arrow of the prior is turned round: it points from h to R(h), R(h) − h.": (
            _moved(lambda h, r, g, z, e: e[0] * (h - r) + e[1] * g + e[2] * z)
        ),
        "The codes have to be kept in their range: clip them at the end.": (
            lambda h, r, g, z, e, reach: h + e[0] * (r - h) + e[1] * g + e[2] * z
        ),
        "You clip the step. Kept in their range are the codes after it.": (
            lambda h, r, g, z, e, reach: h + np.clip(e[0] * (r - h) + e[1] * g + e[2] * z, -reach, reach)
        ),
        "You clip to 0 … reach, as codes behind a ReLU. These may be negative.": (
            lambda h, r, g, z, e, reach: np.clip(h + e[0] * (r - h) + e[1] * g + e[2] * z, 0, reach)
        ),
        "h itself is missing: a step starts from where one stands.": (
            lambda h, r, g, z, e, reach: np.clip(e[0] * (r - h) + e[1] * g + e[2] * z, -reach, reach)
        ),
        "The prior is missing: ε₁ (R(h) − h).": _moved(lambda h, r, g, z, e: e[1] * g + e[2] * z),
        "The noise is missing. Without it the walk is an ascent, and ends where ascents end.": (
            _moved(lambda h, r, g, z, e: e[0] * (r - h) + e[1] * g)
        ),
        "You go downhill: the gradient of log p(k|G(h)) is added.": (
            _moved(lambda h, r, g, z, e: e[0] * (r - h) - e[1] * g + e[2] * z)
        ),
        "ε₁ and ε₂ have changed places: ε₁ is the prior's, ε₂ the class's.": (
            _moved(lambda h, r, g, z, e: e[1] * (r - h) + e[0] * g + e[2] * z)
        ),
        "ε₃ is the standard deviation of the noise itself: no root, and no 2, as Langevin has them.": (
            _moved(lambda h, r, g, z, e: e[0] * (r - h) + e[1] * g + np.sqrt(2 * e[2]) * z)
        ),
    },
)
