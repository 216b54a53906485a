"""The recipe of the walks that lecture 11 shows: each prior on the source's five classes, on SqueezeNet."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

import numpy as np

from ...functions.function import Function
from ...functions.objectives import probabilities
from ...training import loop
from ...training.registry import Made, Report, versions
from .labels import labels
from .net import squeezenet
from .pictures import SIDE, shown
from .walks import CLASSES, Walks, packed, run, score_and_logits, unpacked

AT = {"plain": (100, 1000), "robust": (400,), "Fourier": (200,), "octaves": (270,)}  # the steps that are kept


@loop.threads(1)  # with more of them, sums are added in another order, and the walks go elsewhere
def imagenet_walks(report: Report = print, at: Mapping[str, tuple[int, ...]] = AT, *, seed: int = 0) -> Made:
    """Pictures of five classes of ImageNet, climbed on SqueezeNet with four priors (lecture 11)."""
    maps = squeezenet("classifier.1")
    arrays: dict[str, np.ndarray] = {}
    before: dict[str, list[dict[str, list[float]]]] = {}
    for prior, steps in at.items():
        walks, files, before[prior] = _compressed_walks(prior, maps, steps, seed)
        report(str(walks))
        kept: dict[str, Any] = {what: getattr(walks, what) for what in ("t", "value", "score", "units", "p")}
        kept |= {"ends": np.cumsum([len(file) for file in files]), "pictures": np.frombuffer(b"".join(files), np.uint8)}
        arrays |= {f"{prior}_{what}": array for what, array in kept.items()}
    known = labels()
    climbed = sorted({int(unit) for prior in at for unit in arrays[f"{prior}_units"].ravel()})
    return arrays, {
        "what": f"pictures {SIDE}×{SIDE} in JPEG and WebP files, steps × classes; f of the walk, and of these pictures",
        "data": "none: SqueezeNet 1.1, trained on ImageNet, in its authors' weights, fp16",
        "recipe": "amteach train imagenet_walks: zoo.imagenet.priors.climb",
        "seed": seed,
        "threads": 1,
        "names": {unit: known[unit] for unit in climbed},
        "as_shown_before_compression": before,
        "versions": versions("numpy", "torch", "pillow"),
    }


def _compressed_walks(
    prior: str, maps: Function, steps: tuple[int, ...], seed: int
) -> tuple[Walks, list[bytes], list[dict[str, list[float]]]]:
    """Walks whose pictures went through files; these files; and f and P of the pictures before, for each step."""
    units = list(CLASSES.values())
    files: list[bytes] = []
    before: list[dict[str, list[float]]] = []

    def compressed(x: np.ndarray) -> np.ndarray:
        pictures = shown(x)
        new = [packed(picture) for picture in pictures]
        files.extend(new)
        f, z = score_and_logits(maps, pictures, units)
        p = probabilities(z)[range(len(units)), units]
        before.append({"f": f.astype(float).round(1).tolist(), "P": p.astype(float).round(4).tolist()})
        return np.stack([unpacked(file) for file in new])

    (walks,) = deque(run(prior, units, maps, steps, seed, compressed), maxlen=1)
    return walks, files, before
