"""What several scenes share: a window on the plane, a function seen on it, and a walk with other starts beside it."""

from __future__ import annotations

import numpy as np

from ...functions.function import Function
from ...pictures import marks
from ...pictures.curves import contours
from ...walks.inits import uniform
from ...walks.trace import Trace, growing
from ...walks.walk import Step, walk

REACH = 5.0  # the window is −REACH … REACH in both directions
AXIS = np.linspace(-REACH, REACH, 51)
GRID = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)


def on_grid(f: Function) -> np.ndarray:
    """f on the window, as rows of x₂ and columns of x₁."""
    return f(GRID).reshape(len(AXIS), len(AXIS))


def climb(f: Function, start: tuple[float, float], others: int, seed: int, step: Step, steps: int) -> Trace:
    """The walk from the start, in row 0, and from `others` random starts of the window."""
    crowd = uniform((others, 2), -REACH, REACH, seed).astype(float)
    *_, trace = growing(walk(f, np.concatenate([[start], crowd]), step, seed), steps, chunk=steps + 1)
    return trace


def drawable(xy: np.ndarray) -> np.ndarray:
    """Trajectories without the points that lie more than a million away, which no screen can show."""
    return np.where(np.abs(xy).max(axis=-1, keepdims=True) > 1e6, np.nan, xy)


def others_and_mine(xy: np.ndarray) -> list[marks.Path]:
    """The trajectories of the other starts, thin, and the one that can be dragged."""
    crowd = [marks.Path(xy[:, 1:], color="grey", width=1.0)] if xy.shape[1] > 1 else []
    return [*crowd, marks.Path(xy[:, :1], label="the ascent")]


def level_curves(f: Function, count: int = 9) -> list[np.ndarray]:
    """Level curves of f at evenly spaced heights of the window."""
    z = on_grid(f)
    return contours(AXIS, AXIS, z, np.linspace(z.min(), z.max(), count + 2)[1:-1])


def plane(*content: object, title: str) -> marks.Plane:
    """The window with these marks in it."""
    return marks.Plane((-REACH, REACH), (-REACH, REACH), content, title)  # type: ignore[arg-type]
