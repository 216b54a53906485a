"""What the MNIST scenes share: the CNN, its starts and objectives by name, and panels of pictures and curves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from ... import zoo
from ...data.statistics import mean_image
from ...functions.function import Function, identity
from ...functions.objectives import log_softmax, logit, probabilities, softmax
from ...pictures import marks
from ...pictures.numerals import number
from ...walks.inits import starts
from ...walks.trace import Trace, growing
from ...walks.walk import State

CURVES = ("blue", "orange", "green", "purple", "red", "sky")  # colours for curves in one panel
DIGITS = tuple("0123456789")
SHAPE = (1, 28, 28)
STARTS = ("zeros", "ones", "0.5", "uniform", "mean image")
OBJECTIVES = {"logit": logit, "softmax": softmax, "log-softmax": log_softmax}


@cache
def net() -> Function:
    """The CNN of lecture 03, in NumPy, loaded once: `pictures_along` asks for it at each step."""
    return zoo.mnist_cnn()


def named_starts(*names: str, seed: int = 0) -> np.ndarray:
    """The starts of these names, one row each: (len(names), 1, 28, 28)."""
    known = {"0.5": 0.5, "mean image": mean_image()}
    return starts(*[known.get(name, name) for name in names], shape=SHAPE, seed=seed)


def pictures_along(
    states: Iterator[State], steps: int, chunk: int, g: Function = identity
) -> Iterator[tuple[Trace, np.ndarray, np.ndarray]]:
    """The Trace so far, again and again, with the picture g(x) of each state, and its probabilities by the CNN.

    The pictures are (time, batch, 1, 28, 28), the probabilities (time, batch, 10).
    """
    pictures: list[np.ndarray] = []
    p: list[np.ndarray] = []
    for trace in growing(states, steps, chunk=chunk):
        for x in trace.x[len(p) :]:
            pictures.append(np.array(g(x)))  # a copy: a view would hold on to the whole Trace of this moment
            p.append(probabilities(net()(pictures[-1])))
        yield trace, np.stack(pictures), np.stack(p)


def picture_panel(x: np.ndarray, title: str = "the picture") -> marks.Images:
    """Pictures (time, 28, 28), grey from the lowest to the highest value of the whole walk."""
    low, high = float(x.min()), float(x.max())
    captions = [[f"values {number(v.min())} … {number(v.max())}" for v in x]]
    return marks.Images(x[:, None], low, high if high > low else low + 1, captions, title=title)


def change_panel(x: np.ndarray, title: str = "the change since the start") -> marks.Images:
    """xₜ − x₀ for pictures (time, 28, 28): red where it grew, blue where it fell, white where nothing happened."""
    change = x - x[0]
    largest = float(np.abs(change).max()) or 1.0
    captions = [[f"largest {number(np.abs(v).max())}" for v in change]]
    return marks.Images(change[:, None], -largest, largest, captions, title=title, signed=True)


def objective_panel(t: np.ndarray, value: np.ndarray, name: str) -> marks.Plane:
    """The objective, (time,), over the steps."""
    return curves_panel(t, {"": value}, name, "the objective")


def curves_panel(
    t: np.ndarray, curves: Mapping[str, np.ndarray], ylabel: str, title: str, ylim: marks.Pair | None = None
) -> marks.Plane:
    """Curves over the steps, each (time,), each with its name and a colour of its own."""
    low, high = ylim or (float(min(map(np.min, curves.values()))), float(max(map(np.max, curves.values()))))
    margin = 0.08 * (high - low) or 1.0
    last = float(max(t[-1], 1))
    window = ((-0.04 * last, 1.04 * last), (low - margin, high + margin))
    paths = [
        marks.Path(np.stack([t, value], axis=1)[:, None], name, color)
        for (name, value), color in zip(curves.items(), CURVES, strict=False)
    ]
    return marks.Plane(*window, paths, title, "step", ylabel, equal=False, size=(300, 240))
