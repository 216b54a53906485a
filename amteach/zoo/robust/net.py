"""Five nets of one architecture, trained in five ways, in NumPy.

    x (n, 1, 28, 28) → conv 4×4 → softplus → conv 5×5 → softplus → flatten → dense → softplus → dense → z (n, 10)

The convolutions have stride 2: 28 → 13 → 5.  How the five were trained: losses.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...functions.function import Function
from ...functions.sending import sent_as_call
from ...store import cards
from ...store.extras import need
from ...store.names import did_you_mean
from ..backends import in_backend, on_device, with_weights
from ..layers import channels_last, convolution, dense, flatten, softplus
from ..numpy_net import Weights, numpy_net
from ..shapes import numpy_images

NETS = ("standard", "adversarial", "score_matched", "anti_score", "gradient_norm")
BETA = 10.0  # of the softplus


@sent_as_call
def robust_net(name: str = "standard", backend: str = "numpy", device: Any = None) -> Function:
    """The ten logits of an image, (batch, 1, 28, 28) in [0, 1] ↦ (batch, 10), by one of five nets of one architecture.

    name : "standard", "adversarial", "score_matched", "anti_score" or "gradient_norm": how it was trained
    backend, device : as for the MNIST CNN

    >>> from amteach.data import mnist
    >>> robust_net("adversarial")(mnist.class_means()).argmax(axis=1)
    array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])

    Source: Srinivas & Fleuret (2021); Madry et al. (2018).
    """
    file = _file(name)
    in_torch = lambda where: on_device(robust_net_module(name), where)
    return in_backend(backend, device, lambda: net(cards.load(file)), in_torch)


def robust_net_module(name: str = "standard") -> Any:
    """The same net as a `torch.nn.Sequential`, in eval mode: conv1, soft1, conv2, …, dense1, soft3, dense2."""
    file = _file(name)
    need("torch", "robust_net_module()")
    from . import module

    return with_weights(module.robust_net_module(), cards.load(file))


def net(weights: Mapping[str, np.ndarray]) -> Function:
    """z(x), in the dtype of x.

    weights : conv1.weight (16, 1, 4, 4), conv2.weight (32, 16, 5, 5), dense1.weight (100, 800),
              dense2.weight (10, 100), and their biases
    """
    expect = numpy_images("this net", 'am.zoo.robust_net(..., backend="torch")')
    return numpy_net("net", layers, weights, expect, rows=20)


def layers(w: Weights) -> Function:
    """The net as its drawing, from below upwards."""
    conv1, conv2 = (convolution(w[f"conv{i}.weight"], w[f"conv{i}.bias"], stride=2) for i in (1, 2))
    dense1 = dense(w["dense1.weight"], w["dense1.bias"], image=(32, 5, 5))
    dense2 = dense(w["dense2.weight"], w["dense2.bias"])
    soft = softplus(BETA)
    return dense2 @ soft @ dense1 @ flatten @ soft @ conv2 @ soft @ conv1 @ channels_last


def _file(name: str) -> str:
    if name not in NETS:
        near = did_you_mean(name, NETS)
        raise ValueError(f"no net was trained like {name!r}; there are {', '.join(map(repr, NETS))}.{near}")
    return f"robust_{name}"
