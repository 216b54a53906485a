"""What a network of ImageNet takes and gives: pictures in colour, and 1000 probabilities."""

from __future__ import annotations

import numpy as np

from ...functions.arrays import Array, to_numpy
from ...functions.objectives import probabilities
from ...functions.preprocessing import standardize
from ...pictures.shades import as_shown
from .labels import Labels, labels

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of red, green and blue over the photographs
SIDE = 227  # pixels

standardized = standardize(MEAN, STD).named("standardized")
"""y = (x − mean) / std for red, green and blue;   dx = dy / std.   x: (batch, 3, h, w) in [0, 1]."""


def shown(x: Array) -> np.ndarray:
    """x as it is shown: cut off at 0 and 1, and rounded to the 256 shades of a screen.

    A score that is printed below a picture is the score of this.

    >>> 255 * shown(np.array([[[[-3.0, 0.1], [0.5, 7.0]]]]))
    array([[[[  0.,  26.],
             [128., 255.]]]], dtype=float32)
    """
    return as_shown(to_numpy(x), 0.0, 1.0)


def top_classes(z: Array, n: int = 5, names: Labels | None = None) -> list[str]:
    """The n most probable classes of each row of logits, in words.

    >>> z = np.zeros((1, 1000))
    >>> z[0, [407, 468]] = 20.0, 18.0
    >>> top_classes(z, 2, Labels({407: "ambulance", 468: "cab"}))
    ['ambulance 0.881, cab 0.119']
    """
    if z.ndim != 2:
        raise ValueError(
            f"top_classes needs logits of shape (batch, classes), but they have {tuple(z.shape)}: for one picture "
            "write z[None]"
        )
    names = names or labels(download=False)
    rows = [(p, p.argsort()[::-1][:n]) for p in probabilities(to_numpy(z))]
    return [", ".join(f"{names[unit]} {p[unit]:.3f}" for unit in best) for p, best in rows]
