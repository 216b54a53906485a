"""What a lecture needs to know of MNIST's training digits, as files that ship."""

from __future__ import annotations

from ..training.registry import Made, Report, versions
from . import mnist, patches, statistics


def mnist_statistics(report: Report = print) -> Made:
    """Means and spreads of the training digits."""
    train = mnist.load("train")
    about = {
        "what": "mean and standard deviation of each class, mean image, mean norm; of images in [0, 1]",
        "data": train.source,
        "recipe": "amteach train mnist_statistics",
        "versions": versions("numpy"),
    }
    return statistics.compute(train), about


def mnist_patches(report: Report = print) -> Made:
    """Mean, covariance and mixture of small windows of the training digits."""
    train = mnist.load("train")
    about = {
        "what": f"mean, covariance and Gaussian mixture of {patches.SIZE}×{patches.SIZE} windows of images in [0, 1]",
        "data": f"all windows of {patches.PICTURES} images of {train.source}",
        "recipe": f"amteach train mnist_patches: EM, {patches.STEPS} steps, {patches.FLOOR} added to each variance",
        "seed": 0,
        "versions": versions("numpy"),
    }
    return patches.compute(train), about
