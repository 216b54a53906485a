"""The human study: which of the two digits does the unit answer to?

A trial shows nine pictures with a low activation of a unit, nine with a high one, and two digits that are among
neither.  Which of the two has the high activation?  `am.stage("human_study")` asks thirty such questions and writes
the answers to a file; this scene draws one of them.
"""

from dataclasses import dataclass

import numpy as np

from ..pictures.marks import Images, Picture, Readout
from ..study.references import synthetic, test_digits
from ..study.trials import TRIALS, Trial, trial
from ..study.units import CHANNELS
from .controls import choice, seed, slider
from .scene import Scene


@dataclass(frozen=True)
class Controls:
    """references: digits, made by ascent, or none.  unit: a channel.  seed: the two digits and their places."""

    references: str = choice("natural", tuple(TRIALS), "references")
    unit: int = slider(27, 0, CHANNELS - 1, 1, "channel")
    seed: int = seed()


def compute(c: Controls) -> Trial:
    """One trial."""
    made = None
    if c.references == "synthetic":
        low, high = synthetic([c.unit], c.seed)
        made = (low[0], high[0])
    return trial(c.references, c.unit, test_digits(), np.random.default_rng(c.seed), made)


def draw(n: Trial) -> Picture:
    """Minimal references, queries, maximal references; the readouts give the answer away."""
    shown = [("leave the unit cold", n.minimal, 3), ("which of the two?", n.queries, 1), ("excite it", n.maximal, 3)]
    words = {"which of the two?": ["upper", "lower"]}
    panels = [
        Images(x[None], 0.0, 255.0, words.get(title, ()), columns, title=title) for title, x, columns in shown if len(x)
    ]
    readouts = [Readout(f"activation of the {w} one", n.values[[i]]) for i, w in enumerate(("upper", "lower"))]
    right, wrong = n.values[n.right], n.values[1 - n.right]
    summary = (
        f"Channel {n.unit} of the second convolution answers to the {('upper', 'lower')[n.right]} digit: "
        f"{right:.3f} against {wrong:.3f}, on the mean over its positions."
    )
    return Picture(panels, np.array([0]), readouts, summary)


SCENE = Scene(Controls, compute, draw, widget="study")
