"""What `two_maxima` and `landscape_3d` draw: maxima, ridge and circle where the algebra has them."""

from typing import Any

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.scenes import landscape_3d
from amteach.scenes.two_maxima import Controls, compute, draw


def labelled(panel: Any, label: str) -> Any:
    """The one mark of this label."""
    [mark] = [m for m in panel.marks if getattr(m, "label", "") == label]
    return mark


@pytest.mark.parametrize("penalty", [0.15, 0.25, 1.0])
def test_the_circle_touches_the_level_curve_at_the_maxima(penalty):
    panel = draw(compute(Controls(penalty=penalty))).panels[0]
    r = 1 / (2 * penalty)
    points = labelled(panel, "they touch: the maxima").xy
    assert np.allclose(points, [[r, 0], [0, r]])
    [ring] = labelled(panel, "circle ‖x‖ = r").lines
    [corner] = labelled(panel, "level curve f = r").lines
    assert np.allclose(np.hypot(*ring.T), r)
    assert np.allclose(corner.max(axis=1), r), "f = max(x₁, x₂) is r all along it"
    for point in points:
        assert np.isclose(np.linalg.norm(point), r)
        assert np.isclose(point.max(), r)


@pytest.mark.parametrize("penalty", [0.1, 0.3, 1.2])
def test_the_walks_from_both_sides_end_in_both_maxima(penalty):
    r = 1 / (2 * penalty)
    for start, end in (((1.0, 0.9), [r, 0]), ((-3.0, -2.9), [0, r])):
        trace = compute(Controls(penalty=penalty, rate=0.5 / penalty, steps=60, start=start)).trace
        assert np.allclose(trace.x[-1, 0], end)


def test_each_walk_is_drawn_once_in_the_colour_of_its_end():
    c = Controls(others=40, seed=3)
    n = compute(c)
    panel: Any = draw(n).panels[0]
    paths = [m for m in panel.marks if isinstance(m, marks.Path)]
    assert sum(p.xy.shape[1] for p in paths) == 41
    for path in paths:
        sides = np.sign(path.xy[-1, :, 0] - path.xy[-1, :, 1])
        assert (sides == {"ends with x₁ > x₂": 1, "ends with x₁ < x₂": -1}[path.label]).all()
    ends = np.sign(n.trace.x[-1, :, 0] - n.trace.x[-1, :, 1])
    assert draw(n).summary.startswith(f"{(ends > 0).sum()} of 41 walks end with x₁ > x₂, {(ends < 0).sum()} with")


def test_the_readouts_are_the_formulas_along_the_walk():
    c = Controls(penalty=0.3, rate=0.7, start=(2.0, 4.0), steps=9)
    said = {r.label: r.values for r in draw(compute(c)).readouts}
    x = [np.array(c.start)]
    for _ in range(c.steps):
        x.append(x[-1] + c.rate * (np.eye(2)[x[-1].argmax()] - 2 * c.penalty * x[-1]))
    x = np.stack(x)
    assert np.allclose(said["x"], x)
    assert np.allclose(said["f"], x.max(axis=1))
    assert np.allclose(said["L"], x.max(axis=1) - c.penalty * (x**2).sum(axis=1))
    assert np.allclose(said["‖x‖"], np.linalg.norm(x, axis=1))
    assert np.allclose(said["1/(2λ)"], 1 / 0.6)


def test_under_the_constraint_the_walk_stays_in_the_ball_and_finds_its_corner():
    c = Controls(prior="constraint", radius=2.0, rate=0.5, steps=100, start=(0.3, -0.2))
    n = compute(c)
    assert (np.linalg.norm(n.trace.x[1:], axis=-1) <= 2 + 1e-12).all()
    assert np.allclose(n.trace.x[-1, 0], [2, 0], atol=1e-3)
    panel = draw(n).panels[1]
    [curve] = labelled(panel, "f on the circle").lines
    assert np.allclose(curve[:, 1], 2 * np.maximum(np.cos(np.deg2rad(curve[:, 0])), np.sin(np.deg2rad(curve[:, 0]))))
    maxima = labelled(panel, "the maxima").xy
    assert np.allclose(maxima[:, 1], curve[:, 1].max())


def test_on_the_tie_line_the_convention_decides():
    first = compute(Controls(start=(1.0, 1.0), ties="first", steps=200)).trace.x[-1, 0]
    even = compute(Controls(start=(1.0, 1.0), ties="even", steps=200)).trace.x[-1, 0]
    assert np.allclose(first, [2.5, 0], atol=1e-6)
    assert np.allclose(even, [1.25, 1.25]), "the best point of the tie line, 1/(4λ) twice"
    assert "leaves the tie" in draw(compute(Controls(start=(1.0, 1.0), ties="first"))).note
    picture = draw(compute(Controls(start=(1.0, 1.0), ties="even", others=0)))
    assert "stays on the tie" in picture.note
    assert labelled(picture.panels[0], "ends on the tie line").xy.shape[1] == 1


def test_the_ridge_is_a_maximum_only_along_the_line():
    panel = draw(compute(Controls(penalty=0.2))).panels[1]
    [along] = labelled(panel, "along the tie line").lines
    [across] = labelled(panel, "across it").lines
    top = labelled(panel, "best of the tie line").xy[0]
    assert np.allclose(top, [0, 1 / (8 * 0.2)])
    assert np.isclose(along[:, 1].max(), top[1])
    assert np.isclose(across[:, 1].max(), 1 / (4 * 0.2), atol=1e-3), "across it the two maxima, 1/(4λ) high"


@pytest.mark.parametrize(
    ("c", "said"),
    [
        (Controls(penalty=0.0), "λ = 0: L = max(x₁, x₂) has no maximum"),
        (Controls(penalty=1.0, rate=1.5), "η = 1.5 is above 1/λ = 1: the walk diverges."),
        (Controls(penalty=0.05), "The maxima lie at a distance of 1/(2λ) = 10, outside of the window."),
        (Controls(prior="constraint", penalty=0.0, rate=2.0), ""),
    ],
)
def test_what_the_reader_must_be_told(c, said):
    note = draw(compute(c)).note
    assert note.startswith(said)
    assert bool(note) == bool(said)


def test_a_walk_that_leaves_the_numbers_says_at_which_step():
    """At λ = η = 2 the distance grows 7-fold a step: its square is over 1e308 after about 180 of them."""
    picture = draw(compute(Controls(penalty=2.0, rate=2.0, steps=200)))
    assert "It stopped at step 18" in picture.note
    assert len(picture.t) < 190


@pytest.mark.parametrize("model", ["linear", "max(x₁, x₂)"])
def test_the_landscape_carries_its_walks(model):
    """Each point of a path has the height of the surface below it, and the map beside it has the same walk."""
    c = landscape_3d.Controls(model=model, penalty=0.25, others=3)
    n = landscape_3d.compute(c)
    surface, flat = landscape_3d.draw(n).panels
    assert isinstance(surface, marks.Surface)
    inside = ~np.isnan(surface.path[..., 0])
    assert np.allclose(surface.path[inside][:, 2], n.f(surface.path[inside][:, :2]))
    mine = labelled(flat, "the ascent")
    assert np.allclose(mine.xy[:, 0][inside[:, 0]], surface.path[inside[:, 0], 0, :2])
    assert np.allclose(surface.z[40, 7], n.f(np.array([[surface.x[7], surface.y[40]]])))
