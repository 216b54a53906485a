"""A picture as a row of patches, and tokens as a picture: where space is, and where it is not.

A transformer is given a picture as 49 patches in a row.  Between its layers a patch is a token: WIDTH numbers at one
place of the row.  `grid` lays the row out again as 7×7 places, so that a layer has the shape of one of the CNN.
"""

from __future__ import annotations

import numpy as np

from ...functions.arrays import Array, namespace
from ...functions.function import Function, Pullback

PATCH, SIDE = 4, 7  # pixels along the side of a patch, and patches along the side of a picture
TOKENS = SIDE * SIDE


def _patches(x: Array) -> tuple[Array, Pullback]:
    places = (len(x), SIDE, PATCH, SIDE, PATCH)  # row of patches, row in the patch, column of patches, column in it
    cut = lambda image: image.reshape(places).swapaxes(2, 3).reshape(len(x), TOKENS, PATCH * PATCH)
    mend = lambda rows: rows.reshape(len(x), SIDE, SIDE, PATCH, PATCH).swapaxes(2, 3).reshape(len(x), 1, 28, 28)
    return cut(x), mend


patches = Function(_patches, "patches")
"""y[t] = the 16 pixels of patch t: images (n, 1, 28, 28) to (n, 49, 16).   dx: each pixel back to its place.

Each pixel lies in one patch, and so y is x in another order, and the pullback is the way back."""


def position(p: Array) -> Function:
    """y_t = x_t + p_t,   dx = dy.   p is (49, width): without it no layer could tell where a patch was.

    >>> import numpy as np
    >>> position(np.array([[0.0], [1.0]]))(np.array([[[5.0], [5.0]]])).tolist()
    [[[5.0], [6.0]]]
    """
    return Function(lambda x: (x + p, lambda dy: dy), "position")


def _mean(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
    tokens = x.shape[1]
    return x.mean(axis=1), lambda dy: (dy / tokens)[:, None].repeat(tokens, axis=1)


mean = Function(_mean, "mean")
"""y = (1/T) Σ_t x_t,   dx_t = dy / T:   tokens (n, T, width) to (n, width)."""


def _grid(x: Array) -> tuple[Array, Pullback]:
    xp, (n, tokens, width) = namespace(x), x.shape
    laid_out = lambda rows: xp.reshape(xp.permute_dims(rows, (0, 2, 1)), (n, width, SIDE, SIDE))
    return laid_out(x), lambda dy: xp.permute_dims(xp.reshape(dy, (n, width, tokens)), (0, 2, 1))


grid = Function(_grid, "grid")
"""y[c, i, j] = x[7i + j, c]:   tokens (n, 49, width) to (n, width, 7, 7), arrays of both kinds.

So am.channel(c), am.neuron(c, i, j) and am.direction(v) ask of a transformer what they ask of a CNN."""
