"""What `visualize` gives back: the pictures, what they score, and the code; in a notebook it shows itself."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...functions.arrays import namespace, to_numpy
from ...pictures.html import escape, figure
from ...pictures.html import image as embedded
from ...pictures.shades import png, shades
from ...walks.trace import Trace

SCREEN = 180  # pixels, the side of a picture on the page
CURVE = (360, 120)


@dataclass(frozen=True, eq=False, repr=False)
class Visualization:
    """n pictures made by ascent.

    picture : (n, …), in the axes of the network, as it is shown: within the range, images in the 256 shades of a screen
    score   : f of exactly these pictures, (n,), without jitter or penalty
    end     : f of the last state of the walk, before it was rounded to shades, (n,)
    trace   : the walk, on pictures (…, channels, rows, columns); trace.t says which steps were kept
    code    : what does the same by hand
    notes   : what was noticed on the way
    range   : the values that are black and white
    drawn   : the pictures as they are drawn, (n, channels, rows, columns); of signals, (n, channels, 1, length)
    estimate: what the network says of these pictures, (n,), where f compares it with a target; else None
    """

    picture: np.ndarray
    score: np.ndarray
    end: np.ndarray
    trace: Trace
    code: str
    notes: tuple[str, ...]
    name: str
    range: tuple[float, float]
    drawn: np.ndarray
    estimate: np.ndarray | None = None

    @property
    def recipe(self) -> str:
        """The old name of `code`."""
        warnings.warn("Visualization.recipe is now Visualization.code", DeprecationWarning, stacklevel=2)
        return self.code

    def __repr__(self) -> str:
        at = "" if self.estimate is None else f" at {', '.join(f'{value:.4g}' for value in self.estimate)}"
        scores = ", ".join(f"{s:.4g}" for s in self.score)
        return "\n".join([f"<{self.name} = {scores}{at}, {len(self.trace)} steps kept>", *self.notes])

    def _repr_html_(self) -> str:
        pictures = "".join(map(self._figure, range(len(self.score))))
        t, y = self.trace.t, to_numpy(self.trace.value).T
        climbed = f"with its priors, steps {t[0]} to {t[-1]} ({len(t)} kept), from {y.min():.4g} to {y.max():.4g}"
        notes = "".join(f"<p>⚠ {escape(note)}</p>" for note in self.notes)
        return (
            f'<p>{escape(self.name)}</p><div style="display: flex; flex-wrap: wrap; gap: 12px">{pictures}</div>'
            f"{figure(curves(y, climbed), climbed, style='margin: 0')}{notes}"
            f"<details><summary>the code</summary><pre>{escape(self.code)}</pre></details>"
        )

    def _figure(self, i: int) -> str:
        caption, end = f"{self.score[i]:.4g}", f"{self.end[i]:.4g}"
        caption += f" ({end} in full precision)" if end != caption else ""
        if self.estimate is not None:
            caption = f"the network says {self.estimate[i]:.4g}; f = {caption}"
        x, alt = self.drawn[i], f"{self.name}, picture {i}"
        if x.ndim == 4:  # slices side by side
            x = np.concatenate(list(x.swapaxes(0, 1)), axis=-1)
        flat = x.ndim == 1 or x.shape[-2] == 1
        drawn = curves(x.reshape(-1, x.shape[-1]), alt) if flat else image(x, *self.range, alt)
        return figure(drawn, caption, style="margin: 0")


def joined(parts: Sequence[Visualization], rows: Sequence[Sequence[int]]) -> Visualization:
    """The pictures of several walks as one, rows[k] being the numbers of those of part k; what comes later counts."""
    place = {row: (part, i) for part, its in zip(parts, rows, strict=True) for i, row in enumerate(its)}
    chosen = [place[row] for row in sorted(place)]
    used = [(part, its) for part, its in zip(parts, rows, strict=True) if any(place[row][0] is part for row in its)]
    if len(used) == 1:
        return used[0][0]
    parts, rows = zip(*used, strict=True)
    stack = lambda name: np.stack([getattr(part, name)[i] for part, i in chosen])
    heads = [f"# {'picture' if len(its) == 1 else 'pictures'} {', '.join(map(str, its))}" for its in rows]
    return replace(
        parts[0],
        **{name: stack(name) for name in ("picture", "score", "end", "drawn")},
        trace=_joined_traces([(part.trace, i) for part, i in chosen]),
        code="\n\n".join(f"{head}\n{part.code}" for head, part in zip(heads, parts, strict=True)),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        estimate=None if parts[0].estimate is None else stack("estimate"),
    )


def _joined_traces(rows: Sequence[tuple[Trace, int]]) -> Trace:
    """Rows of walks of the same steps as one walk; where one ended early, as far as all went."""
    first = rows[0][0]
    t = min((trace.t for trace, _ in rows), key=len)
    xp = namespace(first.x)
    x, value, grad = (
        xp.stack([getattr(trace, name)[: len(t), i] for trace, i in rows], axis=1) for name in ("x", "value", "grad")
    )
    note = next((trace.note for trace, _ in rows if trace.note), "")
    return replace(first, t=t, x=x, value=value, grad=grad, note=note)


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
