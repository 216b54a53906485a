"""What holds for every scene: it computes and draws whatever its controls say, and it changes nothing."""

import copy
from dataclasses import FrozenInstanceError, asdict, fields, is_dataclass

import numpy as np
import pytest

from amteach.pictures import marks, still
from amteach.scenes.controls import control_of, make
from amteach.scenes.scene import names, scene


def same(a, b) -> bool:
    """The same values all the way down, NaN being the same as NaN."""
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    if is_dataclass(a):
        return type(a) is type(b) and all(same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def test_the_scenes_of_the_first_lectures_are_there():
    wanted = {"first_look", "linear_model", "two_maxima", "landscape_3d", "mnist_ascent", "init_grid", "border"}
    assert wanted <= set(names())


def test_controls_are_frozen(any_scene):
    controls = any_scene.Controls()
    with pytest.raises(FrozenInstanceError):
        setattr(controls, fields(controls)[0].name, None)


def test_defaults_are_values_that_the_controls_accept(any_scene):
    controls = any_scene.Controls()
    assert make(any_scene.Controls, asdict(controls)) == controls


def test_every_control_has_a_name_of_its_own(any_scene):
    labels = [control_of(f).label for f in fields(any_scene.Controls)]
    assert len(set(labels)) == len(labels)
    assert all(labels)


@pytest.mark.filterwarnings("error")
def test_the_default_picture(any_scene):
    picture = any_scene.picture(any_scene.Controls())
    assert picture.panels
    assert len(picture.summary) > 20, "a screen reader has nothing to say"
    assert len(picture.readouts) >= 1
    assert any_scene.title


@pytest.mark.filterwarnings("error")
def test_compute_is_pure(any_scene):
    controls = any_scene.Controls()
    before = copy.deepcopy(controls)
    first, again = any_scene.picture(controls), any_scene.picture(controls)
    assert controls == before
    assert same(first, again)


@pytest.mark.filterwarnings("error")
def test_nothing_breaks_at_the_ends_of_the_controls(any_scene, extremes, numbers_in):
    """No exception, no warning of NumPy's, nothing drawn that is not finite but for the deliberate cut-offs."""
    for controls in extremes(any_scene):
        picture = any_scene.picture(controls)
        for way, numbers in numbers_in(picture):
            assert np.isfinite(numbers).all(), f"{controls}: {way} is not finite"


@pytest.mark.filterwarnings("error")
def test_every_number_has_the_time_axis_of_its_picture(any_scene):
    """An array that changes along the walk has an entry for each step; one that does not has a single one."""
    picture = any_scene.picture(any_scene.Controls())
    changing = [r.values for r in picture.readouts]
    for panel in picture.panels:
        if isinstance(panel, marks.Plane):
            changing += [m.xy for m in panel.marks if isinstance(m, marks.Path)]
        if isinstance(panel, marks.Images):
            changing += [panel.pixels, *(c for c in panel.captions if not isinstance(c, str))]
        if isinstance(panel, marks.Bars):
            changing += [panel.values]
    assert {len(array) for array in changing} <= {1, len(picture.t)}


def test_a_long_scene_yields_pictures_that_grow():
    what = scene("first_look")
    lengths = [len(n.t) for n in what.numbers(what.Controls(steps=9))]
    assert len(lengths) > 2
    assert lengths == sorted(set(lengths))
    assert lengths[-1] == 10


@pytest.mark.filterwarnings("error")
def test_the_still_picture_is_a_picture(any_scene):
    picture = any_scene.picture(any_scene.Controls())
    for t in (0, -1):
        data = still.png(picture, t)
        assert data.startswith(b"\x89PNG")
        assert len(data) > 10_000


def test_an_unknown_scene_says_which_there_are():
    with pytest.raises(
        ValueError, match=r"no scene 'two_maximum'. Did you mean 'two_maxima'\? The scenes are .*border"
    ):
        scene("two_maximum")
