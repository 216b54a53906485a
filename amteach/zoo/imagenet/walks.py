"""Walks on ImageNet: the pictures as they are shown, and the scores and classes of exactly these pictures.

run(...)     a walk now; it needs torch and the weights of SqueezeNet
stored(...)  walks on the source's five classes, made beforehand, which ship with the package
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ...functions.function import Function
from ...functions.objectives import probabilities
from ...pictures.shades import shades
from ...store import cards
from .labels import Labels, labels
from .pictures import shown
from .priors import STEPS, climb

CLASSES = {"ambulance": 407, "mountain_bike": 671, "sports_car": 817, "tractor": 866, "warplane": 895}
LARGEST = 40_000  # bytes of a stored picture; what would be larger is compressed more
BARS = 6  # classes whose probabilities are kept: the one that is climbed, and the most probable others


@dataclass(frozen=True, eq=False, repr=False)
class Walks:
    """n walks, at T of their steps.

    t     : the steps, (T,)
    x     : the pictures, in the 256 shades in which they are shown, (T, n, 3, h, w)
    value : f of the walk's own x, which may lie far outside of [0, 1], (T, n)
    score : f of the pictures that are shown, (T, n)
    units : for each walk the class that is climbed, and behind it those that the last picture is taken for, (n, 6)
    p     : their probabilities, for the pictures that are shown, (T, n, 6)
    names : the names of these classes
    """

    prior: str
    t: np.ndarray
    x: np.ndarray
    value: np.ndarray
    score: np.ndarray
    units: np.ndarray
    p: np.ndarray
    names: Labels

    def __repr__(self) -> str:
        lines = [f"{self.prior}, {self.t[-1]} steps", f"{'climbed':15}{'f of x':>9}{'f as shown':>12}{'P':>7}  reads"]
        for i, (unit, *_) in enumerate(self.units):
            best = self.p[-1, i].argmax()
            reads = f"{self.names[self.units[i, best]]} {self.p[-1, i, best]:.2f}"
            numbers = f"{self.value[-1, i]:9,.0f}{self.score[-1, i]:12.1f}{self.p[-1, i, 0]:7.3f}"
            lines.append(f"{self.names[unit]:15}{numbers}  {reads}")
        return "\n".join(lines)

    def captions(self, i: int = -1) -> list[str]:
        """For each walk the class, and how probable the network finds it in the picture at t[i]."""
        names = [self.names[unit] for unit in self.units[:, 0]]
        return [f"{name}\nP = {p:.3f}" for name, p in zip(names, self.p[i, :, 0], strict=True)]


def score_and_logits(maps: Function, x: np.ndarray, units: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """f of each row, the mean of its unit's channel, and the logits: the mean of all channels behind their ReLU."""
    a = maps(x)
    return a[range(len(x)), list(units)].mean(axis=(1, 2)), np.maximum(a, 0).mean(axis=(2, 3))


def run(
    prior: str,
    units: Sequence[int],
    maps: Function,
    at: Sequence[int],
    seed: int = 0,
    show: Callable[[np.ndarray], np.ndarray] = shown,
) -> Iterator[Walks]:
    """The walks so far, at each of these steps, the last of which is where they end.

    maps : squeezenet("classifier.1");   show : x ↦ the pictures as they are shown;   the rest is that of `climb`
    """
    states, g = climb(prior, units, maps, seed)
    kept = []
    for state in states:
        if state.t in at:
            picture = g(state.x)
            x = show(picture)
            kept.append((state.t, x, score_and_logits(maps, picture, units)[0], *score_and_logits(maps, x, units)))
            t, x, value, score, z = map(np.stack, zip(*kept, strict=True))
            yield Walks(prior, t, x, value, score, *most_probable(units, z), labels(download=False))
        if state.t == at[-1]:
            return


def most_probable(units: Sequence[int], z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of the logits z, (T, n, 1000), the classes that are kept, (n, 6), and their probabilities, (T, n, 6)."""
    last, p = z[-1].argsort(axis=1)[:, ::-1], probabilities(z)
    rows = [[unit, *[k for k in best if k != unit][: BARS - 1]] for unit, best in zip(units, last, strict=True)]
    return np.array(rows), np.stack([p[:, i, row] for i, row in enumerate(rows)], axis=1)


@cache
def stored(prior: str) -> Walks:
    """Walks on the source's five classes by this prior: "plain", "robust", "Fourier" or "octaves".

    The pictures were compressed; their scores are those of the compressed pictures.

    >>> stored("plain").captions()[0]
    'ambulance\\nP = 0.000'
    """
    if prior not in STEPS:
        raise ValueError(f"prior={prior!r}: choose one of {', '.join(map(repr, STEPS))}")
    arrays, names = cards.load("imagenet_walks"), cards.card("imagenet_walks")["names"]
    t, value, score, units, p, ends, data = (
        arrays[f"{prior}_{what}"] for what in ("t", "value", "score", "units", "p", "ends", "pictures")
    )
    x = np.stack([unpacked(file.tobytes()) for file in np.split(data, ends[:-1])])
    x = x.reshape(*value.shape, *x.shape[1:])
    for array in (t, x, value, score, units, p):
        array.flags.writeable = False  # whoever asks for this walk gets the same arrays
    return Walks(prior, t, x, value, score, units, p, Labels({int(unit): name for unit, name in names.items()}))


def packed(x: np.ndarray) -> bytes:
    """A picture (3, h, w) as shown, as the bytes of a file: a JPEG in full colour or, of much noise, a smaller WebP."""
    from PIL import Image

    def written(**how) -> bytes:
        out = io.BytesIO()
        Image.fromarray(shades(x, 0, 1).transpose(1, 2, 0)).save(out, **how)
        return out.getvalue()

    file = written(format="JPEG", quality=80, subsampling=0)
    return file if len(file) <= LARGEST else written(format="WEBP", quality=75, method=6)


def unpacked(data: bytes) -> np.ndarray:
    """The picture in such a file, (3, h, w) in [0, 1], float32."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as file:
        pixels = np.asarray(file.convert("RGB"))
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)) / np.float32(255)
