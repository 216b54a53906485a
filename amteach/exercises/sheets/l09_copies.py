"""An exercise on memory: whether a sample of a generator is a copy of a training picture."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def is_it_a_copy(samples, train):
    """Compare each sample with every training picture, and keep the nearest."""
    index, distance = [], []
    for x in samples:
        distances = [np.sqrt(((x - y) ** 2).sum()) for y in train]
        index.append(int(np.argmin(distances)))
        distance.append(min(distances))
    return index, distance


def _distances(samples, train):
    """The distance of each sample from each training picture, (n, N)."""
    return np.sqrt(((samples[:, None] - train[None]) ** 2).sum(axis=-1))


def _no_ties(samples, train):
    """Whether every sample has one nearest picture."""
    d = np.sort(_distances(samples, train), axis=1)
    return len(train) >= 2 and bool((d[:, 1] - d[:, 0] > 1e-6).all())


def _samples(rng):
    n = integer(rng)
    training = integer(rng, 3, 5)
    pixels = integer(rng, 2, 3)
    while True:
        args = numbers(rng, n, pixels), numbers(rng, training, pixels)
        if _no_ties(*args):
            return args


COPY = Exercise(
    name="is-it-a-copy",
    question="Return for each sample, samples is (n, p), the index of the nearest of the N training pictures, train is "
    "(N, p), shape (n,), and its distance ‖x − y‖, shape (n,).",
    reference=is_it_a_copy,
    inputs=_samples,
    parts=("index", "distance"),
    axes={"samples": "n p", "train": "N p"},
    valid=_no_ties,
    hints=(
        "Which distances are there? How many numbers is that?",
        "`samples[:, None] - train[None]` has the shape (n, N, p): sum its squares over the last axis.",
        "`argmin(axis=1)` and `min(axis=1)` of the (n, N) distances.",
    ),
    mistakes={
        "Your distances are squared: the root is missing.": (
            lambda x, y: (_distances(x, y).argmin(axis=1), _distances(x, y).min(axis=1) ** 2)
        ),
        "Those are the farthest.": lambda x, y: (_distances(x, y).argmax(axis=1), _distances(x, y).max(axis=1)),
        "You look for the nearest sample of each training picture. The question is the other way round: `axis=1`.": (
            lambda x, y: (_distances(x, y).argmin(axis=0), _distances(x, y).min(axis=0))
        ),
        "You add up |x − y| over the pixels. ‖·‖ is the root of the sum of squares.": (
            lambda x, y: (
                np.abs(x[:, None] - y[None]).sum(axis=-1).argmin(axis=1),
                np.abs(x[:, None] - y[None]).sum(axis=-1).min(axis=1),
            )
        ),
        "You take the largest inner product: a bright picture has that, and may be far away.": (
            lambda x, y: ((x @ y.T).argmax(axis=1), _distances(x, y)[np.arange(len(x)), (x @ y.T).argmax(axis=1)])
        ),
        "Your distance is the root of the *mean* square: it lacks a factor √p.": (
            lambda x, y: (_distances(x, y).argmin(axis=1), _distances(x, y).min(axis=1) / np.sqrt(x.shape[1]))
        ),
    },
)
