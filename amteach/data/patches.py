"""What small windows of MNIST look like: their mean and covariance, and a mixture of normal distributions.

Both are priors for pictures (lecture 05).  They ship with the package; `amteach train mnist_patches` makes them again.

    f - 0.1 * am.gaussian_mixture(**patch_mixture()) @ am.patches(5)
"""

from __future__ import annotations

import numpy as np

from ..store import cards


def patch_moments() -> dict[str, np.ndarray]:
    """The mean (25,) and the covariance (25, 25) of 5×5 windows of MNIST, for `am.patch_statistics`.

    >>> patch_moments()["covariance"].shape
    (25, 25)
    """
    return _shipped("mean", "covariance")


def patch_mixture() -> dict[str, np.ndarray]:
    """weights (8,), means (8, 25) and covariances (8, 25, 25) of 5×5 windows of MNIST, for `am.gaussian_mixture`.

    >>> patch_mixture()["means"].shape
    (8, 25)
    """
    return _shipped("weights", "means", "covariances")


def _shipped(*names: str) -> dict[str, np.ndarray]:
    arrays = cards.load("mnist_patches")
    return {name: arrays[name] for name in names}
