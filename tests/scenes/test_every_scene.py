"""The rules for every scene, as scenes/scene.py states them."""

import copy
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, asdict, fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from amteach.pictures import marks, still
from amteach.scenes.controls import control_of, make
from amteach.scenes.scene import scene


def same(a, b) -> bool:
    """The same values all the way down, NaN being the same as NaN."""
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    if is_dataclass(a):
        return type(a) is type(b) and all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def test_controls_are_frozen(any_scene):
    controls = any_scene.Controls()
    with pytest.raises(FrozenInstanceError):
        setattr(controls, fields(controls)[0].name, None)


def test_defaults_are_values_that_the_controls_accept(any_scene):
    controls = any_scene.Controls()
    assert make(any_scene.Controls, asdict(controls)) == controls


def test_every_control_has_a_name_of_its_own(any_scene):
    labels = [control_of(f).label for f in fields(any_scene.Controls)]
    assert len(set(labels)) == len(labels), labels
    assert all(labels)


def test_its_functions_say_what_they_take_and_give(any_scene):
    """Without these a type checker has nothing to compare."""
    compute, draw = get_type_hints(any_scene.compute), get_type_hints(any_scene.draw)
    given = compute.pop("return")
    (numbers,) = get_args(given) if get_origin(given) is Iterator else (given,)
    assert list(compute.values()) == [any_scene.Controls], "def compute(c: Controls) -> Numbers"
    assert list(draw.values()) == [numbers, marks.Picture], "def draw(n: Numbers) -> Picture"


@pytest.mark.filterwarnings("error")
def test_the_default_picture(any_scene, default_picture):
    assert default_picture.panels
    assert len(default_picture.summary) > 20, "a screen reader has nothing to say"
    assert len(default_picture.readouts) >= 1
    assert any_scene.title


@pytest.mark.filterwarnings("error")
def test_compute_is_pure(any_scene, default_picture):
    controls = any_scene.Controls()
    before = copy.deepcopy(controls)
    assert same(any_scene.picture(controls), default_picture)
    assert controls == before


@pytest.mark.filterwarnings("error")
def test_nothing_breaks_at_the_ends_of_the_controls(any_scene, extremes, numbers_in):
    """No exception, no warning of NumPy's, nothing drawn that is not finite but for the deliberate cut-offs."""
    for controls in extremes(any_scene):
        picture = any_scene.picture(controls)
        for way, numbers in numbers_in(picture):
            assert np.isfinite(numbers).all(), f"{controls}: {way} is not finite"


@pytest.mark.filterwarnings("error")
def test_every_number_has_the_time_axis_of_its_picture(default_picture):
    """An array that changes along the walk has an entry for each entry of t; any other has a single one."""
    changing = [r.values for r in default_picture.readouts]
    for panel in default_picture.panels:
        if isinstance(panel, marks.Plane):
            changing += [m.xy for m in panel.marks if isinstance(m, marks.Path)]
        if isinstance(panel, marks.Images):
            changing += [panel.pixels, *(c for c in panel.captions if not isinstance(c, str))]
        if isinstance(panel, marks.Bars):
            changing += [panel.values]
    assert {len(array) for array in changing} <= {1, len(default_picture.t)}


def test_a_long_scene_yields_pictures_that_grow():
    what = scene("first_look")
    lengths = [len(n.t) for n in what.numbers(what.Controls(steps=9))]
    assert len(lengths) > 2
    assert lengths == sorted(set(lengths))
    assert lengths[-1] == 10


@pytest.mark.filterwarnings("error")
def test_the_still_picture_is_a_picture(default_picture):
    """At the start it can be drawn, and at the end it has drawn pixels: a panel is not of one colour."""
    assert still.png(default_picture, 0).startswith(b"\x89PNG")
    figure = still.figure(default_picture)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[::-1]  # the lowest row first, as extents are given
    inside = [np.array(ax.get_window_extent().padded(-3).extents, int) for ax in figure.axes]
    drawn = [(pixels[y0:y1, x0:x1] != pixels[y0, x0]).any() for x0, y0, x1, y1 in inside]
    assert any(drawn), "every panel is blank"


def test_an_unknown_scene_says_which_there_are():
    with pytest.raises(
        ValueError, match=r"no scene 'two_maximum'. Did you mean 'two_maxima'\? The scenes are .*border"
    ):
        scene("two_maximum")
