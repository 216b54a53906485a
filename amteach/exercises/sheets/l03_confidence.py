"""An exercise on the confidence of a network: the softmax probability of a class."""

import numpy as np

from ..exercise import Exercise
from ..inputs import logits


def confidence(z, k):
    """softmax is the same for z and for z − max z, where the largest exponential is exp(0) = 1."""
    p = []
    for row in z:
        e = np.exp(row - max(row))
        p.append(e[k] / sum(e))
    return p


def _exp(z):
    """Exponentials that do not overflow; softmax is each of them divided by their sum."""
    return np.exp(z - z.max(axis=1, keepdims=True))


CONFIDENCE = Exercise(
    name="confidence",
    question="For each row of the logits z, shape (n, K), return the softmax probability of class k, shape (n,); "
    "logits of 1000 must not overflow.",
    reference=confidence,
    inputs=logits,
    parts=("probability",),
    axes={"z": "n K"},
    valid=lambda z, k: 0 <= k < z.shape[1] > 1,
    bounds=(0, 1),
    hints=(
        "The probability of class k is exp(z_k) / Σⱼ exp(z_j), for each row.",
        "exp(1000) is too large for a float. But softmax does not change when a number is added to a whole row.",
        "Subtract each row's own maximum first: `z - z.max(axis=1, keepdims=True)`.",
    ),
    mistakes={
        "exp(1000) is ∞, and ∞/∞ is nan. Subtract each row's maximum first: softmax stays the same.": (
            lambda z, k: np.exp(z[:, k]) / np.exp(z).sum(axis=1)
        ),
        "You subtract the maximum of the whole batch. In the other rows all exponentials may then be 0, and 0/0 is "
        "nan: each row has a maximum of its own.": lambda z, k: (
            np.exp(z - z.max())[:, k] / np.exp(z - z.max()).sum(axis=1)
        ),
        "You never divide by the sum: the probabilities of one row must add up to 1.": lambda z, k: _exp(z)[:, k],
        "You sum over axis 0, the batch. The probabilities that add up to 1 are those of one row.": (
            lambda z, k: (np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0))[:, k]
        ),
        "That is the largest probability of each row. The question asks for that of class k.": (
            lambda z, k: _exp(z).max(axis=1) / _exp(z).sum(axis=1)
        ),
        "That is the probability that it is *not* class k.": lambda z, k: 1 - _exp(z)[:, k] / _exp(z).sum(axis=1),
        "Those are the probabilities of all classes. The question asks for that of class k: the column k.": (
            lambda z, k: _exp(z) / _exp(z).sum(axis=1, keepdims=True)
        ),
        "A sigmoid looks at z_k alone. In softmax all logits count.": lambda z, k: 1 / (1 + np.exp(-z[:, k])),
    },
)
