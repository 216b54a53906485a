"""Exercises on the gradients of the softmax and of the log-softmax with respect to the logits."""

import numpy as np

from ..exercise import Exercise
from ..inputs import logits


def softmax_gradient(z, k):
    """∂s_k/∂z_k = s_k (1 − s_k), and ∂s_k/∂z_j = −s_k s_j for every other j."""
    gradient = []
    for row in z:
        e = np.exp(row - max(row))
        s = e / sum(e)
        gradient.append([s[k] * (1 - s[j]) if j == k else -s[k] * s[j] for j in range(len(row))])
    return gradient


def _is_a_class(z, k):
    return 0 <= k < z.shape[1] > 1


def _s(z, axis=1):
    """The softmax of each row, (n, K)."""
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _e(z, k):
    """The unit vector e_k, (K,)."""
    return np.eye(z.shape[1])[k]


def _s_k(z, k):
    """The softmax of class k, as a column, (n, 1)."""
    return _s(z)[:, [k]]


def _overflows(z):
    """The softmax, without the precaution: ∞/∞ where logits are large."""
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


SOFTMAX_GRADIENT = Exercise(
    name="softmax-gradient",
    difficulty=3,
    question="For each row of the logits z, shape (n, K), return the gradient of the softmax probability s_k with "
    "respect to z, shape (n, K); logits of 1000 must not overflow.",
    reference=softmax_gradient,
    inputs=logits,
    parts=("gradient",),
    axes={"z": "n K"},
    valid=_is_a_class,
    hints=(
        "s_k is a quotient: z_k stands above the line, and all the logits stand below it. What happens to s_k when "
        "another logit grows?",
        "∂s_k/∂z_k = s_k (1 − s_k), and for every other class j it is ∂s_k/∂z_j = −s_k s_j.",
        "Both in one: s_k (e_k − s), with e_k = (0, …, 1, …, 0) and s the softmax of the row. "
        "`z - z.max(axis=1, keepdims=True)` keeps the exponentials small.",
    ),
    mistakes={
        "That is the gradient of log s_k. The one of s_k itself is s_k times as long: ∂s = s ∂log s.": (
            lambda z, k: _e(z, k) - _s(z)
        ),
        "You hold the denominator Σⱼ exp z_j fixed. But all the logits are in it, z_k as well.": (
            lambda z, k: _s_k(z, k) * _e(z, k)
        ),
        "You have ∂s_k/∂z_k, and zeros beside it. But every other logit that grows makes s_k smaller: −s_k s_j.": (
            lambda z, k: _s_k(z, k) * (1 - _s_k(z, k)) * _e(z, k)
        ),
        "That is ∂s_k/∂z_k alone, one number for each row. The gradient has an entry for each of the K logits.": (
            lambda z, k: (_s_k(z, k) * (1 - _s_k(z, k)))[:, 0]
        ),
        "That is −s_k s, what comes from the denominator. The numerator, exp z_k, depends on z_k too.": (
            lambda z, k: -_s_k(z, k) * _s(z)
        ),
        "You use s_j (1 − s_j), how each class j feels its *own* logit. The question is how class k feels all.": (
            lambda z, k: _s(z) * (1 - _s(z))
        ),
        "That goes downhill. When z_k grows, so does s_k: at k the gradient is s_k (1 − s_k), which is above 0.": (
            lambda z, k: _s_k(z, k) * (_s(z) - _e(z, k))
        ),
        "exp(1000) is ∞, and ∞/∞ is nan. Subtract each row's maximum first: softmax stays the same.": (
            lambda z, k: _overflows(z)[:, [k]] * (_e(z, k) - _overflows(z))
        ),
        "You normalise over axis 0, the batch. The probabilities that add up to 1 are those of one row.": (
            lambda z, k: _s(z, axis=0)[:, [k]] * (_e(z, k) - _s(z, axis=0))
        ),
        "Those are the probabilities. The question is how s_k changes when the logits do.": lambda z, k: _s(z),
        "That is the whole Jacobian, how each probability feels each logit. The question asks for its row k.": (
            lambda z, k: _s(z)[:, :, None] * (np.eye(z.shape[1]) - _s(z)[:, None, :])
        ),
    },
)


def log_softmax_gradient(z, k):
    """log s_k = z_k − log Σⱼ exp z_j: the first term gives e_k, and the second s."""
    gradient = []
    for row in z:
        e = np.exp(row - max(row))
        s = e / sum(e)
        gradient.append([(j == k) - s[j] for j in range(len(row))])
    return gradient


LOG_SOFTMAX_GRADIENT = Exercise(
    name="log-softmax-gradient",
    question="For each row of the logits z, shape (n, K), return the gradient of log s_k = z_k − log Σⱼ exp z_j with "
    "respect to z, shape (n, K); logits of 1000 must not overflow.",
    reference=log_softmax_gradient,
    inputs=logits,
    parts=("gradient",),
    axes={"z": "n K"},
    valid=_is_a_class,
    hints=(
        "There are two terms. The gradient of z_k with respect to z is e_k = (0, …, 1, …, 0).",
        "Differentiate the logarithm of the sum: exp z_j / Σᵢ exp z_i. What is that?",
        "e_k − s, with s the softmax of the row. `z - z.max(axis=1, keepdims=True)` keeps the exponentials small.",
    ),
    mistakes={
        "That is the gradient of s_k. Its logarithm's is 1/s_k times as long, and does not vanish where s_k ≈ 0.": (
            lambda z, k: _s_k(z, k) * (_e(z, k) - _s(z))
        ),
        "The logarithm of the sum is *subtracted* from z_k, and so is its gradient.": lambda z, k: _e(z, k) + _s(z),
        "That is −s, from the logarithm of the sum alone. Where has z_k gone?": lambda z, k: -_s(z),
        "That is e_k, the gradient of the logit. Where is the logarithm of the sum?": lambda z, k: _e(z, k) + 0 * z,
        "That is s − e_k, the gradient of the cross-entropy −log s_k, which training walks *down*. We maximise.": (
            lambda z, k: _s(z) - _e(z, k)
        ),
        "You subtract the same s_k from every entry. Each logit j enters the sum with a share of its own, s_j.": (
            lambda z, k: _e(z, k) - _s_k(z, k)
        ),
        "That is 1 − s_k, the entry at k. There is one for each logit.": lambda z, k: 1 - _s_k(z, k)[:, 0],
        "exp(1000) is ∞, and ∞/∞ is nan. Subtract each row's maximum first: softmax stays the same.": (
            lambda z, k: _e(z, k) - _overflows(z)
        ),
        "You normalise over axis 0, the batch. The probabilities that add up to 1 are those of one row.": (
            lambda z, k: _e(z, k) - _s(z, axis=0)
        ),
    },
)
