"""Exercises on what a prior knows: the best denoiser of a Gaussian, and whether a sample is a copy."""

from __future__ import annotations

import numpy as np

from ..exercise import Exercise
from ..inputs import numbers, positive, size


def best_denoiser(h, m, s, sigma):
    """Between the noisy h and the mean m: the more noise there is, the less h is believed."""
    denoised, score = [], []
    for row in h:
        trust = s**2 / (s**2 + sigma**2)
        denoised.append(m + trust * (row - m))
        score.append((denoised[-1] - row) / sigma**2)
    return denoised, score


def _trusting(trust, score):
    """R with this trust in h, and this score of R(h) − h."""

    def wrong(h, m, s, sigma):
        denoised = m + trust(s, sigma) * (h - m)
        return denoised, score(denoised - h, sigma)

    return wrong


def _right(s, sigma):
    return s**2 / (s**2 + sigma**2)


def _by_variance(step, sigma):
    return step / sigma**2


def _gaussian(rng):
    n, d = size(rng), size(rng)
    return numbers(rng, n, d), numbers(rng, d), positive(rng, 0.5, 2.0), positive(rng, 0.5, 2.0)


DENOISER = Exercise(
    name="best-denoiser",
    question="Codes are N(m, s²) in each of their d numbers, and h, shape (n, d), is one with noise N(0, σ²) added. "
    "Return the denoised code R(h) with the least mean squared error, and (R(h) − h)/σ²; both (n, d).",
    reference=best_denoiser,
    inputs=_gaussian,
    parts=("estimate", "score"),
    axes={"h": "n d", "m": "d"},
    valid=lambda h, m, s, sigma: s > 0 and sigma > 0,
    hints=(
        "Without noise R(h) = h; with very much of it, h says nothing, and R(h) = m. What lies between?",
        "R(h) = m + t (h − m), with a trust t between 0 and 1. Which share of the variance of h is that of the codes?",
        "t = s²/(s² + σ²). The score is then −(h − m)/(s² + σ²), the gradient of the log density of h.",
    ),
    mistakes={
        "The trust is a share of *variances*: s²/(s² + σ²), and not s/(s + σ).": (
            _trusting(lambda s, sigma: s / (s + sigma), _by_variance)
        ),
        "s² and σ² have changed places: the more noise, the less h is to be believed.": (
            _trusting(lambda s, sigma: sigma**2 / (s**2 + sigma**2), _by_variance)
        ),
        "Your denoiser always answers with the mean. It should use what it sees.": (
            _trusting(lambda s, sigma: 0.0, _by_variance)
        ),
        "Your denoiser draws towards 0 and not towards m.": (
            lambda h, m, s, sigma: (_right(s, sigma) * h, (_right(s, sigma) - 1) * h / sigma**2)
        ),
        "Divide R(h) − h by σ², the variance of the noise, and not by σ.": (
            _trusting(_right, lambda step, sigma: step / sigma)
        ),
        "Your score is R(h) − h. It is the gradient of the log density only after a division by σ².": (
            _trusting(_right, lambda step, sigma: step)
        ),
        "That is the score of the codes without noise, −(h − m)/s². A denoiser knows the density *with* noise.": (
            lambda h, m, s, sigma: (m + _right(s, sigma) * (h - m), -(h - m) / s**2)
        ),
    },
)


def is_it_a_copy(samples, train):
    """Compare each sample with every training picture, and keep the nearest."""
    index, distance = [], []
    for x in samples:
        distances = [np.sqrt(((x - y) ** 2).sum()) for y in train]
        index.append(int(np.argmin(distances)))
        distance.append(min(distances))
    return index, distance


def _distances(samples, train):
    return np.sqrt(((samples[:, None] - train[None]) ** 2).sum(axis=-1))


def _clear(samples, train):
    """No sample with two nearest pictures."""
    d = np.sort(_distances(samples, train), axis=1)
    return len(train) >= 2 and bool((d[:, 1] - d[:, 0] > 1e-6).all())


def _both(rng):
    n, many, pixels = size(rng), size(rng, 3, 5), size(rng, 2, 3)
    while True:
        args = numbers(rng, n, pixels), numbers(rng, many, pixels)
        if _clear(*args):
            return args


COPY = Exercise(
    name="is-it-a-copy",
    question="Return for each sample, samples is (n, p), the index of the nearest of the N training pictures, train is "
    "(N, p), shape (n,), and its distance ‖x − y‖, shape (n,).",
    reference=is_it_a_copy,
    inputs=_both,
    parts=("index", "distance"),
    axes={"samples": "n p", "train": "N p"},
    valid=_clear,
    hints=(
        "Which distances are there? How many numbers is that?",
        "`samples[:, None] - train[None]` has the shape (n, N, p): sum its squares over the last axis.",
        "`argmin(axis=1)` and `min(axis=1)` of the (n, N) distances.",
    ),
    mistakes={
        "Your distances are squared: the root is missing.": (
            lambda x, y: (_distances(x, y).argmin(axis=1), _distances(x, y).min(axis=1) ** 2)
        ),
        "Those are the farthest pictures.": lambda x, y: (
            _distances(x, y).argmax(axis=1),
            _distances(x, y).max(axis=1),
        ),
        "You look for the nearest sample of each training picture. Asked is the other way round: `axis=1`.": (
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
