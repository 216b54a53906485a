"""What the tests of the scenes share: every scene by name, and a walk over all the numbers a picture holds."""

from dataclasses import fields, is_dataclass, replace
from itertools import product

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.scenes.controls import Choice, Point, control_of
from amteach.scenes.scene import Scene, names, scene


@pytest.fixture(params=names())
def any_scene(request) -> Scene:
    """Each scene in turn."""
    return scene(request.param)


@pytest.fixture
def extremes():
    """A function that gives the ends of every control of a scene, all choices, and the middle of the rest."""
    return _extremes


def _ends(f) -> list:
    control = control_of(f)
    if isinstance(control, Choice):
        return list(control.options)
    if isinstance(control, Point):
        return [(control.low, control.low), (control.high, control.low), (0.0, 0.0)]
    kind = type(f.default)
    return [kind(control.low), kind(control.high)]


def _extremes(what: Scene) -> list:
    """Each control at each of its ends, for a few steps; and rate, penalty and steps at theirs, in all combinations."""
    ends = {f.name: _ends(f) for f in fields(what.Controls)}
    few = {"steps": 4} if "steps" in ends else {}
    cases = [{**few, name: end} for name in ends for end in ends[name]]
    together = [name for name in ("rate", "penalty", "steps") if name in ends]
    cases += [dict(zip(together, values, strict=True)) for values in product(*(ends[name] for name in together))]
    return [what.Controls(**case) for case in cases]


@pytest.fixture
def numbers_in():
    """A function that lists every array and number of a picture, each with the way to it."""
    return _numbers_in


def _numbers_in(node, way="picture"):
    if isinstance(node, marks.Path | marks.Surface):
        name = "xy" if isinstance(node, marks.Path) else "path"
        path = getattr(node, name)
        node = replace(node, **{name: path[~np.isnan(path).all(axis=-1)]})  # points far outside are left out on purpose
    if is_dataclass(node):
        for f in fields(node):
            yield from _numbers_in(getattr(node, f.name), f"{way}.{f.name}")
    elif isinstance(node, list | tuple):
        for i, child in enumerate(node):
            yield from _numbers_in(child, f"{way}[{i}]")
    elif isinstance(node, np.ndarray | np.generic | float | int):
        yield way, np.asarray(node)
