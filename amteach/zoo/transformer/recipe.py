"""The recipes of lecture 13: the transformer, three seeds of which the first ships, and a sparse autoencoder on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from ...data import mnist
from ...data.digits import Digits
from ...training import loop
from ...training.losses import cross_entropy
from ...training.registry import Made, Report, keep_if
from . import net
from .losses import on_shifted, sparse_reconstruction
from .module import SparseAutoencoderModule, mnist_transformer_module
from .sparse_autoencoder import LAYER

SEEDS = (0, 1, 2)
LEAST_ACCURACY = 0.98  # on MNIST test, for the seed that ships
SHIFT = 2  # pixels: without it the net learns the training digits by heart, and names 0.979 of the others
FEATURES, PENALTY = 256, 1.0
LEAST_KEPT = 0.97  # accuracy of the transformer with what the sparse autoencoder keeps of the layer


@loop.threads(1)  # the matrices are too small for two to be quicker
def mnist_transformer(
    report: Report = print,
    train: Digits | None = None,
    test: Digits | None = None,
    *,
    seeds: tuple[int, ...] = SEEDS,
    epochs: int = 8,
    least: float = LEAST_ACCURACY,
) -> Made:
    """The transformer of lecture 13; an error if too few of the test digits are named rightly."""
    train = train or mnist.load("train")
    test = test or mnist.load("test")
    made, right = [], []
    for seed in seeds:
        module = mnist_transformer_module()
        how: dict[str, Any] = {"seed": seed, "epochs": epochs, "batch": 64, "rate": 2e-3, "report": report}
        loop.train(module, train.images, train.labels, on_shifted(cross_entropy, SHIFT), **how)
        right.append(round(loop.accuracy(module, test.images, test.labels), 4))
        report(f"seed {seed}: accuracy on {test.source}: {right[-1]}")
        made.append(
            loop.weights_and_card(
                module,
                what="49 patches of 4×4, tokens of 64 numbers, 2 pre-norm blocks (4 heads; MLP of 128 neurons, GELU), "
                "norm, mean over tokens, dense 64 → 10, on 28×28 in [0, 1]",
                data=train.source,
                recipe=f"amteach train mnist_transformer: cross-entropy of each batch shifted by up to {SHIFT} pixels, "
                "Adam 2e-3 falling to 0 along a cosine, batches of 64",
                seed=seed,
                epochs=epochs,
                test_data=test.source,
                seeds=list(seeds),
            )
        )
    keep_if(right[0] >= least, f"the net names {right[0]} of {test.source} rightly, below {least}")
    weights, about = made[0]
    return weights, about | {"test_accuracy": right[0], "measured": {"accuracy": right}}


@loop.threads(1)
def sparse_autoencoder(
    report: Report = print,
    train: Digits | None = None,
    test: Digits | None = None,
    *,
    seed: int = 0,
    epochs: int = 10,
    pictures: int = 8000,
    least: float = LEAST_KEPT,
) -> Made:
    """A sparse autoencoder on one layer of the transformer; an error if it keeps too little."""
    train = train or mnist.load("train")
    test = test or mnist.load("test")
    a = _activations(train.images[:pictures])
    sae = SparseAutoencoderModule(a.shape[1], FEATURES)
    how: dict[str, Any] = {"seed": seed, "epochs": epochs, "batch": 16, "rate": 1e-3, "report": report}
    loop.train(sae, a, train.labels[: len(a)], sparse_reconstruction(PENALTY), **how)
    with torch.no_grad():
        sae.decoder.weight /= sae.decoder.weight.norm(dim=0)
    measured = _measures(sae, test)
    report(f"on {test.source}: {measured}")
    kept = measured["accuracy of the transformer with the reconstruction in the layer's place"]
    keep_if(kept >= least, f"with the reconstruction in the layer's place {kept} are named rightly, below {least}")
    return loop.weights_and_card(
        sae,
        what=f"f = ReLU(W (a − b) + c), â = b + D f; {FEATURES} features of the layer {LAYER} of mnist_transformer, "
        f"{a.shape[1]} neurons; columns of D have length 1",
        data=f"{train.source}, all 49 tokens of the first {len(a)} images",
        recipe=f"amteach train sparse_autoencoder: ‖â − a‖² + {PENALTY:g} Σ f, Adam 1e-3 falling to 0 along a cosine, "
        "batches of 16 × 49 tokens",
        seed=seed,
        epochs=epochs,
        test_data=test.source,
        measured=measured,
    )


def _activations(images: np.ndarray, batch: int = 500) -> np.ndarray:
    """The layer's activations, (n, neurons, 7, 7)."""
    layer = net.mnist_transformer("torch", layer=LAYER)
    return np.concatenate([layer(images[i : i + batch]) for i in range(0, len(images), batch)])


def _measures(sae: SparseAutoencoderModule, test: Digits) -> dict[str, float]:
    """How much it keeps of the layer, and with how few features at a time."""
    a = _activations(test.images[:2000])
    with torch.no_grad():
        back, f = (part.numpy() for part in sae(torch.from_numpy(a)))
    centred = a - a.mean(axis=(0, 2, 3), keepdims=True)
    whole = net.mnist_transformer_module()
    hook = whole.get_submodule(net.IN_TORCH[LAYER]).register_forward_hook(lambda _, __, y: sae(y.mT)[0].mT)
    right = loop.accuracy(whole, test.images, test.labels)
    hook.remove()
    numbers = {
        "share of the variance that is lost": np.square(back - a).sum() / np.square(centred).sum(),
        "features of a token that are not 0": (f > 0).sum(axis=1).mean(),
        "features that are 0 on every token": (f.max(axis=(0, 2, 3)) == 0).sum(),
        "accuracy of the transformer with the reconstruction in the layer's place": right,
    }
    return {name: round(float(number), 4) for name, number in numbers.items()}
