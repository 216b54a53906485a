"""An exercise on words that are several classes: to climb any of them."""

import numpy as np

from ...functions.objectives import probabilities
from ..exercise import Exercise
from ..inputs import integer, numbers


def any_of(z, s):
    """The probability of the word is the sum of those of its classes; s says which they are, 1 or 0."""
    value = np.zeros(len(z))
    gradient = np.zeros(z.shape)
    for row in range(len(z)):
        e = np.exp(z[row] - z[row].max())
        of_all = e / e.sum()
        of_these = s * e / (s * e).sum()  # as if there were no other classes
        value[row] = np.log((s * of_all).sum())
        gradient[row] = of_these - of_all
    return value, gradient


def _words(rng):
    """Logits, and a word of at least two of the classes, but not of all."""
    classes = integer(rng, 3, 5)
    s = np.zeros(classes)
    s[rng.choice(classes, integer(rng, 2, classes - 1), replace=False)] = 1
    return numbers(rng, integer(rng), classes), s


def _value(wrong):
    """This value beside the right gradient."""
    return lambda z, s: (wrong(z, s), any_of(z, s)[1])


def _gradient(wrong):
    """The right value beside this gradient of z, s and softmax(z)."""
    return lambda z, s: (any_of(z, s)[0], wrong(z, s, probabilities(z)))


ANY_OF = Exercise(
    name="any-of-these",
    difficulty=3,
    question="A word is several classes: s, shape (K,), is 1 for those and 0 for the others. For each row of the "
    "logits z, shape (n, K), return the value of log Σ s_j p_j, the log-probability that it is any of them, shape "
    "(n,), and its gradient with respect to z, shape (n, K), where p is softmax(z).",
    reference=any_of,
    inputs=_words,
    parts=("value", "gradient"),
    axes={"z": "n K", "s": "K"},
    valid=lambda z, s: set(s) <= {0.0, 1.0} and s.sum() > 0,
    hints=(
        "Add up the probabilities of the classes of the word, and then take the logarithm.",
        "It is log Σ s_j exp z_j − log Σ exp z_j: two sums of exponentials. The gradient of such a logarithm is a "
        "softmax, over the classes in its sum.",
        "The gradient is q − p, where q is the softmax within the word: q_j = s_j p_j / Σ s_i p_i.",
    ),
    mistakes={
        "That is the sum of the log-probabilities: all of them at once. Any of them is the logarithm of the sum.": (
            lambda z, s: ((np.log(probabilities(z)) * s).sum(axis=1), s - s.sum() * probabilities(z))
        ),
        "That is the mean of the log-probabilities. Any of them is the logarithm of the sum of the probabilities.": (
            lambda z, s: ((np.log(probabilities(z)) * s).sum(axis=1) / s.sum(), s / s.sum() - probabilities(z))
        ),
        "Your value is the probability. The question asks for its logarithm.": _value(
            lambda z, s: (probabilities(z) * s).sum(axis=1)
        ),
        "Your value is log Σ s exp z: the sum over *all* classes is not yet subtracted, and so it is no probability.": (
            _value(lambda z, s: np.log((np.exp(z) * s).sum(axis=1)))
        ),
        "Your value is that of the most probable of them alone.": (
            _value(lambda z, s: np.log((probabilities(z) * s).max(axis=1)))
        ),
        "Your gradient is s − p: it pushes each class of the word by 1. Together they share one push, as q says.": (
            _gradient(lambda z, s, p: s - p)
        ),
        "You share the push equally, s / Σs − p. The class that is ahead gets the larger share.": (
            _gradient(lambda z, s, p: s / s.sum() - p)
        ),
        "Your gradient is q, and the other half of it is missing: p, which comes from the sum over all classes.": (
            _gradient(lambda z, s, p: p * s / (p * s).sum(axis=1, keepdims=True))
        ),
        "Your gradient is s p − p, without the division by Σ s_i p_i: q adds up to 1.": (
            _gradient(lambda z, s, p: p * s - p)
        ),
    },
)
