"""Layer norm: each token is shifted to mean 0 and scaled to variance 1, whatever it was."""

from __future__ import annotations

import numpy as np

from ...functions.function import Function, Pullback

EPSILON = 1e-5  # added to the variance, as in torch: a token of equal numbers is not divided by 0


def layer_norm(weight: np.ndarray, bias: np.ndarray) -> Function:
    """y = γ x̂ + β,   x̂ = (x − m) / s,   dx = (g − mean g − x̂ mean(g x̂)) / s   with g = γ dy.

    m and s² are the mean and the variance of the numbers of one token, s² with ε added; x is (n, tokens, width).

    The pullback takes two things out of g: its part along 1, since a shift of x changes nothing, and its part along x̂,
    since a scaling of x changes (but for ε) nothing.

    >>> layer_norm(np.ones(2), np.zeros(2))(np.array([[[3.0, 5.0], [30.0, 50.0]]])).round(4).tolist()
    [[[-1.0, 1.0], [-1.0, 1.0]]]

    Source: Ba, Kiros & Hinton (2016), "Layer normalization".
    """

    def forward(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
        centred = x - _mean(x)
        s = np.sqrt(_mean(centred * centred) + EPSILON)
        x_hat = centred / s

        def pullback(dy: np.ndarray) -> np.ndarray:
            g = weight * dy
            return (g - _mean(g) - x_hat * _mean(g * x_hat)) / s

        return weight * x_hat + bias, pullback

    return Function(forward, "norm")


def _mean(x: np.ndarray) -> np.ndarray:
    """The mean over the numbers of each token; the axis stays."""
    return x.mean(axis=-1, keepdims=True)
