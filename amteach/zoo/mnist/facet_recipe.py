"""The recipe of the facet starts: clusters of the training digits of each class, and the means of their middles."""

from __future__ import annotations

import numpy as np

from ...data import mnist
from ...data.digits import Digits
from ...store import cards
from ...training.registry import Made, Report, versions
from . import clusters
from .below import below

PICTURES = 1000  # of each class


def mnist_facets(report: Report = print, train: Digits | None = None, *, pictures: int = PICTURES) -> Made:
    """Four means of alike digits for each class, (10, 4, 1, 28, 28)."""
    train, pool = train or mnist.load("train"), below(cards.load("mnist_cnn"), "pool")
    means = []
    for digit in range(10):
        x = train.images[train.labels == digit][:pictures]
        codes = np.concatenate([pool(x[i : i + 50]) for i in range(0, len(x), 50)])
        means.append(clusters.cluster_means(codes, x))
        report(f"digit {digit}: {len(means[-1])} clusters of {len(x)} pictures")
    about = {
        "what": f"for each class, means of the {clusters.NEAREST} pictures nearest to the centres of "
        f"{clusters.CLUSTERS} clusters, in [0, 1]",
        "data": f"the first {pictures} images of each class of {train.source}",
        "recipe": f"amteach train mnist_facets: activations of the MNIST CNN's pool, {clusters.COMPONENTS} principal "
        "components, k-means",
        "seed": 0,
        "versions": versions("numpy", "scikit-learn"),
    }
    return {"means": np.stack(means)}, about
