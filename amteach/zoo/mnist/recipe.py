"""The recipes of the MNIST CNN of lecture 03, and of the starts of lecture 07 that are made from its codes."""

from __future__ import annotations

import numpy as np

from ...data import mnist
from ...data.digits import Digits
from ...training import loop
from ...training.losses import cross_entropy
from ...training.registry import Made, Report, keep_if, versions
from . import clusters, net
from .module import mnist_cnn_module

LEAST_ACCURACY = 0.984  # on MNIST test: that of Valverde's network
PICTURES = 1000  # of each class, from which its facets are made


@loop.threads(2)
def mnist_cnn(
    report: Report = print,
    train: Digits | None = None,
    test: Digits | None = None,
    *,
    seed: int = 0,
    epochs: int = 4,
    least: float = LEAST_ACCURACY,
) -> Made:
    """The CNN of lecture 03; an error if too few of the test digits are named rightly."""
    train = train or mnist.load("train")
    test = test or mnist.load("test")
    module = mnist_cnn_module()
    loop.train(module, train.images, train.labels, cross_entropy, seed=seed, epochs=epochs, report=report)
    right = loop.accuracy(module, test.images, test.labels)
    report(f"accuracy on {test.source}: {right:.4f}")
    keep_if(right >= least, f"the net names {right:.4f} of {test.source} rightly, below {least}")
    return loop.weights_and_card(
        module,
        what="conv 3×3 1→32, ReLU, conv 3×3 32→64, ReLU, max-pool 2, flatten 9216, dense → 10, on 28×28 in [0, 1]",
        data=train.source,
        recipe="amteach train mnist_cnn: cross-entropy, Adam 1e-3 falling to 0 along a cosine, batches of 128",
        seed=seed,
        epochs=epochs,
        test_accuracy=round(right, 4),
    )


def mnist_facets(report: Report = print, train: Digits | None = None, *, pictures: int = PICTURES) -> Made:
    """Four means of alike digits for each class, (10, 4, 1, 28, 28)."""
    train = train or mnist.load("train")
    pool = net.mnist_cnn(layer="pool")
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
