"""Pictures of soft round blobs, and how many there are: what the blob counter learns from.  Made, not downloaded.

    x = Σᵢ bᵢ exp(−(|p − cᵢ| / rᵢ)⁴) + noise        at each pixel p

Each blob has a brightness bᵢ, a radius rᵢ in pixels and a centre cᵢ.  No two touch: |cᵢ − cⱼ| ≥ rᵢ + rⱼ + 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIDE = 28  # pixels
MOST = 8  # blobs in a picture
RADIUS = (1.5, 3.0)  # pixels, from and to, as are the next two
BRIGHTNESS = (0.5, 1.0)
NOISE = (0.0, 0.1)  # its standard deviation
SPLITS = {"train": (30_000, 0), "test": (5_000, 1)}  # how many, and the seed


@dataclass(frozen=True, eq=False, repr=False)
class Blobs:
    """n pictures of blobs.

    images : (n, 1, 28, 28), float32, in [0, 1]
    counts : (n,), int64; 0 … 8
    source : where they come from, for the caption

    >>> draw(20, seed=0)
    20 pictures of 0 to 8 blobs, drawn by amteach (seed 0)
    """

    images: np.ndarray
    counts: np.ndarray
    source: str

    def __len__(self) -> int:
        return len(self.counts)

    def __repr__(self) -> str:
        return f"{len(self)} pictures of {self.counts.min()} to {self.counts.max()} blobs, {self.source}"


def draw(n: int, seed: int, count: int | None = None) -> Blobs:
    """n pictures with 0 … 8 blobs, each number equally likely, or with `count` blobs each.

    The same seed draws the same pictures.

    >>> three = draw(2, seed=0, count=3)
    >>> three.images.shape, three.images.dtype, three.counts
    ((2, 1, 28, 28), dtype('float32'), array([3, 3]))
    """
    if n < 1 or n != int(n):
        raise ValueError(f"draw({n}, seed): how many pictures to draw is a whole number, 1 or more")
    if count is not None and count not in range(MOST + 1):
        raise ValueError(f"draw(..., count={count}): there is room for 0 to {MOST} blobs in a picture")
    rng = np.random.default_rng(seed)
    counts = rng.integers(0, MOST + 1, n) if count is None else np.full(n, count)
    x = np.stack([render(*place(int(k), rng)) for k in counts])
    x += rng.uniform(*NOISE, (n, 1, 1)) * rng.standard_normal(x.shape)
    return Blobs(
        np.clip(x, 0, 1).astype(np.float32)[:, None], counts.astype(np.int64), f"drawn by amteach (seed {seed})"
    )


def load(split: str = "train") -> Blobs:
    """The 30,000 pictures that the counter was trained on, or the 5,000 that it was tested on."""
    if split not in SPLITS:
        raise ValueError(f'there are no blobs {split!r}; write "train" or "test"')
    return draw(*SPLITS[split])


def place(k: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """k blobs that lie within the picture and do not touch: centres (k, 2), radii (k,), brightnesses (k,).

    One after the other finds its place at random; where one finds none, all begin again.
    """
    radii = rng.uniform(*RADIUS, k)
    tries = 0
    centres = np.empty((0, 2))
    while len(centres) < k:
        r = radii[len(centres)]
        c = rng.uniform(r, SIDE - 1 - r, 2)
        if (np.hypot(*(centres - c).T) >= radii[: len(centres)] + r + 1).all():
            centres = np.vstack([centres, c])
        else:
            tries += 1
            centres = centres[:0] if tries % 100 == 0 else centres
    return centres, radii, rng.uniform(*BRIGHTNESS, k)


def render(centres: np.ndarray, radii: np.ndarray, brightness: np.ndarray) -> np.ndarray:
    """The picture of some blobs, (28, 28), without noise.

    >>> render(np.array([[14.0, 3.0]]), np.array([2.0]), np.array([1.0]))[14, :7].round(2)
    array([0.01, 0.37, 0.94, 1.  , 0.94, 0.37, 0.01])
    """
    pixel = np.arange(SIDE)
    rows, columns = (((pixel - c[:, None]) / radii[:, None]) ** 2 for c in centres.T)  # (k, 28) each
    inside = np.exp(-((rows[:, :, None] + columns[:, None, :]) ** 2))
    return np.tensordot(brightness, inside, axes=1)
