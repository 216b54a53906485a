"""An exercise on the start of a facet: the mean of the pictures nearest to the centre of a cluster."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def nearest_mean(codes, center, images, k):
    """Go through the pictures from the nearest code to the farthest, and average the first k of them."""
    order = sorted(range(len(codes)), key=lambda i: ((codes[i] - center) ** 2).sum())
    mean = np.zeros(images.shape[1])
    for i in order[:k]:
        mean += images[i] / k
    return mean


def _by(order):
    """The mean of the k images for which this number is smallest."""
    return lambda codes, center, images, k: images[np.argsort(order(codes, center), kind="stable")[:k]].mean(axis=0)


def _distance(codes, center):
    """The squared distances of the codes from the center, (N,)."""
    return ((codes - center) ** 2).sum(axis=1)


def _no_ties(codes, center, images, k):
    """Whether no two codes are equally far away, so that the k nearest are certain."""
    gaps = np.diff(np.sort(_distance(codes, center)))
    return 1 <= k <= len(codes) and bool(gaps.min(initial=1.0) > 1e-6)


def _pictures(rng):
    pictures = integer(rng, 3, 6)
    features = integer(rng)
    pixels = integer(rng)
    while True:
        codes = numbers(rng, pictures, features)
        center = numbers(rng, features)
        args = codes, center, numbers(rng, pictures, pixels), integer(rng, 1, pictures)
        if _no_ties(*args):
            return args


NEAREST_MEAN = Exercise(
    name="nearest-mean",
    question="N pictures, images (N, p), have the codes (N, c). Return the mean picture of the k whose codes are "
    "nearest to the centre of a cluster, (c,), as a start for its facet, shape (p,).",
    reference=nearest_mean,
    inputs=_pictures,
    axes={"codes": "N c", "center": "c", "images": "N p"},
    valid=_no_ties,
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
