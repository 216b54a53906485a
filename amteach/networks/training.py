"""`amteach train NAME`: from the data, by a recipe, to the file that ships and its card."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from . import cards, mnist, patches, statistics
from .digits import Digits

Made = tuple[dict[str, np.ndarray], dict[str, Any]]  # the arrays, and what their card says

LEAST_ACCURACY = 0.984  # on MNIST test: that of Valverde's network
THREADS = 2  # another number of threads adds in another order, and rounding makes another net of it


class NotGoodEnough(RuntimeError):
    """A net was trained, and it is not good enough to be kept."""


def mnist_cnn(
    train: Digits,
    test: Digits,
    report: Callable[[str], None] = print,
    *,
    seed: int = 0,
    epochs: int = 4,
    least: float = LEAST_ACCURACY,
) -> Made:
    """The CNN of lecture 03, trained on `train`; an error if too few of `test` are named rightly."""
    try:
        import torch
    except ImportError:
        raise ImportError('training needs torch, which is not installed: pip install "amteach[torch]"') from None
    from .recipes import accuracy, mnist_cnn_module, train_classifier

    before = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    try:
        net = train_classifier(mnist_cnn_module(), train.images, train.labels, seed=seed, epochs=epochs, report=report)
    finally:
        torch.set_num_threads(before)
    right = accuracy(net, test.images, test.labels)
    report(f"accuracy on {test.source}: {right:.4f}")
    if right < least:
        raise NotGoodEnough(f"the net names {right:.4f} of {test.source} rightly, below {least}: nothing was written")
    weights = {key: tensor.numpy() for key, tensor in net.state_dict().items()}
    return weights, {
        "what": "conv 3×3 1→32, ReLU, conv 3×3 32→64, ReLU, max-pool 2, flatten 9216, dense → 10, on 28×28 in [0, 1]",
        "data": train.source,
        "recipe": "amteach train mnist_cnn: cross-entropy, Adam 1e-3 falling to 0 along a cosine, batches of 128",
        "seed": seed,
        "epochs": epochs,
        "threads": THREADS,
        "test_accuracy": round(right, 4),
        "parameters": sum(w.size for w in weights.values()),
        "versions": _versions("numpy", "torch"),
    }


def mnist_statistics(train: Digits, test: Digits, report: Callable[[str], None] = print) -> Made:
    """Means and spreads of `train`; `test` is not looked at."""
    about = {
        "what": "mean and standard deviation of each class, mean image, mean norm; of images in [0, 1]",
        "data": train.source,
        "recipe": "amteach train mnist_statistics",
        "versions": _versions("numpy"),
    }
    return statistics.compute(train), about


def mnist_patches(train: Digits, test: Digits, report: Callable[[str], None] = print) -> Made:
    """Mean, covariance and mixture of small windows of `train`; `test` is not looked at."""
    about = {
        "what": f"mean, covariance and Gaussian mixture of {patches.SIZE}×{patches.SIZE} windows of images in [0, 1]",
        "data": f"all windows of {patches.PICTURES} images of {train.source}",
        "recipe": f"amteach train mnist_patches: EM, {patches.STEPS} steps, {patches.FLOOR} added to each variance",
        "seed": 0,
        "versions": _versions("numpy"),
    }
    return patches.compute(train), about


RECIPES: dict[str, Callable[[Digits, Digits, Callable[[str], None]], Made]] = {
    "mnist_cnn": mnist_cnn,
    "mnist_patches": mnist_patches,
    "mnist_statistics": mnist_statistics,
}


def make(name: str, folder: Path = cards.SHIPPED, report: Callable[[str], None] = print) -> dict[str, Any]:
    """Run a recipe on MNIST, write its file and its card into the folder, and give the card."""
    if name not in RECIPES:
        raise ValueError(f"there is no recipe {name!r}; there are {', '.join(RECIPES)}")
    arrays, about = RECIPES[name](mnist.load("train"), mnist.load("test"), report)
    card = cards.write(name, arrays, about, folder)
    report(f"{folder / name}.safetensors: {card['bytes']:,} bytes, SHA-256 {card['sha256']}")
    return card


def _versions(*packages: str) -> dict[str, str]:
    return {"python": platform.python_version()} | {package: version(package) for package in packages}
