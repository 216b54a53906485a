"""Exercises on densities: the one that a classifier implies, and the three terms that climb and sample it."""

from __future__ import annotations

import numpy as np

from ..exercise import Exercise
from ..inputs import logits, numbers, positive, size


def implied_log_p(z, log_z):
    """p(x) = Σ_k exp z_k / Z; the largest logit is taken out of the sum, so that no exponential overflows."""
    answer = []
    for row in z:
        top = max(row)
        answer.append(top + np.log(sum(np.exp(row - top))) - log_z)
    return answer


def _lse(z, axis=1):
    top = z.max(axis=axis, keepdims=True)
    return np.squeeze(top, axis) + np.log(np.exp(z - top).sum(axis=axis))


IMPLIED_LOG_P = Exercise(
    name="implied-log-p",
    question="A classifier with the logits z, shape (n, K), implies the density p(x) = Σ_k exp z_k(x) / Z. Return "
    "log p(x) for each row, shape (n,), from z and the number log Z; logits of 1000 must not overflow.",
    reference=implied_log_p,
    inputs=lambda rng: (logits(rng)[0], float(np.round(rng.normal(0, 2), 1))),
    parts=("log density",),
    axes={"z": "n K"},
    valid=lambda z, log_z: z.shape[1] > 1,
    hints=(
        "The logarithm of a quotient is a difference. And the logarithm of a sum of exponentials?",
        "log Σ_k exp z_k has no shorter form, but exp(1000) is ∞. What becomes of it if m is taken from each logit?",
        "With m the largest logit of the row, log Σ_k exp z_k = m + log Σ_k exp(z_k − m). Then − log Z.",
    ),
    mistakes={
        "exp(1000) is ∞, and so is its logarithm. Take each row's largest logit out of the sum first.": (
            lambda z, log_z: np.log(np.exp(z).sum(axis=1)) - log_z
        ),
        "You add log Z. It stands below the line: its logarithm is subtracted.": lambda z, log_z: _lse(z) + log_z,
        "Z is missing: that is log p(x) + log Z.": lambda z, log_z: _lse(z),
        "That is the largest logit alone. All the classes make x likely: Σ_k exp z_k.": (
            lambda z, log_z: z.max(axis=1) - log_z
        ),
        "You add up the logits. log Σ exp z is not Σ z: the classes' probabilities are added, not their logarithms.": (
            lambda z, log_z: z.sum(axis=1) - log_z
        ),
        "That is log p(k, x), one number for each class. p(x) is the sum over the classes.": (
            lambda z, log_z: z - log_z
        ),
        "You take the *mean* over the classes, which is smaller by log K.": (
            lambda z, log_z: _lse(z) - np.log(z.shape[1]) - log_z
        ),
        "You sum over axis 0, the batch. Each picture has a density of its own: sum over its classes.": (
            lambda z, log_z: _lse(z, axis=0) - log_z
        ),
    },
)


def three_terms(h, denoised, gradient, xi, epsilon, high):
    """h + ε₁ (R(h) − h) + ε₂ ∇log p(k|G(h)) + ε₃ ξ, and then every unit back into its range."""
    moved = h + epsilon[0] * (denoised - h) + epsilon[1] * gradient + epsilon[2] * xi
    return np.minimum(np.maximum(moved, 0), high)


def _a_code(rng):
    shape, high = (size(rng), size(rng)), positive(rng, 1, 4)
    h = np.round(rng.uniform(0, high, shape), 1).clip(0, high)
    epsilon = np.array([positive(rng, 0.1, 0.9), positive(rng), positive(rng, 0.1, 1.5)])
    return h, np.round(rng.uniform(0, high, shape), 1), *(numbers(rng, *shape) for _ in range(2)), epsilon, high


def _moved(h, denoised, gradient, xi, epsilon):
    return h + epsilon[0] * (denoised - h) + epsilon[1] * gradient + epsilon[2] * xi


THREE_TERMS = Exercise(
    name="three-terms",
    question="One step of PPGN on codes h, with the denoised codes R(h), the gradient of log p(k|G(h)) and standard "
    "normal numbers xi, all (n, d), and ε = (ε₁, ε₂, ε₃): return the next codes, (n, d), clipped to 0 … high.",
    reference=three_terms,
    inputs=_a_code,
    parts=("code",),
    axes={"h": "n d", "denoised": "n d", "gradient": "n d", "xi": "n d", "epsilon": "3"},
    valid=lambda h, denoised, gradient, xi, epsilon, high: high > 0 and bool(np.all(epsilon > 0)),
    hints=(
        "Three arrows start at h: to what is likely, to class k, and anywhere. Which number is the length of each?",
        "The denoiser's arrow leads from h to R(h): it is the difference of the two, times ε₁.",
        "h + ε₁ (R(h) − h) + ε₂ times the gradient + ε₃ ξ, and `np.clip(..., 0, high)` comes last, around all of it.",
    ),
    mistakes={
        "You add ε₁ R(h). The arrow leads from h *to* R(h): it is R(h) − h.": (
            lambda h, denoised, gradient, xi, epsilon, high: np.clip(
                _moved(h, denoised + h, gradient, xi, epsilon), 0, high
            )
        ),
        "Your first arrow points away from the denoised code: h − R(h). It is to lead there.": (
            lambda h, denoised, gradient, xi, epsilon, high: np.clip(
                _moved(h, 2 * h - denoised, gradient, xi, epsilon), 0, high
            )
        ),
        "You do not clip. A code's units have a range, and outside of it the decoder has never been.": (
            lambda h, denoised, gradient, xi, epsilon, high: _moved(h, denoised, gradient, xi, epsilon)
        ),
        "You clip from below only. The codes have an upper end as well: `high`.": (
            lambda h, denoised, gradient, xi, epsilon, high: np.maximum(_moved(h, denoised, gradient, xi, epsilon), 0)
        ),
        "You clip first, and then add the noise, which leads out of the range again.": (
            lambda h, denoised, gradient, xi, epsilon, high: (
                np.clip(_moved(h, denoised, gradient, 0 * xi, epsilon), 0, high) + epsilon[2] * xi
            )
        ),
        "Your ε₁ and ε₂ have changed places: the first belongs to the prior.": (
            lambda h, denoised, gradient, xi, epsilon, high: np.clip(
                _moved(h, denoised, gradient, xi, epsilon[[1, 0, 2]]), 0, high
            )
        ),
        "You use √(2ε₃), as in Langevin's step with its single ε. Here ε₃ is the width of the noise itself.": (
            lambda h, denoised, gradient, xi, epsilon, high: np.clip(
                h + epsilon[0] * (denoised - h) + epsilon[1] * gradient + np.sqrt(2 * epsilon[2]) * xi, 0, high
            )
        ),
        "There is no noise in it. It has its own length, ε₃.": (
            lambda h, denoised, gradient, xi, epsilon, high: np.clip(
                _moved(h, denoised, gradient, 0 * xi, epsilon), 0, high
            )
        ),
        "You go down the gradient. It is added: the walk climbs log p(k|G(h)).": (
            lambda h, denoised, gradient, xi, epsilon, high: np.clip(
                _moved(h, denoised, -gradient, xi, epsilon), 0, high
            )
        ),
    },
)
