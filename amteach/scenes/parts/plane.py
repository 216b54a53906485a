"""What several scenes share: a window on the plane, a function seen on it, and a walk with other starts beside it."""

from __future__ import annotations

import numpy as np

from ...functions.function import Function
from ...pictures import marks
from ...pictures.curves import contours
from ...walks.inits import uniform
from ...walks.trace import Trace, growing
from ...walks.walk import Step, walk

Mark = marks.Field | marks.Lines | marks.Path | marks.Points | marks.Arrows | marks.Handle
REACH = 5.0  # the window is −REACH … REACH in both directions
AXIS = np.linspace(-REACH, REACH, 51)
GRID = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)


def on_grid(f: Function) -> np.ndarray:
    """f on the window, (51, 51): rows are x₂ and columns x₁."""
    return f(GRID).reshape(len(AXIS), len(AXIS))


def walk_from(f: Function, start: tuple[float, float], others: int, seed: int, step: Step, steps: int) -> Trace:
    """The walk from this start, in row 0, and from `others` random starts in the window."""
    more = uniform((others, 2), -REACH, REACH, seed).astype(float)
    *_, trace = growing(walk(f, np.concatenate([[start], more]), step, seed), steps, chunk=steps + 1)
    return trace


def near(xy: np.ndarray) -> np.ndarray:
    """Trajectories, (time, batch, 2), with NaN for points more than a million away, which no screen can show."""
    return np.where(np.abs(xy).max(axis=-1, keepdims=True) > 1e6, np.nan, xy)


def trajectories(xy: np.ndarray) -> list[marks.Path]:
    """Trajectories, (time, batch, 2): that of the dragged start, in row 0, and the others thin and grey below it."""
    others = [marks.Path(xy[:, 1:], color="grey", width=1.0)] if xy.shape[1] > 1 else []
    return [*others, marks.Path(xy[:, :1], label="the ascent")]


def level_curves(f: Function, count: int = 9) -> list[np.ndarray]:
    """Level curves of f at evenly spaced heights of the window."""
    z = on_grid(f)
    return contours(AXIS, AXIS, z, np.linspace(z.min(), z.max(), count + 2)[1:-1])


def plane(*content: Mark, title: str) -> marks.Plane:
    """The window with these marks in it."""
    return marks.Plane((-REACH, REACH), (-REACH, REACH), content, title)
