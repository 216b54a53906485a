"""An exercise on dropout: a layer with some of its units silenced, forward and backward."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def dropout_both_ways(a, m, rate, d):
    """What is kept is made larger, so that the mean over many masks stays; the way back has the same factor."""
    y = np.zeros(a.shape)
    carried = np.zeros(a.shape)
    for i, j in np.ndindex(a.shape):
        if m[i, j] == 1:
            y[i, j] = a[i, j] / (1 - rate)
            carried[i, j] = d[i, j] / (1 - rate)
    return y, carried


def _layer(rng):
    n = integer(rng)
    units = integer(rng)
    rate = float(rng.choice([0.2, 0.5, 0.75]))
    return numbers(rng, n, units), rng.integers(0, 2, (n, units)).astype(float), rate, numbers(rng, n, units)


DROPOUT = Exercise(
    name="dropout-both-ways",
    question="Dropout with the mask m of zeros and ones multiplies the activations a by m/(1 − rate); a, m and d are "
    "all (n, u). Return the output, and what is carried back of the gradient d at the output; both (n, u).",
    reference=dropout_both_ways,
    inputs=_layer,
    parts=("output", "carried"),
    axes={"a": "n u", "m": "n u", "d": "n u"},
    valid=lambda a, m, rate, d: 0 <= rate < 1 and bool(np.isin(m, (0, 1)).all()),
    hints=(
        "For a given mask the output is linear in a. What does a linear map carry back?",
        "Each output is a number times its own activation; the gradient is multiplied by the same number.",
        "m a / (1 − rate) and m d / (1 − rate).",
    ),
    mistakes={
        "The 1/(1 − rate) is missing: with half of the units silenced, the others have to count double.": (
            lambda a, m, rate, d: (m * a, m * d)
        ),
        "You divide by the rate. The share that is *kept* is 1 − rate.": (
            lambda a, m, rate, d: (m * a / max(rate, 1e-9), m * d / max(rate, 1e-9))
        ),
        "You multiply by 1 − rate. What is left has to grow, so that the mean stays: divide.": (
            lambda a, m, rate, d: (m * a * (1 - rate), m * d * (1 - rate))
        ),
        "On the way back 1/(1 − rate) is missing: the pullback has the same factor as the map.": (
            lambda a, m, rate, d: (m * a / (1 - rate), m * d)
        ),
        "On the way back the mask is missing: a silenced unit changes nothing, and so gets no gradient.": (
            lambda a, m, rate, d: (m * a / (1 - rate), d / (1 - rate))
        ),
        "The mask is turned round: where m is 1 the unit is kept.": (
            lambda a, m, rate, d: ((1 - m) * a / (1 - rate), (1 - m) * d / (1 - rate))
        ),
        "You carry back the activations. The derivative of m a/(1 − rate) by a is m/(1 − rate), and it multiplies d.": (
            lambda a, m, rate, d: (m * a / (1 - rate), m * a * d / (1 - rate))
        ),
    },
)
