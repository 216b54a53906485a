"""A transformer that reads digits, in NumPy: the whole net, and the part of it up to a layer.

    x (n, 1, 28, 28) → 49 patches → tokens + positions → block1 → block2 → norm → mean → dense → z (n, 10)

    block:   x ← x + out(attention(qkv(norm(x))))    tokens take from each other
             x ← x + down(gelu(up(norm(x))))         each token for itself

Each layer is a Function, as in layers.py, and so are the sums: x + f(x) is `identity + f`, and its pullback is
dy + f's pullback of dy.  The weights have torch's names and shapes; how they were trained is in recipe.py.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from ...functions.function import Function, identity
from ...functions.sending import sent_as_call
from ...store import cards
from ...store.extras import need
from ..backends import in_backend, on_device, with_weights
from ..layers import dense
from ..numpy_net import Weights, numpy_net
from ..shapes import numpy_images
from .attention import attention, attention_weights
from .gelu import gelu
from .layer_norm import layer_norm
from .patches import grid, mean, patches, position

HEADS, BLOCKS = 4, 2
IN_TORCH = {  # the layers by name, and where their values come out in the torch module
    "embedding": "position",
    **{
        f"{name}{i}": f"block{i}{part}"
        for i in range(1, BLOCKS + 1)
        for name, part in (("attention", ".attention.softmax"), ("gelu", ".mlp.gelu"), ("block", ""))
    },
}
LAYERS = tuple(IN_TORCH)

expect = numpy_images("the MNIST transformer", 'am.zoo.mnist_transformer(backend="torch")')


@sent_as_call
def mnist_transformer(backend: str = "numpy", device: Any = None, layer: str | None = None) -> Function:
    """The ten logits of an image, by a transformer trained on MNIST: (batch, 1, 28, 28) in [0, 1] ↦ (batch, 10).

    backend : "numpy", with the backward pass written out, or "torch"; the same function from the same weights
    device  : for torch, such as "cuda"; the CPU if not given
    layer   : the values there in the place of the logits; a token is a place of a 7×7 grid, with the number of its
              block at the end of the name:
              embedding, block1, block2   the tokens, (batch, 64, 7, 7)
              gelu1, gelu2                the neurons of the MLP, (batch, 128, 7, 7)
              attention1, attention2      how much a token takes from another, (batch, heads, 49, 49)

    >>> from amteach.data.drawn_digits import draw
    >>> digits = draw(5, seed=5)
    >>> mnist_transformer()(digits.images).argmax(axis=1) == digits.labels
    array([ True,  True,  True,  True,  True])

    Source: after Dosovitskiy et al. (2021), "An image is worth 16×16 words".
    """
    if layer is not None and layer not in LAYERS:
        near = [f"; did you mean {name!r}?" for name in get_close_matches(str(layer), LAYERS, 1)]
        raise ValueError(
            f"the MNIST transformer has no layer {layer!r}{''.join(near)} Its layers are {', '.join(LAYERS)}"
        )

    def in_torch(where: Any) -> Function:
        if layer is None:
            return replace(on_device(mnist_transformer_module(), where), name="transformer")
        below = on_device(mnist_transformer_module(), where, IN_TORCH[layer])
        return replace(below if layer.startswith("attention") else grid @ below, name=f"transformer.{layer}")

    return in_backend(backend, device, lambda: transformer(cards.load("mnist_transformer"), layer), in_torch)


def mnist_transformer_module() -> Any:
    """The same net as a `torch.nn.Sequential`, in eval mode: patches, dense1, position, block1, …, norm, mean, dense2.

    Between its layers the tokens are (batch, 49, width).  Inside a block are norm1, attention.qkv, attention.softmax,
    attention.out, norm2, mlp.up, mlp.gelu and mlp.down.
    """
    need("torch", "mnist_transformer_module()")
    from . import module

    return with_weights(module.mnist_transformer_module(), cards.load("mnist_transformer"))


def transformer(weights: Weights, layer: str | None = None) -> Function:
    """The net of these weights, or the part of it up to a layer, in the dtype of x."""
    if layer is None:
        return numpy_net("transformer", layers, weights, expect, rows=1)
    return numpy_net(f"transformer.{layer}", lambda w: up_to(w, layer), weights, expect, rows=1)


def layers(w: Weights) -> Function:
    """The net as its drawing, from below upwards."""
    return linear(w, "dense2") @ mean @ norm(w, "norm") @ blocks(w, BLOCKS)


def blocks(w: Weights, n: int) -> Function:
    """Images to the tokens behind n blocks, (batch, 49, width)."""
    tokens = position(w["position.weight"]) @ linear(w, "dense1") @ patches
    for i in range(1, n + 1):
        tokens = (identity + mlp(w, i)) @ (identity + attend(w, i)) @ tokens
    return tokens


def attend(w: Weights, i: int) -> Function:
    """What tokens take from each other in block i."""
    at = f"block{i}.attention"
    return linear(w, f"{at}.out") @ attention(HEADS) @ linear(w, f"{at}.qkv") @ norm(w, f"block{i}.norm1")


def neurons(w: Weights, i: int) -> Function:
    """The neurons of block i."""
    return gelu @ linear(w, f"block{i}.mlp.up") @ norm(w, f"block{i}.norm2")


def mlp(w: Weights, i: int) -> Function:
    """What each token computes for itself in block i."""
    return linear(w, f"block{i}.mlp.down") @ neurons(w, i)


def up_to(w: Weights, layer: str) -> Function:
    """The net up to a layer, one of LAYERS."""
    if layer == "embedding":
        return grid @ blocks(w, 0)
    kind, i = layer[:-1], int(layer[-1])
    if kind == "block":
        return grid @ blocks(w, i)
    below = blocks(w, i - 1)
    if kind == "gelu":
        return grid @ neurons(w, i) @ (identity + attend(w, i)) @ below
    return attention_weights(HEADS) @ linear(w, f"block{i}.attention.qkv") @ norm(w, f"block{i}.norm1") @ below


def linear(w: Weights, name: str) -> Function:
    """The dense layer of this name."""
    return dense(w[f"{name}.weight"], w[f"{name}.bias"])


def norm(w: Weights, name: str) -> Function:
    """The layer norm of this name."""
    return layer_norm(w[f"{name}.weight"], w[f"{name}.bias"])
