"""The layers of the nets in NumPy: what each computes, and how its gradient comes back.

A layer is a Function: the equation, the line that computes it, the line that differentiates it.  `@` composes the
layers, and so their pullbacks in the opposite order: that is back-propagation.  Between `channels_last` and `flatten`
images are (n, row, column, channel), so that the channels of a pixel lie together in memory and a convolution is one
product of two matrices.  Weights have torch's shapes.
"""

from __future__ import annotations

import numpy as np

from ..functions.function import Function, Pullback


def convolution(w: np.ndarray, b: np.ndarray, stride: int = 1, per_image: bool = False) -> Function:
    """y[i, j] = b + Σₖₗ x[si+k, sj+l] w[k, l],   dx[si+k, sj+l] = Σᵢⱼ dy[i, j] w[k, l]ᵀ,   with the stride s.

    w is (out, in, height, width), b is (out,).  x[i, j] is a row of `in` numbers and y[i, j] a row of `out`; without
    padding, y has as many rows as there are places for the kernel: (rows of x − height) // s + 1.

    The views of x that meet w[k, l], one for each k and l, side by side, make the sum one product of matrices; its
    pullback is the transposed product, and as many additions in place.

    per_image : a product for each image in the place of one for all; then the numbers of an image do not depend on the
                others in its batch, to the bit
    """
    c_out, c_in, height, width = w.shape
    w = w.transpose(2, 3, 1, 0).reshape(-1, c_in, c_out)
    w_beside, w_transposed = w.reshape(-1, c_out), np.ascontiguousarray(w.swapaxes(1, 2))

    def forward(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
        shape, n = x.shape, len(x)
        rows, columns = (shape[1] - height) // stride + 1, (shape[2] - width) // stride + 1
        views = [
            np.s_[:, k : k + stride * rows : stride, l : l + stride * columns : stride]
            for k in range(height)
            for l in range(width)
        ]
        beside = np.concatenate([x[view] for view in views], axis=3)
        products = n if per_image else 1
        y = beside.reshape(products, -1, len(w_beside)) @ w_beside
        y += b

        def pullback(dy: np.ndarray) -> np.ndarray:
            dx = np.zeros(shape, dy.dtype)
            parts = dy.reshape(products, 1, -1, c_out) @ w_transposed
            for view, part in zip(views, parts.swapaxes(0, 1), strict=True):
                dx[view] += part.reshape(n, rows, columns, c_in)
            return dx

        return y.reshape(n, rows, columns, c_out), pullback

    return Function(forward, "conv")


def dense(w: np.ndarray, b: np.ndarray, image: tuple[int, int, int] | None = None, per_image: bool = False) -> Function:
    """y = w x + b,   dx = wᵀ dy,   with w of the shape (out, in).

    image : (channels, rows, columns) of what was flattened to x, if w goes through it in torch's order, channel by
            channel, and x in that of `flatten`, pixel by pixel
    per_image : as for a convolution
    """
    if image is not None:
        w = w.reshape(-1, *image).transpose(0, 2, 3, 1).reshape(len(w), -1)

    def times(x: np.ndarray, w: np.ndarray) -> np.ndarray:
        return (x[:, None] @ w)[:, 0] if per_image else x @ w

    return Function(lambda x: (times(x, w.T) + b, lambda dy: times(dy, w)), "dense")


def _relu(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
    positive = x > 0
    return np.maximum(x, 0), lambda dy: dy * positive


relu = Function(_relu, "relu")
"""y = max(x, 0),   dx = dy where x > 0, else 0."""


def softplus(beta: float = 1.0) -> Function:
    """y = log(1 + e^βx) / β,   dx = dy / (1 + e^−βx):   a ReLU without its corner, the sharper the larger β is."""

    def forward(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
        small = np.exp(-beta * np.abs(x))  # at most 1: nothing overflows
        slope = np.where(x > 0, 1, small) / (1 + small)
        return np.maximum(x, 0) + np.log1p(small) / beta, lambda dy: dy * slope

    return Function(forward, "softplus")


def max_of_pairs(axis: int) -> Function:
    """yᵢ = max(aᵢ, bᵢ) with a = x₀, x₂, … and b = x₁, x₃, …;   da = dy where a ≥ b, and db = dy where not."""
    a, b = ((slice(None),) * axis + (slice(first, None, 2),) for first in (0, 1))

    def forward(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
        shape, first_wins = x.shape, x[a] >= x[b]

        def pullback(dy: np.ndarray) -> np.ndarray:
            dx = np.empty(shape, dy.dtype)
            dx[a] = dy * first_wins
            dx[b] = dy - dx[a]
            return dx

        return np.maximum(x[a], x[b]), pullback

    return Function(forward, "max")


max_pool = max_of_pairs(axis=1) @ max_of_pairs(axis=2)
"""The largest of each 2×2 window; among equals the first wins, row by row, as in torch."""


def _flatten(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
    shape = x.shape
    return x.reshape(len(x), -1), lambda dy: dy.reshape(shape)


flatten = Function(_flatten, "flatten")
channels_last = Function(lambda x: (x.transpose(0, 2, 3, 1), lambda dy: dy.transpose(0, 3, 1, 2)), "channels last")
channels_first = Function(lambda x: (x.transpose(0, 3, 1, 2), lambda dy: dy.transpose(0, 2, 3, 1)), "channels first")
