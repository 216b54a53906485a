"""The trained nets of the course, from the files that ship with the package.

A net is a folder: net.py computes it in NumPy, module.py is its torch module, recipe.py trained it; its weights and
the card that says what is known of them lie beside.
"""

from __future__ import annotations

from typing import Any

from ..store import cards
from .blobs.net import blob_counter, blob_counter_module
from .generators.net import mnist_decoder, mnist_denoiser, plane_codes, plane_decoder
from .imagenet.net import alexnet, alexnet_module, squeezenet, squeezenet_module
from .mnist.net import mnist_cnn, mnist_cnn_module, mnist_head
from .robust.net import robust_net, robust_net_module
from .tagged import net as planted_tag
from .transformer.net import mnist_transformer, mnist_transformer_module
from .transformer.sparse_autoencoder import sparse_autoencoder

__all__ = [
    "alexnet",
    "alexnet_module",
    "blob_counter",
    "blob_counter_module",
    "card",
    "mnist_cnn",
    "mnist_cnn_module",
    "mnist_decoder",
    "mnist_denoiser",
    "mnist_head",
    "mnist_transformer",
    "mnist_transformer_module",
    "plane_codes",
    "plane_decoder",
    "planted_tag",
    "robust_net",
    "robust_net_module",
    "sparse_autoencoder",
    "squeezenet",
    "squeezenet_module",
]


def card(name: str) -> dict[str, Any]:
    """What is known of a net: data, recipe, seed, versions, accuracy, and the SHA-256 of its file.

    >>> card("mnist_cnn")["test_accuracy"] >= 0.984
    True
    """
    return cards.card(name)
