"""The two networks of lecture 11, as Functions of pictures in [0, 1]."""

from __future__ import annotations

import os
from typing import Any

from ...functions.function import Function
from ...functions.sending import sent_as_call
from ...store.extras import need
from ..backends import on_device
from . import files
from .pictures import standardized

CAFFE = "squeezenet1_1_fp16.safetensors"  # the authors' weights for Caffe, with their padding of the last convolution

Path = str | os.PathLike[str]


@sent_as_call
def squeezenet(layer: str | None = None, device: Any = None, path: Path | None = None) -> Function:
    """SqueezeNet 1.1, trained on ImageNet: pictures (batch, 3, h, w) in [0, 1] ↦ 1000 logits.  It needs torch.

    layer : the name of a layer; "classifier.1" has a channel for each class, before the last ReLU
    path  : the file of weights, or its folder; otherwise AMTEACH_WEIGHTS, the cache, or a download of 5 MB

    FileMissing where there is no such file and no network.  Source: Iandola et al. (2016).
    """
    return _pictures_to(squeezenet_module(path), "squeezenet", layer, device)


def squeezenet_module(path: Path | None = None) -> Any:
    """The same net as a torch module, in eval mode; it takes standardized pictures."""
    need("torch", "squeezenet()")
    from .module import SqueezeNet, from_file

    file = files.get("squeezenet", path)
    return from_file(lambda: SqueezeNet(padding=1 if file.name == CAFFE else 0), file)


@sent_as_call
def alexnet(layer: str | None = None, device: Any = None, path: Path | None = None) -> Function:
    """AlexNet, trained on ImageNet: pictures (batch, 3, 224, 224) in [0, 1] ↦ 1000 logits.  It needs torch.

    layer, path : as for `squeezenet`; the download has 244 MB, and the logits have no ReLU behind them

    Source: Krizhevsky, Sutskever & Hinton (2012).
    """
    return _pictures_to(alexnet_module(path), "alexnet", layer, device)


def alexnet_module(path: Path | None = None) -> Any:
    """The same net as a torch module, in eval mode; it takes standardized pictures."""
    need("torch", "alexnet()")
    from .module import AlexNet, from_file

    return from_file(AlexNet, files.get("alexnet", path))


def _pictures_to(module: Any, name: str, layer: str | None, device: Any) -> Function:
    f = on_device(module, device or "cpu", layer) @ standardized
    return f.named(f"{name}.{layer}" if layer else name)
