"""What a lecture needs to know of MNIST and can be had without MNIST: means and spreads of its 60,000 training digits.

They ship with the package; `amteach train mnist_statistics` computes them again.
"""

from __future__ import annotations

import numpy as np

from ..store import cards


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
