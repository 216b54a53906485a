"""The recipe of the walks that lecture 11 shows: each prior on the source's five classes, on SqueezeNet."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np

from ...functions.objectives import probabilities
from ...training.registry import Made, Report, versions
from .labels import labels
from .nets import squeezenet
from .pictures import SIDE, shown
from .walks import CLASSES, heard, live, packed, unpacked

AT = {"plain": (100, 1000), "robust": (400,), "Fourier": (200,), "octaves": (270,)}  # the steps that are kept


def imagenet_walks(report: Report = print, at: Mapping[str, tuple[int, ...]] = AT, *, seed: int = 0) -> Made:
    """Pictures of five classes of ImageNet, climbed on SqueezeNet with four priors (lecture 11)."""
    maps, units, arrays = squeezenet("classifier.1"), list(CLASSES.values()), {}
    import torch

    before: dict[str, list] = {}
    threads = torch.get_num_threads()
    for prior, steps in at.items():
        files: list[bytes] = []

        def compressed(x, prior=prior, files=files):
            new = [packed(picture) for picture in shown(x)]
            files += new
            f, z = heard(maps, shown(x), units)
            p = probabilities(z)[range(len(units)), units]
            before.setdefault(prior, []).append(
                {"f": f.astype(float).round(1).tolist(), "P": p.astype(float).round(4).tolist()}
            )
            return np.stack([unpacked(file) for file in new])

        torch.set_num_threads(1)  # with more of them, sums are added in another order, and the walks go elsewhere
        try:
            (walks,) = deque(live(prior, units, maps, steps, seed, compressed), maxlen=1)
        finally:
            torch.set_num_threads(threads)
        report(str(walks))
        kept = {what: getattr(walks, what) for what in ("t", "value", "score", "units", "p")}
        kept |= {"ends": np.cumsum([len(file) for file in files]), "pictures": np.frombuffer(b"".join(files), np.uint8)}
        arrays |= {f"{prior}_{what}": array for what, array in kept.items()}
    known = labels()
    climbed = sorted({int(unit) for prior in at for unit in arrays[f"{prior}_units"].ravel()})
    return arrays, {
        "what": f"pictures {SIDE}×{SIDE} in JPEG and WebP files, steps × classes; f of the walk, and of these pictures",
        "data": "none: SqueezeNet 1.1, trained on ImageNet, in its authors' weights, fp16",
        "recipe": "amteach train imagenet_walks: imagenet_priors.climb",
        "seed": seed,
        "threads": 1,
        "names": {unit: known[unit] for unit in climbed},
        "as_shown_before_compression": before,
        "versions": versions("numpy", "torch", "pillow"),
    }
