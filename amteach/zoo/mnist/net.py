"""The MNIST CNN in NumPy, layer by layer: what each computes, and how its gradient comes back.

    x (n, 1, 28, 28) → conv 3×3 → ReLU → conv 3×3 → ReLU → max-pool 2×2 → flatten → dense → z (n, 10)

A layer is a Function: the equation, the line that computes it, the line that differentiates it.  `@` composes the
layers, and so their pullbacks in the opposite order: that is back-propagation.  Inside, images are (n, row, column,
channel), so that the channels of a pixel lie together in memory and a convolution is one product of two matrices.

The network is that of Valverde, "Introduction to Activation Maximization"; the weights have torch's names and shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from ...functions.function import Function
from ..batches import in_pieces
from ..shapes import expect_images, expect_weights


def cnn(weights: Mapping[str, np.ndarray]) -> Function:
    """z(x): images (n, 1, 28, 28) to the logits (n, 10) of the ten digits, in the dtype of x.

    weights : conv1.weight (32, 1, 3, 3), conv1.bias, conv2.weight (64, 32, 3, 3), conv2.bias, dense.weight (10, 9216)
              over (channel, row, column), dense.bias

    >>> from amteach.zoo.shapes import SHAPES
    >>> rng = np.random.default_rng(0)
    >>> z = cnn({name: 0.1 * rng.standard_normal(shape) for name, shape in SHAPES.items()})
    >>> z(np.zeros((2, 1, 28, 28))).shape
    (2, 10)
    """
    weights = expect_weights(weights)

    @cache
    def layers(dtype: np.dtype) -> Function:
        w = {name: values.astype(dtype) for name, values in weights.items()}
        by_pixel = w["dense.weight"].reshape(10, 64, 12, 12).transpose(0, 2, 3, 1).reshape(10, -1)
        return (
            dense(by_pixel, w["dense.bias"])
            @ flatten
            @ relu  # after the pool: max and ReLU change places freely, and a quarter of the numbers is left
            @ max_pool
            @ convolution(w["conv2.weight"], w["conv2.bias"])
            @ relu
            @ convolution(w["conv1.weight"], w["conv1.bias"])
            @ channels_last
        )

    def forward(x):
        expect_images(x, np.ndarray)
        return in_pieces(layers(x.dtype), x.copy(), few=1)

    return Function(forward, "cnn")


def convolution(w: np.ndarray, b: np.ndarray) -> Function:
    """y[i, j] = b + Σₖₗ x[i+k, j+l] w[k, l],   dx[i+k, j+l] = Σₖₗ dy[i, j] w[k, l]ᵀ,   k, l = 0, 1, 2.

    w comes as (out, in, 3, 3).  x[i, j] is a row of `in` numbers and y[i, j] a row of `out`; without padding, y is two
    rows and two columns smaller than x.  Nine shifted views of x, side by side, make the sum one product of matrices;
    its pullback is the transposed product, and nine shifted additions.
    """
    c_out, c_in = w.shape[:2]
    w = w.transpose(2, 3, 1, 0).reshape(9, c_in, c_out)
    w_beside, w_transposed = w.reshape(9 * c_in, c_out), np.ascontiguousarray(w.swapaxes(1, 2))

    def forward(x):
        shape, n, height, width = x.shape, len(x), x.shape[1] - 2, x.shape[2] - 2
        shifts = [np.s_[:, k : k + height, l : l + width] for k in range(3) for l in range(3)]
        beside = np.concatenate([x[shift] for shift in shifts], axis=3)
        y = beside.reshape(-1, 9 * c_in) @ w_beside
        y += b

        def pullback(dy):
            dx = np.zeros(shape, dy.dtype)
            for shift, part in zip(shifts, dy.reshape(-1, c_out) @ w_transposed, strict=True):
                dx[shift] += part.reshape(n, height, width, c_in)
            return dx

        return y.reshape(n, height, width, c_out), pullback

    return Function(forward, "conv")


def _relu(x):
    positive = x > 0
    return np.maximum(x, 0), lambda dy: dy * positive


relu = Function(_relu, "relu")
"""y = max(x, 0),   dx = dy where x > 0, else 0."""


def max_of_pairs(axis: int) -> Function:
    """yᵢ = max(aᵢ, bᵢ) with a = x₀, x₂, … and b = x₁, x₃, …;   da = dy where a ≥ b, and db = dy where not."""
    a, b = ((slice(None),) * axis + (slice(first, None, 2),) for first in (0, 1))

    def forward(x):
        shape, first_wins = x.shape, x[a] >= x[b]

        def pullback(dy):
            dx = np.empty(shape, dy.dtype)
            dx[a] = dy * first_wins
            dx[b] = dy - dx[a]
            return dx

        return np.maximum(x[a], x[b]), pullback

    return Function(forward, "max")


max_pool = max_of_pairs(axis=1) @ max_of_pairs(axis=2)
"""The largest of each 2×2 window; among equals the first wins, row by row, as in torch."""


def _flatten(x):
    shape = x.shape
    return x.reshape(len(x), -1), lambda dy: dy.reshape(shape)


flatten = Function(_flatten, "flatten")
channels_last = Function(lambda x: (x.transpose(0, 2, 3, 1), lambda dy: dy.transpose(0, 3, 1, 2)), "channels last")


def dense(w: np.ndarray, b: np.ndarray) -> Function:
    """y = w x + b,   dx = wᵀ dy,   with w of the shape (out, in)."""
    return Function(lambda x: (x @ w.T + b, lambda dy: dy @ w), "dense")
