"""The recipes of the generators: a decoder with the denoiser of its codes, and a decoder of a code with two numbers."""

from __future__ import annotations

import torch
from torch import nn

from ...data import mnist
from ...data.digits import Digits
from ...training import loop
from ...training.losses import Loss
from ...training.registry import Made, Report, keep_if
from .losses import denoising, variational
from .module import Encode, autoencoder_module, perceptron, standardize_codes

CODE, NOISE = 16, 0.4  # numbers in a code; the noise that the denoiser takes away, in standard deviations of the codes
SHOWN = 300  # digits whose codes ship with the plane


@loop.threads(2)
def mnist_generator(
    report: Report = print,
    train: Digits | None = None,
    test: Digits | None = None,
    *,
    seed: int = 0,
    epochs: int = 12,
    most: float = 4.0,
) -> Made:
    """A decoder G and a denoiser R of its codes (lecture 09); an error if G draws test digits badly."""
    train = train or mnist.load("train")
    test = test or mnist.load("test")
    both = autoencoder_module(CODE, encoder=(256, 128), decoder=(128, 256))
    _train(both, train, variational(0.5), seed, epochs, report)
    encode = standardize_codes(both, torch.from_numpy(train.images))
    error = _distance(both["decoder"], encode, test, most, report)
    denoiser = perceptron(CODE, 128, 128, CODE)
    _train(denoiser, train, denoising(encode, NOISE), seed, epochs // 2, report)
    return loop.weights_and_card(
        nn.ModuleDict({"decoder": both["decoder"], "denoiser": denoiser}),
        what=f"decoder {CODE} → 128 → 256 → 784, sigmoid; denoiser of codes {CODE} → 128 → 128 → {CODE}; ReLU between",
        data=train.source,
        recipe="amteach train mnist_generator: variational autoencoder with 0.5 KL, the codes standardized, and a "
        f"denoising autoencoder of codes with noise {NOISE:g}; Adam 2e-3 falling to 0 along a cosine, batches of 200",
        seed=seed,
        epochs=epochs,
        noise=NOISE,
        test_distance=round(error, 4),
    )


@loop.threads(2)
def mnist_plane(
    report: Report = print,
    train: Digits | None = None,
    test: Digits | None = None,
    *,
    seed: int = 0,
    epochs: int = 12,
    most: float = 7.0,
) -> Made:
    """A decoder of two numbers, whose whole space can be drawn, and the codes of some test digits."""
    train = train or mnist.load("train")
    test = test or mnist.load("test")
    both = autoencoder_module(2, encoder=(256, 128), decoder=(64, 128))
    _train(both, train, variational(1.0), seed, epochs, report)
    encode = standardize_codes(both, torch.from_numpy(train.images))
    error = _distance(both["decoder"], encode, test, most, report)
    with torch.no_grad():
        codes = encode(torch.from_numpy(test.images[:SHOWN])).numpy()
    weights, about = loop.weights_and_card(
        nn.ModuleDict({"decoder": both["decoder"]}),
        what="decoder 2 → 64 → 128 → 784, sigmoid, ReLU between; "
        f"the codes and labels of {SHOWN} digits of {test.source}",
        data=train.source,
        recipe="amteach train mnist_plane: variational autoencoder, the codes standardized; Adam 2e-3 falling to 0 "
        "along a cosine, batches of 200",
        seed=seed,
        epochs=epochs,
        test_distance=round(error, 4),
    )
    return weights | {"codes": codes, "labels": test.labels[:SHOWN]}, about


def _train(module: nn.Module, train: Digits, loss: Loss, seed: int, epochs: int, report: Report) -> None:
    loop.train(module, train.images, train.labels, loss, seed=seed, epochs=epochs, batch=200, rate=2e-3, report=report)


def _distance(decoder: nn.Module, encode: Encode, test: Digits, most: float, report: Report) -> float:
    """The mean ‖G(h) − x‖ on the test digits; an error where it is more than `most`."""
    x = torch.from_numpy(test.images)
    with torch.no_grad():
        error = float((decoder(encode(x)) - x).flatten(1).norm(dim=1).mean())
    report(f"mean ‖G(h) − x‖ on {test.source}: {error:.4f}")
    keep_if(error <= most, f"the decoder is {error:.4f} off on {test.source}, above {most}")
    return error
