"""The recipe of the CNN of lecture 03."""

from __future__ import annotations

from ...data import mnist
from ...data.digits import Digits
from ...training.registry import Made, NotGoodEnough, Report, made, with_torch

LEAST_ACCURACY = 0.984  # on MNIST test: that of Valverde's network


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
    train, test = train or mnist.load("train"), test or mnist.load("test")
    with with_torch() as r:
        net = r.mnist_cnn_module()
        r.train(net, train.images, train.labels, r.cross_entropy, seed=seed, epochs=epochs, report=report)
        right = r.accuracy(net, test.images, test.labels)
    report(f"accuracy on {test.source}: {right:.4f}")
    if right < least:
        raise NotGoodEnough(f"the net names {right:.4f} of {test.source} rightly, below {least}: nothing was written")
    return made(
        net,
        what="conv 3×3 1→32, ReLU, conv 3×3 32→64, ReLU, max-pool 2, flatten 9216, dense → 10, on 28×28 in [0, 1]",
        data=train.source,
        recipe="amteach train mnist_cnn: cross-entropy, Adam 1e-3 falling to 0 along a cosine, batches of 128",
        seed=seed,
        epochs=epochs,
        test_accuracy=round(right, 4),
    )
