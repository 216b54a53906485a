"""What `visualize` gives back: the pictures, what they score, and the recipe; in a notebook it shows itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...functions.arrays import to_numpy
from ...pictures.html import escape, figure
from ...pictures.html import image as embedded
from ...pictures.shades import png, shades
from ...walks.trace import Trace

SCREEN = 180  # pixels, the side of a picture on the page
CURVE = (360, 120)


@dataclass(frozen=True, eq=False, repr=False)
class Visualization:
    """n pictures made by ascent.

    picture : (n, …), as it is shown: within the range, and images in the 256 shades of a screen
    score   : f of exactly these pictures, (n,), without jitter or penalty
    end     : f of the last state of the walk, before it was rounded to shades, (n,)
    trace   : the walk; trace.t says which steps were kept
    recipe  : code that does the same by hand
    notes   : what was noticed on the way
    range   : the values that are black and white
    """

    picture: np.ndarray
    score: np.ndarray
    end: np.ndarray
    trace: Trace
    recipe: str
    notes: tuple[str, ...]
    name: str
    range: tuple[float, float]

    def __repr__(self) -> str:
        scores = ", ".join(f"{s:.4g}" for s in self.score)
        return "\n".join([f"<{self.name} = {scores}, {len(self.trace)} steps kept>", *self.notes])

    def _repr_html_(self) -> str:
        pictures = "".join(map(self._figure, range(len(self.score))))
        t, y = self.trace.t, to_numpy(self.trace.value).T
        climbed = f"with its priors, steps {t[0]} to {t[-1]} ({len(t)} kept), from {y.min():.4g} to {y.max():.4g}"
        notes = "".join(f"<p>⚠ {escape(note)}</p>" for note in self.notes)
        return (
            f'<p>{escape(self.name)}</p><div style="display: flex; flex-wrap: wrap; gap: 12px">{pictures}</div>'
            f"{figure(curves(y, climbed), climbed, style='margin: 0')}{notes}"
            f"<details><summary>the recipe</summary><pre>{escape(self.recipe)}</pre></details>"
        )

    def _figure(self, i: int) -> str:
        caption, end = f"{self.score[i]:.4g}", f"{self.end[i]:.4g}"
        caption += f" ({end} in full precision)" if end != caption else ""
        x, alt = self.picture[i], f"{self.name}, picture {i}"
        drawn = image(x, *self.range, alt) if x.ndim == 3 else curves(np.atleast_2d(x), alt)
        return figure(drawn, caption, style="margin: 0")


def image(x: np.ndarray, low: float, high: float, alt: str) -> str:
    """A picture (c, h, w) as HTML, pixel by pixel; with neither 1 nor 3 channels, the channels one below the other."""
    x = shades(x, low, high)
    x = x.transpose(1, 2, 0) if len(x) == 3 else np.concatenate(x)
    return embedded(png(x), alt, style=f"width: {max(SCREEN, x.shape[1])}px; image-rendering: pixelated")


def curves(y: np.ndarray, alt: str) -> str:
    """Curves (n, points) as an SVG, from their lowest value to their highest."""
    w, h = CURVE
    across, span = w / max(1, y.shape[1] - 1), float(y.max() - y.min()) or 1.0
    points = (
        " ".join(f"{i * across:.1f},{h - 4 - (h - 8) * (v - y.min()) / span:.1f}" for i, v in enumerate(line))
        for line in y
    )
    lines = "".join(f'<polyline points="{p}" fill="none" stroke="#0072B2"/>' for p in points)
    return f'<svg role="img" aria-label="{escape(alt)}" viewBox="0 0 {w} {h}" width="{w}" height="{h}">{lines}</svg>'
