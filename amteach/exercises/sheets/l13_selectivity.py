"""An exercise on selectivity: of how many classes are the digits that a unit likes best?"""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer


def neuron_and_direction(a, labels, c, v, m):
    """Sort the digits by their activity, take the m first, and count each class among them."""

    def largest_share(activity):
        first = sorted(range(len(activity)), key=lambda digit: activity[digit], reverse=True)[:m]
        count = {}
        for digit in first:
            count[labels[digit]] = count.get(labels[digit], 0) + 1
        return max(count.values()) / m

    neuron_share = largest_share(a[:, c])
    direction_share = largest_share([row @ v for row in a])
    return neuron_share, direction_share


def _digits(rng):
    """Activations and a direction without ties, in which digits of three classes are shuffled."""
    digits = integer(rng, 4, 7)
    neurons = integer(rng, 2, 3)
    while True:
        a = np.round(rng.permutation(digits * neurons).reshape(digits, neurons) / 10 - 0.5, 1)
        v = np.round(rng.normal(0, 1, neurons), 1)
        if _no_ties(a @ v):
            labels = rng.integers(0, 3, digits)
            return a, labels, integer(rng, 0, neurons - 1), v, integer(rng, 2, digits - 1)


def _no_ties(activity):
    """Whether no two digits are equally active: otherwise either may come first."""
    return bool(np.diff(np.sort(activity)).min(initial=1) > 1e-6)


def _valid(a, labels, c, v, m):
    whole = 0 <= c < a.shape[1] and 1 <= m <= len(a) and (labels >= 0).all() and (labels == np.round(labels)).all()
    return bool(whole) and _no_ties(a[:, c]) and _no_ties(a @ v)


def _share(activity, labels, m, below=None):
    """The largest count of a class among the m first, over m."""
    first = np.argsort(-activity)[:m]
    return np.unique(labels[first], return_counts=True)[1].max() / (below or m)


def _both(share=_share, neuron=lambda a, c, v: a[:, c], direction=lambda a, c, v: a @ v):
    """The answer with another share, or with another activity of the neuron or of the direction."""
    return lambda a, labels, c, v, m: (share(neuron(a, c, v), labels, m), share(direction(a, c, v), labels, m))


SELECTIVITY = Exercise(
    name="neuron-and-direction",
    question="a, shape (N, C), holds how active C neurons are on N digits, and labels, shape (N,), their classes. "
    "Of the m digits on which neuron c is most active, which share has their most frequent class? And of the m that "
    "lie farthest along the direction v, shape (C,)?",
    reference=neuron_and_direction,
    inputs=_digits,
    parts=("neuron share", "direction share"),
    axes={"a": "N C", "labels": "N", "v": "C"},
    valid=_valid,
    bounds=(0, 1),
    hints=(
        "How active is a neuron on each digit: `a[:, c]`. How far does each digit lie along v?",
        "`a @ v`. Then `np.argsort(-activity)[:m]` are the m digits, and `labels` of these are their classes.",
        "`np.bincount(labels of these).max() / m`, once for `a[:, c]` and once for `a @ v`.",
    ),
    mistakes={
        "You take the m digits on which the unit is *least* active: `np.argsort` begins with the smallest.": (
            _both(lambda activity, labels, m: _share(-activity, labels, m))
        ),
        "You divide by all N digits. The share is one of the m.": (
            _both(lambda activity, labels, m: _share(activity, labels, m, len(labels)))
        ),
        "You take the first m digits as they come. Sort them by their activity.": (
            _both(lambda activity, labels, m: _share(-np.arange(len(labels)), labels, m))
        ),
        "You look at all N digits, and so both answers are the same. Only the m most active count.": (
            _both(lambda activity, labels, m: _share(activity, labels, len(labels)))
        ),
        "You take the class of the most active digit. It need not be the most frequent one of the m.": _both(
            lambda activity, labels, m: (labels[np.argsort(-activity)[:m]] == labels[activity.argmax()]).mean()
        ),
        "That is how many classes there are among the m, not the share of the most frequent one.": _both(
            lambda activity, labels, m: 1 / len(np.unique(labels[np.argsort(-activity)[:m]]))
        ),
        "You sort by |activity|. A very negative one is not active.": (
            _both(lambda activity, labels, m: _share(np.abs(activity), labels, m))
        ),
        "Both are the neuron's. Along v a digit lies at `a @ v`.": _both(direction=lambda a, c, v: a[:, c]),
        "Along v you only ask the neuron with the largest weight. All of them count: `a @ v`.": (
            _both(direction=lambda a, c, v: a[:, np.abs(v).argmax()])
        ),
        "You divide by the length of each digit's activations. That is the angle to v, not how far it lies along v.": (
            _both(direction=lambda a, c, v: a @ v / np.linalg.norm(a, axis=1))
        ),
        "The weights of v count with their signs: you took |v|.": _both(direction=lambda a, c, v: a @ np.abs(v)),
    },
)
