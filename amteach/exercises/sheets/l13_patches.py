"""An exercise on patches: a picture becomes a row of tokens, and a gradient at the tokens a gradient at the picture."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def patches_and_back(x, d, p):
    """Pixel (i, j) lies in patch (i // p, j // p), and there in row i % p and column j % p: fetch it, and its d."""
    n, h, w = x.shape
    row_of_tokens = np.zeros((n, h // p * (w // p), p * p))
    gradient = np.zeros((n, h, w))
    for i in range(h):
        for j in range(w):
            t = (i // p) * (w // p) + j // p
            k = (i % p) * p + j % p
            row_of_tokens[:, t, k] = x[:, i, j]
            gradient[:, i, j] = d[:, t, k]
    return row_of_tokens, gradient


def _pictures(rng):
    n = integer(rng)
    p = integer(rng)
    rows = integer(rng, 1, 2)
    columns = integer(rng, 1, 2)
    return numbers(rng, n, rows * p, columns * p), numbers(rng, n, rows * columns, p * p), p


def _fits(x, d, p):
    """Whether the picture can be cut into whole patches, and d belongs to them."""
    if p < 1 or x.shape[1] % p or x.shape[2] % p:
        return False
    return d.shape[1:] == (x.shape[1] * x.shape[2] // p**2, p * p)


def _cut(x, p, order=(0, 1, 3, 2, 4)):
    """The tokens; the axes before they are joined are (n, row of patches, row, column of patches, column)."""
    n, h, w = x.shape
    return x.reshape(n, h // p, p, w // p, p).transpose(order).reshape(n, -1, p * p)


def _mend(d, shape, p):
    """Each number of d at its pixel."""
    n, h, w = shape
    return d.reshape(n, h // p, w // p, p, p).transpose(0, 1, 3, 2, 4).reshape(shape)


def _other_pixels(d, p):
    """The tokens with their pixels column by column."""
    return d.reshape(*d.shape[:2], p, p).swapaxes(2, 3).reshape(d.shape)


def _other_patches(d, x, p):
    """The tokens, which stand column by column, row by row: the way back for a net whose patches were in that order."""
    n, h, w = x.shape
    return d.reshape(n, w // p, h // p, p * p).swapaxes(1, 2).reshape(d.shape)


PATCHES = Exercise(
    name="patches-and-back",
    question="Pictures x, (n, h, w), are cut into patches of p × p pixels. Return the tokens, (n, T, p²): the T "
    "patches row by row, each with its pixels row by row; and the gradient at x, if that at the tokens is d.",
    reference=patches_and_back,
    inputs=_pictures,
    parts=("row of tokens", "gradient"),
    axes={"x": "n h w", "d": "n T P"},
    valid=_fits,
    hints=(
        "In which patch does pixel (i, j) lie, and in which row and column of it? `//` and `%` tell.",
        "With NumPy: `x.reshape(n, h // p, p, w // p, p)` has the axes row of patches, row, column of patches, column.",
        "Swap the axes 2 and 3, and join: `.reshape(n, -1, p * p)`. The gradient goes the same way backwards.",
    ),
    mistakes={
        "`x.reshape(n, -1, p * p)` alone cuts each row of pixels into pieces. A patch has pixels of p rows.": (
            lambda x, d, p: (x.reshape(len(x), -1, p * p), _mend(d, x.shape, p))
        ),
        "The tokens are right. But d is only reshaped, and its numbers come to other pixels: go back step by step.": (
            lambda x, d, p: (_cut(x, p), d.reshape(x.shape))
        ),
        "Both are only reshaped, and so each token has pixels of one row. A patch has pixels of p rows.": (
            lambda x, d, p: (x.reshape(len(x), -1, p * p), d.reshape(x.shape))
        ),
        "Your patches go column by column. They are asked row by row.": (
            lambda x, d, p: (_cut(x, p, (0, 3, 1, 2, 4)), _mend(_other_patches(d, x, p), x.shape, p))
        ),
        "The pixels of your patches go column by column. They are asked row by row.": (
            lambda x, d, p: (_cut(x, p, (0, 1, 3, 4, 2)), _mend(_other_pixels(d, p), x.shape, p))
        ),
        "You have divided the gradient by p². Each pixel lies in one patch, once: its gradient is only moved.": (
            lambda x, d, p: (_cut(x, p), _mend(d, x.shape, p) / p**2)
        ),
        "Your gradient is still one of the tokens. It has to become a picture, (n, h, w).": (
            lambda x, d, p: (_cut(x, p), d.copy())
        ),
        "You give the mean of each patch to all its pixels. Each pixel has a number of its own.": (
            lambda x, d, p: (_cut(x, p), _mend(d.mean(axis=2, keepdims=True) + 0 * d, x.shape, p))
        ),
    },
)
