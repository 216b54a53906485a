"""Five nets of one architecture, trained in five ways, in NumPy.

    x (n, 1, 28, 28) → conv 4×4 → softplus → conv 5×5 → softplus → flatten → dense → softplus → dense → z (n, 10)

Each convolution looks at every second place, 28 → 13 → 5.  How the five were trained: modules.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from ...functions.function import Function
from ...store import cards
from ..batches import in_pieces
from ..mnist.net import channels_last, dense, flatten
from ..shapes import expect_images
from ..torch_modules import loaded, need_torch

NETS = ("standard", "adversarial", "score_matched", "anti_score", "gradient_norm")
BETA = 10.0


def robust_net(name: str = "standard", backend: str = "numpy", device: Any = None) -> Function:
    """The ten logits of an image, (batch, 1, 28, 28) in [0, 1] ↦ (batch, 10), by one of five nets of one architecture.

    name : "standard", "adversarial", "score_matched", "anti_score" or "gradient_norm": how it was trained
    backend, device : as for the MNIST CNN

    >>> from amteach.data import mnist
    >>> robust_net("adversarial")(mnist.class_means()).argmax(axis=1)
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])

    Source: Srinivas & Fleuret (2021); Madry et al. (2018).
    """
    weights = _name(name)
    if backend == "numpy":
        if device is not None:
            raise ValueError(f'device={device!r} is for torch: write robust_net({name!r}, "torch", device={device!r})')
        return net(cards.load(weights))
    if backend == "torch":
        module = robust_net_module(name)
        from ...bridge.from_torch import from_torch

        return from_torch(module.to(device or "cpu"))
    raise ValueError(f'backend={backend!r} is neither "numpy" nor "torch"')


def robust_net_module(name: str = "standard"):
    """The same net as a `torch.nn.Sequential`, in eval mode: conv1, soft1, conv2, …, dense1, soft3, dense2."""

    weights = _name(name)
    need_torch("robust_net_module()")
    from .modules import robust_net_module as module

    return loaded(module(), weights)


def _name(name: str) -> str:
    if name not in NETS:
        raise ValueError(f"no net was trained like {name!r}; there are {', '.join(map(repr, NETS))}")
    return f"robust_{name}"


def net(weights: Mapping[str, np.ndarray]) -> Function:
    """z(x), in the dtype of x.

    weights : conv1.weight (16, 1, 4, 4), conv2.weight (32, 16, 5, 5), dense1.weight (100, 800),
              dense2.weight (10, 100), and their biases
    """

    @cache
    def layers(dtype: np.dtype) -> Function:
        w = {name: values.astype(dtype) for name, values in weights.items()}
        conv1, conv2 = (every_second(w[f"conv{i}.weight"], w[f"conv{i}.bias"]) for i in (1, 2))
        by_pixel = w["dense1.weight"].reshape(100, 32, 5, 5).transpose(0, 2, 3, 1).reshape(100, -1)
        lower = flatten @ softplus @ conv2 @ softplus @ conv1 @ channels_last
        return dense(w["dense2.weight"], w["dense2.bias"]) @ softplus @ dense(by_pixel, w["dense1.bias"]) @ lower

    def forward(x):
        expect_images(x, np.ndarray, "this net", 'am.zoo.robust_net(..., backend="torch")')
        return in_pieces(layers(x.dtype), x.copy(), few=20)

    return Function(forward, "net")


def every_second(w: np.ndarray, b: np.ndarray) -> Function:
    """y[i, j] = b + Σₖₗ x[2i+k, 2j+l] w[k, l],   dx[2i+k, 2j+l] += dy[i, j] w[k, l]ᵀ:   a convolution of stride 2.

    w comes as (out, in, size, size); images are (n, row, column, channel), as in the MNIST CNN.
    """
    c_out, c_in, size, _ = w.shape
    beside = w.transpose(2, 3, 1, 0).reshape(-1, c_out)

    def forward(x):
        n, height, width = len(x), (x.shape[1] - size) // 2 + 1, (x.shape[2] - size) // 2 + 1
        places = [np.s_[:, k : k + 2 * height : 2, l : l + 2 * width : 2] for k in range(size) for l in range(size)]
        views = np.concatenate([x[place] for place in places], axis=3).reshape(-1, len(beside))

        def pullback(dy):
            dx = np.zeros(x.shape, dy.dtype)
            parts = (dy.reshape(-1, c_out) @ beside.T).reshape(n, height, width, len(places), c_in)
            for i, place in enumerate(places):
                dx[place] += parts[:, :, :, i]
            return dx

        return (views @ beside + b).reshape(n, height, width, c_out), pullback

    return Function(forward, "conv")


def _softplus(x):
    small = np.exp(-BETA * np.abs(x))  # at most 1: nothing overflows
    slope = np.where(x > 0, 1, small) / (1 + small)
    return np.maximum(x, 0) + np.log1p(small) / BETA, lambda dy: dy * slope


softplus = Function(_softplus, "softplus")
"""y = log(1 + e^βx) / β,   dx = dy / (1 + e^−βx),   β = 10:   a ReLU without its corner."""
