"""The exercise of lecture 14: a penalty for ink, with its gradient."""

from __future__ import annotations

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def ink_penalty(x, m):
    """Every pixel of a picture adds to the same sum, so all have the same derivative."""
    value, gradient = [], []
    for picture in x:
        excess = picture.sum() - m
        value.append(excess**2)
        gradient.append(2 * excess * np.ones(picture.shape))
    return value, gradient


def _pictures(rng):
    return numbers(rng, integer(rng), integer(rng), integer(rng)), positive(rng)


INK = Exercise(
    name="ink-penalty",
    question="For each picture of the batch x, shape (n, h, w), let s be the sum of its pixels. Return the penalty "
    "(s − m)², shape (n,), and its gradient with respect to x, shape (n, h, w).",
    reference=ink_penalty,
    inputs=_pictures,
    parts=("value", "gradient"),
    axes={"x": "n h w"},
    hints=(
        "`s = x.sum(axis=(1, 2))` is the ink of each picture.",
        "By the chain rule the derivative of (s − m)² is 2 (s − m) times that of s. How does s change with one pixel?",
        "s changes with each pixel at the rate 1. So each pixel of a picture has the gradient 2 (s − m): "
        "`(2 * (s - m))[:, None, None] + 0 * x` has the shape of x.",
    ),
    mistakes={
        "In the gradient a 2 is missing: the derivative of e² is 2e.": lambda x, m: (
            (x.sum(axis=(1, 2)) - m) ** 2,
            (x.sum(axis=(1, 2)) - m)[:, None, None] + 0 * x,
        ),
        "That is the gradient of Σ (xᵢ − m)², pixel by pixel. Here the sum comes first, and the square afterwards.": (
            lambda x, m: ((x.sum(axis=(1, 2)) - m) ** 2, 2 * (x - m))
        ),
        "You take the mean of the pixels. The ink is their sum.": lambda x, m: (
            (x.mean(axis=(1, 2)) - m) ** 2,
            2 * (x.mean(axis=(1, 2)) - m)[:, None, None] + 0 * x,
        ),
        "`x.sum()` adds up the whole batch. Each picture has ink of its own: `x.sum(axis=(1, 2))`.": lambda x, m: (
            (x.sum() - m) ** 2 + np.zeros(len(x)),
            2 * (x.sum() - m) + 0 * x,
        ),
        "Your gradient is that of −(s − m)². A penalty returns its own gradient; it is subtracted later.": (
            lambda x, m: ((x.sum(axis=(1, 2)) - m) ** 2, -2 * (x.sum(axis=(1, 2)) - m)[:, None, None] + 0 * x)
        ),
    },
)
