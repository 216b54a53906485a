"""An exercise on colour: one matrix at every pixel, and the way back through it."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def coloured(z, C, d):
    """At each pixel the channels are mixed by C; the gradient comes back by its transpose."""
    x = np.zeros(z.shape)
    carried = np.zeros(z.shape)
    n, _, h, w = z.shape
    for row, i, j in np.ndindex(n, h, w):
        x[row, :, i, j] = C @ z[row, :, i, j]
        carried[row, :, i, j] = C.T @ d[row, :, i, j]
    return x, carried


def _pictures(rng):
    """Pictures, and a matrix that can be inverted."""
    c = integer(rng, 2, 3)
    shape = integer(rng), c, integer(rng), integer(rng, 1, 4)
    C = np.eye(c) + numbers(rng, c, c, sd=0.5)
    while abs(np.linalg.det(C)) < 0.2:
        C = np.eye(c) + numbers(rng, c, c, sd=0.5)
    return numbers(rng, *shape), C, numbers(rng, *shape)


def _mix(matrix, a):
    """The matrix times the channels, at every pixel."""
    return np.einsum("ij,njhw->nihw", matrix, a)


def _back(carried):
    """The right x beside this way back."""
    return lambda z, C, d: (coloured(z, C, d)[0], carried(z, C, d))


def _is_colour(z, C, d):
    return C.shape == (z.shape[1],) * 2 and abs(np.linalg.det(C)) > 0.1


COLOURED = Exercise(
    name="colour-pullback",
    difficulty=3,
    question="A picture has the colours x = C z at every pixel. From the coefficients z, shape (n, c, h, w), the "
    "matrix C, shape (c, c), and the gradient d that comes back to x, shape (n, c, h, w), return x, and the gradient "
    "at z.",
    reference=coloured,
    inputs=_pictures,
    parts=("x", "gradient"),
    axes={"z": "n c h w", "d": "n c h w"},
    valid=_is_colour,
    hints=(
        "At one pixel z is a vector of c numbers, and x = C z. The pixels have nothing to do with each other.",
        "On the way back ⟨d, C z⟩ = ⟨Cᵀ d, z⟩: it is the transpose that carries d.",
        '`np.einsum("ij,njhw->nihw", C, z)` is C z at every pixel; with `C.T` and d it is the way back.',
    ),
    mistakes={
        "You carry d back by C. The way back through a matrix is its transpose.": _back(lambda z, C, d: _mix(C, d)),
        "You carry d back by the inverse of C. That would undo the mixing; a gradient comes back by the transpose.": (
            _back(lambda z, C, d: _mix(np.linalg.inv(C), d))
        ),
        "d comes back as it was. Each coefficient has a part in all colours.": _back(lambda z, C, d: d),
        "You multiply from the other side, z C: that is Cᵀ z. And so the way back is the transpose of that as well.": (
            lambda z, C, d: (_mix(C.T, z), _mix(C, d))
        ),
        "Your x is Cᵀ z: the colours red, green, blue are rows of C.": lambda z, C, d: (_mix(C.T, z), _mix(C.T, d)),
        "You use the diagonal of C alone, and so no channels are mixed.": (
            lambda z, C, d: (z * np.diag(C)[:, None, None], d * np.diag(C)[:, None, None])
        ),
    },
)
