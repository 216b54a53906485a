"""The two networks of lecture 11, as Functions of pictures in [0, 1]."""

from __future__ import annotations

import os
from typing import Any

from ...functions.function import Function
from . import weights
from .pictures import standardized

CAFFE = "squeezenet1_1_fp16.safetensors"  # the authors' weights for Caffe, with their padding of the last convolution

Path = str | os.PathLike[str]


def squeezenet(layer: str | None = None, device: Any = None, path: Path | None = None) -> Function:
    """SqueezeNet 1.1, trained on ImageNet: pictures (batch, 3, h, w) in [0, 1] ↦ 1000 logits.  It needs torch.

    layer : the name of a layer; "classifier.1" has a channel for each class, before the last ReLU
    path  : the file of weights, or its folder; otherwise AMTEACH_WEIGHTS, the cache, or a download of 5 MB

    WeightsMissing where there is no such file and no network.  Source: Iandola et al. (2016).
    """
    return _pictures_to(squeezenet_module(path), "squeezenet", layer, device)


def squeezenet_module(path: Path | None = None):
    """The same net as a torch module, in eval mode; it takes standardized pictures."""
    try:
        from .squeezenet import SqueezeNet
    except ImportError:
        raise _no_torch("squeezenet()") from None
    file = weights.get("squeezenet", path)
    return weights.into(lambda: SqueezeNet(padding=1 if file.name == CAFFE else 0), file)


def alexnet(layer: str | None = None, device: Any = None, path: Path | None = None) -> Function:
    """AlexNet, trained on ImageNet: pictures (batch, 3, 224, 224) in [0, 1] ↦ 1000 logits.  It needs torch.

    layer, path : as for `squeezenet`; the download has 244 MB, and the logits have no ReLU behind them

    Source: Krizhevsky, Sutskever & Hinton (2012).
    """
    return _pictures_to(alexnet_module(path), "alexnet", layer, device)


def alexnet_module(path: Path | None = None):
    """The same net as a torch module, in eval mode; it takes standardized pictures."""
    try:
        from .alexnet import AlexNet
    except ImportError:
        raise _no_torch("alexnet()") from None
    return weights.into(AlexNet, weights.get("alexnet", path))


def _pictures_to(module, name: str, layer: str | None, device: Any) -> Function:
    from ...bridge.from_torch import from_torch

    f = from_torch(module.to(device or "cpu"), layer) @ standardized
    return f.named(f"{name}.{layer}" if layer else name)


def _no_torch(what: str) -> ImportError:
    return ImportError(f'{what} needs torch, which is not installed: pip install "amteach[torch]"')
