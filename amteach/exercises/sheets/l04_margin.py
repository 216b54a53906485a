"""Exercises on what is particular about a class: the margin, and what a function common to all logits changes."""

import numpy as np

from ...functions.objectives import probabilities
from ..exercise import Exercise
from ..inputs import logits


def margin_of(z, k):
    """How far z_k is above the strongest of the others."""
    return [row[k] - max(z_j for j, z_j in enumerate(row) if j != k) for row in z]


def _others(z, k):
    return np.delete(z, k, axis=1)


MARGIN = Exercise(
    name="margin",
    difficulty=1,
    question="For each row of the logits z, shape (n, K), return the margin of class k, z_k minus the largest of the "
    "other logits, shape (n,).",
    reference=margin_of,
    inputs=lambda rng: logits(rng, sds=(2,)),
    parts=("margin",),
    axes={"z": "n K"},
    valid=lambda z, k: 0 <= k < z.shape[1] > 1,
    hints=(
        "Where class k wins, the margin is above 0; where another class does, it is below.",
        "The largest of the *others*: z_k itself must not take part.",
        "`np.delete(z, k, axis=1)` is z without its column k.",
    ),
    mistakes={
        "Your maximum is over all classes, k among them, so that your margin is never above 0.": (
            lambda z, k: z[:, k] - z.max(axis=1)
        ),
        "You subtract the mean of the others. But one rival is enough: it is the strongest that counts.": (
            lambda z, k: z[:, k] - _others(z, k).mean(axis=1)
        ),
        "You subtract the mean of all the logits. The margin looks at the strongest of the others.": (
            lambda z, k: z[:, k] - z.mean(axis=1)
        ),
        "You subtract the weakest of the others. The strongest is the one to be beaten.": (
            lambda z, k: z[:, k] - _others(z, k).min(axis=1)
        ),
        "Its sign is turned round: where class k wins, the margin is above 0, and we maximise.": (
            lambda z, k: _others(z, k).max(axis=1) - z[:, k]
        ),
        "You put 0 in the place of z_k. Where all the others are negative, that 0 is the largest: put `-np.inf`.": (
            lambda z, k: z[:, k] - np.maximum(_others(z, k).max(axis=1), 0)
        ),
        "You subtract the second largest of the row. That is right where class k wins; elsewhere the strongest "
        "other is the largest of the row.": lambda z, k: z[:, k] - np.sort(z, axis=1)[:, -2],
        "You subtract the largest of the whole batch. Each row has a rival of its own: `axis=1`.": (
            lambda z, k: z[:, k] - _others(z, k).max()
        ),
        "You cut off what is below 0. But there, where class k loses, is where one has to climb.": (
            lambda z, k: np.maximum(z[:, k] - _others(z, k).max(axis=1), 0)
        ),
        "That is the margin between the probabilities. The question asks for that between the logits.": (
            lambda z, k: probabilities(z)[:, k] - _others(probabilities(z), k).max(axis=1)
        ),
        "That is the largest of the others. How far is z_k above it?": lambda z, k: _others(z, k).max(axis=1),
    },
)


def invariant_objectives():
    """A g(x) added to all logits divides out of the softmax, and drops out of every difference of two logits."""
    logit, softmax, log_softmax, margin = False, True, True, True
    return [logit, softmax, log_softmax, margin]


SHIFT = Exercise(
    name="shift-invariance",
    difficulty=1,
    question="Add the same number g(x) to all the logits. Which of the objectives logit, softmax, log-softmax and "
    "margin stay as they were, whatever g is? Give a list of four in this order, True where one stays and False "
    "where it changes.",
    reference=invariant_objectives,
    inputs=lambda rng: (),
    hints=(
        "Write z_k + g in place of z_k, and z_j + g in place of every z_j. Where does g cancel?",
        "In the softmax, exp(g) stands above and below the line.",
        "The log-softmax is the logarithm of the softmax, and the margin is a difference of two logits.",
    ),
    mistakes={
        "Is the logit among them? z_k becomes z_k + g, and nothing takes the g away again.": lambda: [True] * 4,
        "You have it the other way round: those are the ones that change.": lambda: [True, False, False, False],
        "None of them? In the softmax, exp(g) stands above and below the line.": lambda: [False] * 4,
        "One is missing: in the margin, z_k + g − max (z_j + g), the g cancels as well.": (
            lambda: [False, True, True, False]
        ),
        "One is missing: the log-softmax is the logarithm of the softmax. If the one stays, so does the other.": (
            lambda: [False, True, False, True]
        ),
        "One is missing: the softmax is the exponential of the log-softmax. If the one stays, so does the other.": (
            lambda: [False, False, True, True]
        ),
        "The softmax is not the only one. Its logarithm stays if it stays; and what of a difference of two logits?": (
            lambda: [False, True, False, False]
        ),
        "The margin is not the only one. What does exp(g) do above and below the line of the softmax?": (
            lambda: [False, False, False, True]
        ),
    },
)
