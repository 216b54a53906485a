"""Generators: a decoder draws a digit from a code, and a denoiser knows which codes are those of digits.

    h (n, d) → dense → ReLU → dense → ReLU → dense → sigmoid → x (n, 1, 28, 28)         G
    h (n, d) → dense → ReLU → dense → ReLU → dense → h (n, d)                           R

Both are Functions, and so whatever could be asked of a picture can be asked of a code: log_softmax(3) @ cnn @ decoder.
The layers are those of layers.py; what they have learnt from, and how, is in recipe.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...functions.arrays import Array
from ...functions.function import Function, identity
from ...functions.parametrizations import sigmoid_range
from ...functions.sending import sent_as_call
from ...store import cards
from ..backends import in_backend, on_device, shipped, with_weights
from ..layers import dense, relu
from ..numpy_net import Weights, numpy_net

picture = Function(lambda x: (x.reshape(-1, 1, 28, 28), lambda d: d.reshape(-1, 784)), "picture")


def decoder(weights: Mapping[str, np.ndarray]) -> Function:
    """x = G(h), in the dtype of h; each pixel lies between 0 and 1.

    weights : dense1.weight (wide, d), dense1.bias, dense2.weight (wider, wide), …, dense3.weight (784, wider), …

    >>> rng = np.random.default_rng(0)
    >>> shapes = {"dense1": (8, 2), "dense2": (8, 8), "dense3": (784, 8)}
    >>> w = {f"{name}.weight": rng.normal(size=shape) for name, shape in shapes.items()}
    >>> w |= {f"{name}.bias": np.zeros(shape[0]) for name, shape in shapes.items()}
    >>> decoder(w)(np.zeros((1, 2))).mean()                           # black and white alike
    np.float64(0.5)
    """
    return _perceptron(weights, picture @ sigmoid_range(), "decoder")


def denoiser(weights: Mapping[str, np.ndarray]) -> Function:
    """R(h), in the shape of h: where codes of digits lie that may have looked like h before noise came over them.

    weights : as for a decoder, but dense3.weight is (d, wide)
    """
    return _perceptron(weights, identity, "denoiser")


def _perceptron(weights: Mapping[str, np.ndarray], last: Function, name: str) -> Function:
    size = weights["dense1.weight"].shape[1]

    def layers(w: Weights) -> Function:
        first, second, third = (dense(w[f"dense{i}.weight"], w[f"dense{i}.bias"]) for i in (1, 2, 3))
        return last @ third @ relu @ second @ relu @ first

    def expect(h: Array) -> None:
        if not isinstance(h, np.ndarray) or "float" not in str(h.dtype) or h.shape[1:] != (size,) or not len(h):
            raise ValueError(
                f"the {name} needs a NumPy array of codes, (n, {size}) in floating point, but h is "
                f"{type(h).__name__} of shape {tuple(np.shape(h))}, {getattr(h, 'dtype', '')}: write "
                f"am.noise((4, {size})) for four codes from the prior"
            )

    return numpy_net(name, layers, weights, expect)


@sent_as_call
def mnist_decoder(backend: str = "numpy", device: Any = None) -> Function:
    """G: codes of 16 numbers to digits, (batch, 16) ↦ (batch, 1, 28, 28), trained on MNIST.

    The codes of the training digits have mean 0 and standard deviation 1 in each number, and hardly any lies beyond ±4.

    backend, device : as for the MNIST CNN

    >>> mnist_decoder()(np.zeros((1, 16))).shape
    (1, 1, 28, 28)

    Source: Kingma & Welling (2014) for the training; Nguyen et al. (2016) for climbing through a decoder.
    """
    return _shipped("mnist_generator", "decoder", backend, device)


@sent_as_call
def mnist_denoiser(backend: str = "numpy", device: Any = None) -> Function:
    """R: codes with noise to codes, (batch, 16) ↦ (batch, 16);   (R(h) − h) / σ² ≈ ∇log p(h), with σ = 0.4.

    backend, device : as for the MNIST CNN

    >>> R, far = mnist_denoiser(), np.full((1, 16), 3.0)
    >>> bool(np.linalg.norm(R(far)) < np.linalg.norm(far))              # such a digit is too much of everything
    True

    Source: Alain & Bengio (2014); Nguyen et al. (2017) for its use.
    """
    return _shipped("mnist_generator", "denoiser", backend, device)


@sent_as_call
def plane_decoder(backend: str = "numpy", device: Any = None) -> Function:
    """A decoder of two numbers, (batch, 2) ↦ (batch, 1, 28, 28): all its pictures lie in a plane that can be drawn.

    backend, device : as for the MNIST CNN

    >>> plane_decoder()(np.zeros((3, 2))).shape
    (3, 1, 28, 28)
    """
    return _shipped("mnist_plane", "decoder", backend, device)


def plane_codes() -> tuple[np.ndarray, np.ndarray]:
    """Where 300 test digits lie in that plane, (300, 2), and which digits they are, (300,).

    >>> [array.shape for array in plane_codes()]
    [(300, 2), (300,)]
    """
    arrays = cards.load("mnist_plane")
    return arrays["codes"], arrays["labels"]


def _shipped(file: str, part: str, backend: str, device: Any) -> Function:
    weights = shipped(file, part)

    def in_torch(where: Any) -> Function:
        from .module import like

        return on_device(with_weights(like(weights, pictures=part == "decoder"), weights), where)

    return in_backend(backend, device, lambda: PARTS[part](weights), in_torch)


PARTS = {"decoder": decoder, "denoiser": denoiser}
