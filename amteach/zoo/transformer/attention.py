"""Attention: each token takes from every token, and how much it takes is computed from both.

    A = softmax(q kᵀ / √d)   (tokens, tokens), rows that sum to 1: row t says from where token t takes
    y = A v

q, k and v are three linear maps of the same tokens: query, key and value.  A net has several heads, which do this
beside each other, each with d numbers of the token.  Source: Vaswani et al. (2017), "Attention is all you need".
"""

from __future__ import annotations

import numpy as np

from ...functions.function import Function, Pullback


def attention_weights(heads: int) -> Function:
    """A = softmax(S),  S = q kᵀ / √d;   dS = A (dA − Σⱼ A dA),  dq = dS k / √d,  dk = dSᵀ q / √d,  dv = 0.

    x is (n, tokens, 3 · width), with q, k and v beside each other; A is (n, heads, tokens, tokens).

    >>> attention_weights(heads=1)(np.zeros((1, 2, 3))).tolist()
    [[[[0.5, 0.5], [0.5, 0.5]]]]
    """

    def forward(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
        q, k, v = split(x, heads)
        scale = q.shape[-1] ** -0.5
        a = softmax(q @ transposed(k) * scale)

        def pullback(da: np.ndarray) -> np.ndarray:
            ds = a * (da - (a * da).sum(axis=-1, keepdims=True))
            return join(ds @ k * scale, transposed(ds) @ q * scale, np.zeros_like(v))

        return a, pullback

    return Function(forward, "attention")


def attention(heads: int) -> Function:
    """y = A v for each head, and the heads beside each other;   dv = Aᵀ dy,  dA = dy vᵀ,  from there as above.

    x is (n, tokens, 3 · width), with q, k and v beside each other; y is (n, tokens, width).
    """
    weights = attention_weights(heads)

    def forward(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
        a, pull_weights = weights.forward(x)
        v = split(x, heads)[2]

        def pullback(dy: np.ndarray) -> np.ndarray:
            dy = dy.reshape(*dy.shape[:2], heads, -1).swapaxes(1, 2)
            dv = transposed(a) @ dy
            return pull_weights(dy @ transposed(v)) + join(np.zeros_like(v), np.zeros_like(v), dv)

        y = (a @ v).swapaxes(1, 2)
        return y.reshape(*y.shape[:2], -1), pullback

    return Function(forward, "A v")


def softmax(s: np.ndarray) -> np.ndarray:
    """exp sⱼ / Σ exp s over the last axis; the largest is subtracted first, so that no exponential overflows."""
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def split(x: np.ndarray, heads: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(n, tokens, 3 · width) to q, k and v, each (n, heads, tokens, width / heads)."""
    q, k, v = x.reshape(*x.shape[:2], 3, heads, -1).transpose(2, 0, 3, 1, 4)
    return q, k, v


def join(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """The way back from `split`, which only moves numbers, and so its transpose."""
    n, _, tokens, _ = q.shape
    return np.stack([q, k, v]).transpose(1, 3, 0, 2, 4).reshape(n, tokens, -1)


def transposed(m: np.ndarray) -> np.ndarray:
    """Each matrix of the batch transposed."""
    return m.swapaxes(-1, -2)
