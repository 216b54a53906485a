"""How far is a picture from the nearest digit that was ever written down?

    distance(x) = minᵢ ‖x − dᵢ‖,   dᵢ the training images

It measures what looks like a digit without asking a network: any network can be fooled, this cannot.  A real test digit
has 4.2 on the average, and a blank sheet 3.6, the norm of the faintest digit: so it judges pictures with ink in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from . import mnist
from .digits import Digits

BLOCK = 10_000  # digits that are compared at once


class Nearest(NamedTuple):
    """distance: (n,), in norm L2;   index: (n,), which digit;   images: (n, 1, 28, 28);   labels: (n,)."""

    distance: np.ndarray
    index: np.ndarray  # pyright: ignore[reportIncompatibleMethodOverride] (of tuple.index)
    images: np.ndarray
    labels: np.ndarray


def nearest(x: np.ndarray, digits: Digits | None = None) -> Nearest:
    """For each picture of x, (n, 1, 28, 28) in [0, 1], the nearest of the digits, and how far off it is.

    digits : the 60,000 of MNIST's training set, if not given; FileMissing where they are not on this machine

    ‖x − d‖² = ‖x‖² − 2 x·d + ‖d‖², so that the search is one product of matrices; of equally near ones the first.

    >>> from amteach.data.drawn_digits import draw
    >>> digits = draw(10, seed=0)
    >>> near = nearest(digits.images[[7, 2]], digits)
    >>> near.index, near.distance
    (array([7, 2]), array([0., 0.], dtype=float32))

    Source: Srinivas & Fleuret (2021) ask a GAN's classifier instead; on MNIST nearly every picture passes that test.
    """
    x = np.asarray(x)
    if x.shape[1:] != (1, 28, 28) or not len(x):
        raise ValueError(f"nearest needs pictures of shape (n, 1, 28, 28), but x has the shape {x.shape}")
    if "float" not in str(x.dtype):
        raise TypeError(f"nearest needs pictures in [0, 1], but x holds {x.dtype}: write (x / 255).astype(np.float32)")
    digits = digits or training_digits()
    flat = x.reshape(len(x), -1)
    squares = np.concatenate([_squares(flat, block) for block in _blocks(digits)], axis=1)
    index = squares.argmin(axis=1)
    images = digits.images[index]
    distance = np.linalg.norm((x - images).reshape(len(x), -1), axis=1)  # without the rounding of the difference above
    return Nearest(distance, index, images, digits.labels[index])


@cache
def training_digits() -> Digits:
    """MNIST's training set, read once."""
    return mnist.load("train")


def _blocks(digits: Digits) -> Iterator[np.ndarray]:
    return (digits.images[i : i + BLOCK].reshape(-1, 784) for i in range(0, len(digits), BLOCK))


def _squares(x: np.ndarray, block: np.ndarray) -> np.ndarray:
    """‖d‖² − 2 x·d, (n, block): the distances up to ‖x‖², which is the same for all digits."""
    return np.einsum("ij,ij->i", block, block) - 2 * (x.astype(block.dtype) @ block.T)
