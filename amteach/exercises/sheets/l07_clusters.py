"""Exercises on two ways to facets: a layer with some of its units silenced, and the mean of the nearest pictures."""

from __future__ import annotations

import numpy as np

from ..exercise import Exercise
from ..inputs import numbers, size


def dropout_both_ways(a, m, rate, d):
    """What is kept is made larger, so that the mean over many masks stays; the way back has the same factor."""
    y, carried = np.zeros(a.shape), np.zeros(a.shape)
    for i, j in np.ndindex(a.shape):
        if m[i, j] == 1:
            y[i, j] = a[i, j] / (1 - rate)
            carried[i, j] = d[i, j] / (1 - rate)
    return y, carried


def _layer(rng):
    n, units = size(rng), size(rng)
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


def nearest_mean(codes, center, images, k):
    """Go through the pictures from the nearest code to the farthest, and average the first k of them."""
    order = sorted(range(len(codes)), key=lambda i: ((codes[i] - center) ** 2).sum())
    mean = np.zeros(images.shape[1])
    for i in order[:k]:
        mean += images[i] / k
    return mean


def _by(order):
    """The mean of the first k images in the order of this."""
    return lambda codes, center, images, k: images[np.argsort(order(codes, center), kind="stable")[:k]].mean(axis=0)


def _distance(codes, center):
    return ((codes - center) ** 2).sum(axis=1)


def _clear(codes, center, images, k):
    """No two codes equally far away, so that the k nearest are certain."""
    gaps = np.diff(np.sort(_distance(codes, center)))
    return 1 <= k <= len(codes) and bool(gaps.min(initial=1.0) > 1e-6)


def _pictures(rng):
    codes, features, pixels = size(rng, 3, 6), size(rng, 1, 3), size(rng)
    while True:
        args = numbers(rng, codes, features), numbers(rng, features), numbers(rng, codes, pixels), size(rng, 1, codes)
        if _clear(*args):
            return args


NEAREST_MEAN = Exercise(
    name="nearest-mean",
    question="N pictures, images (N, p), have the codes (N, c). Return the mean picture of the k whose codes are "
    "nearest to the centre of a cluster, (c,), as a start for its facet, shape (p,).",
    reference=nearest_mean,
    inputs=_pictures,
    axes={"codes": "N c", "center": "c", "images": "N p"},
    valid=_clear,
    hints=(
        "Distances are measured between codes, and the mean is taken of images.",
        "`np.argsort` of the distances puts the indices of the nearest first.",
        "`images[np.argsort(distances)[:k]].mean(axis=0)`.",
    ),
    mistakes={
        "Those are the k farthest. `np.argsort` begins with the smallest.": _by(lambda c, m: -_distance(c, m)),
        "You average the codes. The walk starts from a picture: average the images.": (
            lambda codes, center, images, k: codes[np.argsort(_distance(codes, center))[:k]].mean(axis=0)
        ),
        "That is the nearest picture alone. The mean of several shows what the cluster shares.": (
            lambda codes, center, images, k: images[np.argmin(_distance(codes, center))]
        ),
        "You average all the pictures: only the k nearest belong to this facet.": (
            lambda codes, center, images, k: images.mean(axis=0)
        ),
        "You take the first k in the order of the data. Sort by the distance of their codes.": (
            lambda codes, center, images, k: images[:k].mean(axis=0)
        ),
        "Those are the k with the shortest codes. Measure from the centre: `codes - center`.": (
            _by(lambda c, m: (c**2).sum(axis=1))
        ),
        "You sort by the largest inner product with the centre: a long code may have that and be far away.": (
            _by(lambda c, m: -(c @ m))
        ),
        "You add the k pictures up. Divide by k: pixels have to stay between black and white.": (
            lambda codes, center, images, k: images[np.argsort(_distance(codes, center))[:k]].sum(axis=0)
        ),
        "You average over the pixels. The mean runs over the pictures: `axis=0`.": (
            lambda codes, center, images, k: images[np.argsort(_distance(codes, center))[:k]].mean(axis=1)
        ),
    },
)
