"""A scene is added by adding one file; and what a type checker says of one whose pieces do not fit."""

# pyright: reportUnnecessaryTypeIgnoreComment=true

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

import amteach.scenes
from amteach.pictures.marks import Picture
from amteach.scenes.scene import Scene, names, scene

PARABOLA = '''
"""A parabola and its top.

y = −(x − m)²
"""

from dataclasses import dataclass

import numpy as np

from ..pictures import marks
from ..pictures.marks import Picture, Readout
from .controls import slider
from .scene import Scene

X = np.linspace(-3, 3, 61)


@dataclass(frozen=True)
class Controls:
    """middle: m."""

    middle: float = slider(0.5, -2, 2, 0.1, "middle m")


@dataclass(frozen=True)
class Numbers:
    """m, and y on the axis X."""

    middle: float
    y: np.ndarray


def compute(c: Controls) -> Numbers:
    """The parabola."""
    return Numbers(c.middle, -((X - c.middle) ** 2))


def draw(n: Numbers) -> Picture:
    """The curve, and a point at its top."""
    curve = marks.Lines([np.stack([X, n.y], axis=1)], "y")
    top = marks.Points(np.array([[n.middle, 0.0]]), "the top", "red")
    panel = marks.Plane((-3, 3), (-9, 1), [curve, top], "y = −(x − m)²", "x", "y", equal=False)
    readouts = [Readout("m", np.array([n.middle]))]
    return Picture([panel], np.array([0]), readouts, f"The parabola has its top at x = {n.middle:g}.")


SCENE = Scene(Controls, compute, draw)
'''.lstrip()


@pytest.fixture
def more_files(monkeypatch, tmp_path):
    """A folder whose files count as files of scenes/ during this test."""
    monkeypatch.setattr(amteach.scenes, "__path__", [*amteach.scenes.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    yield tmp_path
    for name in (path.stem for path in tmp_path.glob("*.py")):
        if sys.modules.pop(f"amteach.scenes.{name}", None):
            delattr(amteach.scenes, name)


def test_a_file_with_a_scene_is_a_scene_and_one_without_is_none(more_files):
    before = names()
    (more_files / "parabola.py").write_text(PARABOLA, "utf-8")
    (more_files / "shared_by_two.py").write_text('"""What two scenes share."""\n', "utf-8")
    assert set(names()) == {*before, "parabola"}
    what = scene("parabola")
    assert (what.name, what.title, what.widget) == ("parabola", "A parabola and its top", "stage")
    assert what.picture(what.Controls(middle=1.0)).summary == "The parabola has its top at x = 1."
    with pytest.raises(ValueError, match=r"shared_by_two.py declares no scene: end it with SCENE = Scene\("):
        scene("shared_by_two")
    with pytest.raises(ValueError, match="there is no scene 'parts'"):
        scene("parts")


@dataclass(frozen=True)
class Mine:
    """Controls."""


@dataclass(frozen=True)
class Another:
    """Controls of another scene."""


def once(c: Mine) -> float:
    return 1.0


def often(c: Mine) -> Iterator[float]:
    yield 1.0


def draw(n: float) -> Picture:
    return Picture([], np.array([0]), [], f"{n:g}")


def draw_words(n: str) -> Picture:
    return Picture([], np.array([0]), [], n)


def test_a_type_checker_sees_that_the_pieces_fit():
    """`make types` fails where one of these lines is no error: pyright then calls its comment unnecessary."""
    Scene(Mine, once, draw)
    Scene(Mine, often, draw)
    Scene(Mine, once, draw_words)  # pyright: ignore[reportArgumentType]  # it gives a number, not words
    Scene(Mine, often, draw_words)  # pyright: ignore[reportArgumentType]
    Scene(Another, once, draw)  # pyright: ignore[reportArgumentType]  # compute takes other controls
    Scene(Another, often, draw)  # pyright: ignore[reportArgumentType]
    Scene(Mine, once, draw, widget="stag")  # pyright: ignore[reportArgumentType]
    assert Scene(Mine, often, draw).picture(Mine()).summary == "1"
