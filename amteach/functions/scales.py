"""Larger and smaller pictures, by linear interpolation along the rows and along the columns.

Each is y = A x Bᵀ, a matrix on each side.  Row i of A holds the weights of the new pixel i: with uᵢ its place among the
old pixels, A[i, j] = max(0, 1 − |uᵢ − j|), so two neighbours share the weight 1.  The adjoint is Aᵀ d B, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from .checks import number, numbers, shown, whole
from .function import Function
from .score import random
from .transforms import separable


def scale(factor: float) -> Function:
    """The picture enlarged about its middle, in the same frame:   uᵢ = c + (i − c) / factor, c = (size − 1) / 2.

    Enlarged, its edges leave the frame; reduced, zeros come in around it (write scale(0.9) @ pad(8, 0.5) for grey).

    >>> scale(0.5)(np.ones((1, 1, 5)))[0, 0].shape, scale(2.0)(np.array([[[0.0, 1.0, 0.0]]]))[0, 0]
    ((5,), array([0.5, 1. , 0.5]))
    """
    needs = "the factor is finite and above 0; 1 leaves the picture as it is"
    factor = number("scale({})", factor, needs, above=0)

    def matrix(size: int) -> np.ndarray:
        i = np.arange(size)
        c = (size - 1) / 2
        return _linear(c + (i - c) / factor, size)

    return separable(matrix, matrix, f"scale({factor:g})")


def random_scale(factors: Sequence[float]) -> Function:
    """One of the factors, drawn anew for each step, the same for the whole batch.

    >>> random_scale([0.95, 0.975, 1, 1.025, 1.05])
    random_scale(0.95…1.05)

    Source: Olah, Mordvintsev & Schubert (2017), with these factors.
    """
    choices = one_of("random_scale", factors, "[0.95, 1, 1.05]")
    for factor in choices:
        scale(factor)  # refuses what is no factor
    return random(lambda rng: scale(float(rng.choice(choices))), f"random_scale({min(choices):g}…{max(choices):g})")


def resize(size: tuple[int, int]) -> Function:
    """The picture in another size, (h, w) → (H, W):   uᵢ = (i + ½) h/H − ½, and the edge beyond the edge.

    A constant stays constant.  It enlarges between octaves, or serves as a parametrization of smooth pictures.  Before
    reducing by more than a half, blur: a new pixel is a mean of no more than two old ones along each axis.

    >>> resize((1, 4))(np.array([[[0.0, 1.0]]]))
    array([[[0.  , 0.25, 0.75, 1.  ]]])

    Source: octaves are from Mordvintsev, Olah & Tyka (2015) and Øygard (2015).
    """
    height, width = pixels(f"resize({shown(size)})", size)

    def to(new: int) -> Callable[[int], np.ndarray]:
        return lambda old: _linear(np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1), old)

    return separable(to(height), to(width), f"resize({height}, {width})")


def pixels(call: str, size: tuple[int, int]) -> tuple[int, int]:
    """The height and the width of a picture, or an error that says how to write them."""
    needs = "the size of a picture is two whole numbers of pixels, 1 or more, (height, width)"
    if not isinstance(size, Sequence | np.ndarray) or isinstance(size, str) or len(size) != 2:
        raise TypeError(f"{call}: {needs}")
    return whole(call, size[0], needs, least=1), whole(call, size[1], needs, least=1)


def one_of(who: str, choices: Sequence[float], example: str) -> list[float]:
    """The numbers a random transform chooses from, or an error that says how to write them."""
    needs = f"write the numbers to choose from, such as {who}({example})"
    found = numbers(f"{who}({{}})", list(choices) if isinstance(choices, Iterable) else choices, needs)
    if found.ndim != 1 or not found.size:
        raise ValueError(f"{who}({shown(choices)}): {needs}")
    return found.tolist()


def _linear(places: np.ndarray, size: int) -> np.ndarray:
    return np.maximum(0, 1 - np.abs(places[:, None] - np.arange(size)))
