"""A sparse autoencoder on one layer of the transformer: many directions, of which each token uses few.

    f = ReLU(W (a − b) + c)      a: the 128 neurons of a token;  f: its 256 features, most of them 0
    â = b + Σₖ fₖ dₖ             dₖ: the direction of feature k, of length 1

It was trained to make ‖â − a‖² + λ Σₖ fₖ small (recipe.py): a layer may hold more things than it has neurons, each a
direction, if few of them are there at a time.  Source: Bricken et al. (2023), "Towards monosemanticity".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...functions.arrays import Array, like, namespace
from ...functions.function import Function, Pullback
from ...functions.sending import sent_as_call
from ...store import cards

LAYER = "gelu2"  # of the transformer


@dataclass(frozen=True, eq=False)
class SparseAutoencoder:
    """Activations to features and back; both take NumPy arrays and tensors.

    encode     : activations (n, 128, …) ↦ features (n, 256, …), place by place
    decode     : features (n, 256, …) ↦ activations (n, 128, …)
    directions : (256, 128), row k is the direction of feature k, of length 1
    layer      : the layer of the transformer that it was trained on
    """

    encode: Function
    decode: Function
    directions: np.ndarray
    layer: str

    def __reduce__(self) -> tuple[Callable[[], SparseAutoencoder], tuple[()]]:
        return sparse_autoencoder, ()


def sparse_autoencoder() -> SparseAutoencoder:
    """The sparse autoencoder that was trained on the transformer's layer "gelu2".

    am.channel(k) @ sae.encode @ layer asks for feature k; its direction is am.direction(sae.directions[k]) @ layer.

    >>> from amteach import direction, zoo
    >>> sae = zoo.sparse_autoencoder()
    >>> layer = zoo.mnist_transformer(layer=sae.layer)
    >>> sae.encode(layer(np.zeros((2, 1, 28, 28)))).shape
    (2, 256, 7, 7)
    >>> direction(sae.directions[3]) @ layer
    direction(v) ∘ transformer.gelu2

    Source: Bricken et al. (2023), "Towards monosemanticity".
    """
    w = cards.load("sparse_autoencoder")
    return SparseAutoencoder(shipped_encoder(), shipped_decoder(), w["decoder.weight"].T.copy(), LAYER)


@sent_as_call
def shipped_encoder() -> Function:
    """The encoder with the weights that ship."""
    w = cards.load("sparse_autoencoder")
    return encoder(w["encoder.weight"], w["encoder.bias"], w["decoder.bias"])


@sent_as_call
def shipped_decoder() -> Function:
    """The decoder with the weights that ship."""
    w = cards.load("sparse_autoencoder")
    return decoder(w["decoder.weight"], w["decoder.bias"])


def encoder(w: np.ndarray, c: np.ndarray, b: np.ndarray) -> Function:
    """f = ReLU(W (a − b) + c) at each place:   W is (features, channels), a is (n, channels, …), f (n, features, …)."""
    return _named("encode", positive_part @ at_each_place(w, c - w @ b))


def decoder(d: np.ndarray, b: np.ndarray) -> Function:
    """â = D f + b at each place:   D is (channels, features), and its columns are the directions."""
    return _named("decode", at_each_place(d, b))


def at_each_place(w: np.ndarray, b: np.ndarray) -> Function:
    """y_p = w x_p + b at each place p:   (n, in, …) to (n, out, …); w is (out, in)."""
    return channels_second @ affine(w, b) @ channels_last


def affine(w: np.ndarray, b: np.ndarray) -> Function:
    """y = w x + b,   dx = wᵀ dy,   over the last axis; w is (out, in), arrays of both kinds.

    >>> affine(np.array([[1.0, 2.0]]), np.array([0.5]))(np.array([[3.0, -2.0]]))
    array([[-0.5]])
    """

    def forward(x: Array) -> tuple[Array, Pullback]:
        if x.shape[-1] != w.shape[1]:
            raise ValueError(f"the sparse autoencoder takes (n, {w.shape[1]}, …) here, but axis 1 has {x.shape[-1]}")
        weight = like(w, x)
        return x @ weight.T + like(b, x), lambda dy: dy @ weight

    return Function(forward, "w x + b")


def _positive_part(x: Array) -> tuple[Array, Pullback]:
    positive = like(x > 0, x)
    return x * positive, lambda dy: dy * positive


def _move(name: str, there: int, back: int) -> Function:
    move = lambda x, a, b: namespace(x).moveaxis(x, a, b)
    return Function(lambda x: (move(x, there, back), lambda dy: move(dy, back, there)), name)


def _named(name: str, f: Function) -> Function:
    return Function(f.forward, name)


positive_part = Function(_positive_part, "relu")
"""y = max(x, 0),   dx = dy where x > 0, else 0: as relu in layers.py, for arrays of both kinds."""
channels_last = _move("channels last", 1, -1)
channels_second = _move("channels second", -1, 1)
