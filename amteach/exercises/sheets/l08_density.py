"""An exercise on the density that a classifier implies."""

import numpy as np

from ..exercise import Exercise
from ..inputs import logits


def implied_log_p(z, log_z):
    """p(x) = Σ_k exp z_k / Z; the largest logit is taken out of the sum, so that no exponential overflows."""
    answer = []
    for row in z:
        top = max(row)
        answer.append(top + np.log(sum(np.exp(row - top))) - log_z)
    return answer


def _log_sum_exp(z, axis=1):
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
        "You add log Z. It stands below the line, and is subtracted.": lambda z, log_z: _log_sum_exp(z) + log_z,
        "Z is missing: that is log p(x) + log Z.": lambda z, log_z: _log_sum_exp(z),
        "That is the largest logit alone. The question has Σ_k exp z_k.": lambda z, log_z: z.max(axis=1) - log_z,
        "You add up the logits. log Σ exp z is not Σ z: the classes' probabilities are added, not their logarithms.": (
            lambda z, log_z: z.sum(axis=1) - log_z
        ),
        "That is log p(k, x), for each class. p(x) is the sum over the classes.": lambda z, log_z: z - log_z,
        "You take the *mean* over the classes, which is smaller by log K.": (
            lambda z, log_z: _log_sum_exp(z) - np.log(z.shape[1]) - log_z
        ),
        "You sum over axis 0, the batch. Each picture has a density of its own: sum over its classes.": (
            lambda z, log_z: _log_sum_exp(z, axis=0) - log_z
        ),
    },
)
