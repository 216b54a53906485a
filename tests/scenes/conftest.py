"""What the tests of the scenes share: every scene by name, and a walk over all the numbers a picture holds."""

from dataclasses import Field, fields, is_dataclass, replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.pictures.marks import Picture
from amteach.scenes.controls import Choice, Point, control_of
from amteach.scenes.scene import Scene, names, scene


@pytest.fixture(params=names())
def any_scene(request) -> Scene:
    """Each scene in turn."""
    return scene(request.param)


@cache
def _default_picture(name: str) -> Picture:
    what = scene(name)
    return what.picture(what.Controls())


@pytest.fixture
def default_picture(any_scene) -> Picture:
    """The scene's picture with the default values of its controls, computed once."""
    return _default_picture(any_scene.name)


@pytest.fixture
def extremes():
    """A function that gives the ends of every control of a scene, all choices, and the middle of the rest."""
    return _extremes


def _ends(f: Field[Any]) -> list:
    control = control_of(f)
    if isinstance(control, Choice):
        return list(control.options)
    if isinstance(control, Point):
        return [(control.low, control.low), (control.high, control.low), (0.0, 0.0)]
    kind = type(f.default)
    return [kind(control.low), kind(control.high)]


def _extremes(what: Scene) -> list:
    """Controls at their ends: rate and penalty in all combinations for most steps, each other one for a few steps."""
    ends = {f.name: _ends(f) for f in fields(what.Controls)}
    steps = ends.pop("steps", [])
    few, most = ({"steps": 4}, {"steps": steps[1]}) if steps else ({}, {})
    together = [name for name in ("rate", "penalty") if name in ends]
    cases = [most | dict(zip(together, pair, strict=True)) for pair in product(*(ends[name] for name in together))]
    cases += [{"steps": steps[0]}] if steps else []
    cases += [few | {name: end} for name in ends if name not in together for end in ends[name]]
    return [what.Controls(**case) for case in cases]


@pytest.fixture
def numbers_in():
    """A function that lists every array and number of a picture, each with the way to it."""
    return _numbers_in


def _numbers_in(node: Any, way: str = "picture"):
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
