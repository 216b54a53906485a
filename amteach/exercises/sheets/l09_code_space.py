"""An exercise on climbing in code space: the way back through a decoder."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def code_gradient(h, w, b, d):
    """Back through the sigmoid with its slope x(1 − x), and back through the layer with the transposed weights."""
    x = np.zeros((len(h), len(w)))
    gradient = np.zeros(h.shape)
    for row in range(len(h)):
        for pixel in range(len(w)):
            x[row, pixel] = 1 / (1 + np.exp(-(w[pixel] @ h[row] + b[pixel])))
            slope = x[row, pixel] * (1 - x[row, pixel])
            gradient[row] += d[row, pixel] * slope * w[pixel]
    return x, gradient


def _carried(of):
    """The right pictures x beside this gradient, made of x, w and d."""

    def wrong(h, w, b, d):
        x, _ = code_gradient(h, w, b, d)
        return x, of(x, w, d)

    return wrong


def _layer(rng):
    n = integer(rng)
    code = integer(rng, 1, 2)
    pixels = integer(rng, 2, 4)
    return (
        numbers(rng, n, code, sd=1.0),
        numbers(rng, pixels, code, sd=1.0),
        numbers(rng, pixels, sd=1.0),
        numbers(rng, n, pixels),
    )


CODE_GRADIENT = Exercise(
    name="code-gradient",
    difficulty=3,
    question="A decoder draws x = σ(w h + b), with codes h (n, c), weights w (p, c) and b (p,), σ(a) = 1/(1 + e^−a). "
    "Return the pictures x, (n, p), and, of the gradient d at x, (n, p), what is carried back to h, (n, c).",
    reference=code_gradient,
    inputs=_layer,
    parts=("picture", "gradient"),
    axes={"h": "n c", "w": "p c", "b": "p", "d": "n p"},
    hints=(
        "Two functions one after the other: first the layer, then σ. On the way back σ comes first.",
        "The slope of σ is x(1 − x). A layer w h carries d back as d w: one row of w for each pixel.",
        "`x = 1 / (1 + np.exp(-(h @ w.T + b)))`, and back `(d * x * (1 - x)) @ w`.",
    ),
    mistakes={
        "On the way back the slope of σ, x(1 − x), is missing.": _carried(lambda x, w, d: d @ w),
        "The slope of σ is x(1 − x), with x the picture. You take x alone.": _carried(lambda x, w, d: (d * x) @ w),
        "The slope of σ is x(1 − x), and not 1 − x². That is the slope of tanh.": (
            _carried(lambda x, w, d: (d * (1 - x**2)) @ w)
        ),
        "The weights are missing on the way back: you stop before the layer, and sum over the pixels.": (
            _carried(lambda x, w, d: (d * x * (1 - x)).sum(axis=1, keepdims=True) + 0 * w.sum(axis=0))
        ),
        "d is missing: the chain rule multiplies by it.": _carried(lambda x, w, d: (x * (1 - x)) @ w),
        "You return w h + b. A picture lies between 0 and 1: it goes through σ.": (
            lambda h, w, b, d: (h @ w.T + b, code_gradient(h, w, b, d)[1])
        ),
        "b is missing in the pictures.": (lambda h, w, b, d: code_gradient(h, w, 0 * b, d)),
        "σ(a) = 1/(1 + e^−a): the minus is missing, and your pictures are negatives.": (
            lambda h, w, b, d: (code_gradient(-h, w, -b, d)[0], code_gradient(h, w, b, d)[1])
        ),
    },
)
