"""Digits that the package draws by itself, to stand in for MNIST where it cannot be had."""

from __future__ import annotations

import numpy as np

from ..functions.checks import seed_of, whole
from .digits import Digits
from .strokes import WAYS, control_points, smooth

SIDE = 28  # pixels, as in MNIST
BOX = 20  # pixels, the side of the box that the digit fills
MIDDLE = 14.0  # the row and the column of MNIST's centres of mass


def draw(n: int, seed: int) -> Digits:
    """n digits, each class equally often (as far as n allows), in a random order; the same seed draws the same digits.

    >>> digits = draw(20, seed=0)
    >>> digits.images.shape, digits.images.dtype, sorted(digits.labels)[:4] == [0, 0, 1, 1]
    ((20, 1, 28, 28), dtype('float32'), True)
    """
    n = whole("draw({}, seed)", n, "how many digits to draw is a whole number, 1 or more", least=1)
    rng = np.random.default_rng(seed_of("draw", seed))
    labels = rng.permutation(np.arange(n) % len(WAYS))
    images = np.stack([render(pen_path(k, rng), radius=rng.uniform(0.9, 1.7)) for k in labels])
    return Digits(images[:, None], labels, f"drawn by amteach (seed {seed})")


def pen_path(digit: int, rng: np.random.Generator) -> np.ndarray:
    """The path of a pen that writes the digit in one of its ways, with an unsteady hand: (points, 2), about 0.

    Each point of the skeleton is a little off, the sheet is warped by two slow waves, and the whole is made narrower,
    slanted and turned:   q ← A (q + Σ aᵢ sin(2π kᵢ·q + φᵢ)).
    """
    ways = WAYS[digit]
    strokes = control_points(ways[rng.integers(len(ways))])
    path = np.concatenate([smooth(p + rng.normal(0, 0.025, p.shape), steps=14) for p in strokes]) - 0.5
    for _ in range(2):
        wave = rng.uniform(-0.8, 0.8, 2)
        phase = rng.uniform(0, 2 * np.pi)
        amplitude = rng.normal(0, 0.04, 2)
        path = path + np.sin(2 * np.pi * path @ wave + phase)[:, None] * amplitude
    width = rng.uniform(0.6, 1.1)
    slant = rng.normal(0.12, 0.22)
    turn = rng.normal(0, 0.07)
    shear = np.array([[width, -slant], [0, 1]])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return path @ (rotation @ shear).T


def render(path: np.ndarray, radius: float) -> np.ndarray:
    """The picture of a path, as in MNIST: it fills the box, and its centre of mass is the centre of the picture.

    path is (points, 2), in any units; radius, of the pen, in pixels; the result is (28, 28), float32.
    """
    q = path * ((BOX - 2 * radius) / np.ptp(path, axis=0).max())
    q = q - q.mean(axis=0) + MIDDLE
    mass = ink(q, radius)
    pixel = np.arange(SIDE)
    centre = np.array([mass.sum(axis=0) @ pixel, mass.sum(axis=1) @ pixel]) / mass.sum()
    return ink(q - centre + MIDDLE, radius).astype(np.float32)


def ink(q: np.ndarray, radius: float) -> np.ndarray:
    """What a round pen leaves along the points q:   ink(p) = clip(½ + radius − minᵢ |p − qᵢ|, 0, 1) at each pixel p.

    q is (points, 2), as x and y in pixels; the result is (28, 28), row by row.

    >>> ink(np.array([[3.0, 14.0]]), radius=1.25)[14, :6]
    array([0.  , 0.  , 0.75, 1.  , 0.75, 0.  ])
    """
    pixel = np.arange(SIDE)
    x, y = ((pixel[:, None] - q[:, i]) ** 2 for i in (0, 1))  # squared distances, (28, points) each
    distance = np.sqrt((y[:, None, :] + x[None, :, :]).min(axis=-1))
    return np.clip(0.5 + radius - distance, 0, 1)
