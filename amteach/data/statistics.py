"""What a lecture needs to know of MNIST and can be had without MNIST: means and spreads of its 60,000 training digits.

They ship with the package; `amteach train mnist_statistics` computes them again.
"""

from __future__ import annotations

import numpy as np

from ..store import cards
from .digits import Digits


def compute(digits: Digits) -> dict[str, np.ndarray]:
    """The statistics of some digits, in float32, summed in float64.

    class_means   (10, 1, 28, 28), mean of each class, pixel by pixel
    class_spreads (10, 1, 28, 28), standard deviation within each class, pixel by pixel (dividing by n)
    counts        (10,), int64
    mean_image    (1, 28, 28), mean of all digits
    mean_norm     (1,), mean of ‖x‖₂
    """
    x = digits.images
    classes = [x[digits.labels == k] for k in range(10)]
    statistics = {
        "class_means": np.stack([c.mean(axis=0, dtype=np.float64) for c in classes]),
        "class_spreads": np.stack([c.std(axis=0, dtype=np.float64) for c in classes]),
        "mean_image": x.mean(axis=0, dtype=np.float64),
        "mean_norm": np.linalg.norm(x.reshape(len(x), -1), axis=1).mean(dtype=np.float64, keepdims=True),
    }
    counts = np.array([len(c) for c in classes])
    return {name: a.astype(np.float32) for name, a in statistics.items()} | {"counts": counts}


def class_means() -> np.ndarray:
    """The mean picture of each class: (10, 1, 28, 28), float32, in [0, 1].

    >>> class_means().shape
    (10, 1, 28, 28)
    """
    return cards.load("mnist_statistics")["class_means"]


def class_spreads() -> np.ndarray:
    """The standard deviation within each class, pixel by pixel: (10, 1, 28, 28), float32."""
    return cards.load("mnist_statistics")["class_spreads"]


def mean_image() -> np.ndarray:
    """The mean of all training digits: (1, 28, 28), float32, in [0, 1]; also a good start."""
    return cards.load("mnist_statistics")["mean_image"]


def mean_norm() -> float:
    """The mean of ‖x‖₂ over the training digits, the ρ of Erhan et al. (2009).

    >>> round(mean_norm(), 2)
    9.21
    """
    return float(cards.load("mnist_statistics")["mean_norm"][0])
