"""The recipes of the generators: a decoder with the denoiser of its codes, and a decoder of a code with two numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...data import mnist
from ...data.digits import Digits
from ...training.registry import Made, NotGoodEnough, Report, made, with_torch

CODE, NOISE = 16, 0.4  # numbers in a code; the noise that the denoiser takes away, in standard deviations of the codes
SHOWN = 300  # digits whose codes ship with the plane


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
    train, test = train or mnist.load("train"), test or mnist.load("test")
    with with_torch() as r:
        from .modules import denoising, perceptron

        how: dict[str, Any] = {"batch": 200, "rate": 2e-3, "report": report}
        net, encode, error = _autoencoder(r, train, test, (CODE, (256, 128), (128, 256)), 0.5, seed, epochs, how)
        prior = perceptron(CODE, 128, 128, CODE)
        r.train(prior, train.images, train.labels, denoising(encode, NOISE), seed=seed, epochs=epochs // 2, **how)
    report(f"mean ‖G(h) − x‖ on {test.source}: {error:.4f}")
    _expect(error, most, test)
    both = _joined(decoder=net["decoder"], denoiser=prior)
    return made(
        both,
        what=f"decoder {CODE} → 128 → 256 → 784, sigmoid; denoiser of codes {CODE} → 128 → 128 → {CODE}; ReLU between",
        data=train.source,
        recipe="amteach train mnist_generator: variational autoencoder with 0.5 KL, the codes standardized, and a "
        f"denoising autoencoder of codes with noise {NOISE:g}; Adam 2e-3 falling to 0 along a cosine, batches of 200",
        seed=seed,
        epochs=epochs,
        noise=NOISE,
        test_distance=round(error, 4),
    )


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
    train, test = train or mnist.load("train"), test or mnist.load("test")
    with with_torch() as r:
        import torch

        how: dict[str, Any] = {"batch": 200, "rate": 2e-3, "report": report}
        net, encode, error = _autoencoder(r, train, test, (2, (256, 128), (64, 128)), 1.0, seed, epochs, how)
        with torch.no_grad():
            codes = encode(torch.from_numpy(test.images[:SHOWN])).numpy()
    report(f"mean ‖G(h) − x‖ on {test.source}: {error:.4f}")
    _expect(error, most, test)
    weights, about = made(
        _joined(decoder=net["decoder"]),
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


def _autoencoder(r, train: Digits, test: Digits, sizes, weight: float, seed: int, epochs: int, how):
    """A trained autoencoder with standard codes, the code of a picture, and the mean ‖G(h) − x‖ on the test digits."""
    import torch

    from .modules import autoencoder_module, standardized, variational

    net = autoencoder_module(*sizes)
    r.train(net, train.images, train.labels, variational(weight), seed=seed, epochs=epochs, **how)
    encode = standardized(net, torch.from_numpy(train.images))
    x = torch.from_numpy(test.images)
    with torch.no_grad():
        error = float((net["decoder"](encode(x)) - x).flatten(1).norm(dim=1).mean())
    return net, encode, error


def _joined(**nets):
    """Modules under their names, as one."""
    from torch import nn

    return nn.ModuleDict(nets)


def _expect(error: float, most: float, test: Digits) -> None:
    if not np.isfinite(error) or error > most:
        raise NotGoodEnough(f"the decoder is {error:.4f} off on {test.source}, above {most}: nothing was written")
