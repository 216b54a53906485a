"""The numbers that `linear_model` draws are those of the closed forms, computed here a second time."""

from math import nan
from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.pictures import marks
from amteach.scenes.linear_model import B, Controls, compute, draw

VALUES = [
    Controls(),
    Controls(penalty=0.2, rate=0.9, w1=-1.5, w2=0.3, start=(-4.0, 4.5), steps=7),
    Controls(penalty=0.0, rate=0.4),
    Controls(penalty=1.0, rate=1.0, others=3),
]


def readouts(picture) -> dict[str, np.ndarray]:
    """The numbers printed in a picture, by their labels."""
    return {r.label: r.values for r in picture.readouts}


def only(panel: Any, kind: type, label: str = "") -> Any:
    """The one mark of this kind and label in a panel."""
    [mark] = [m for m in panel.marks if isinstance(m, kind) and getattr(m, "label", "") == label]
    return mark


def by_hand(c: Controls) -> np.ndarray:
    """x ← x + η (w − 2λx), written out."""
    x = [np.array(c.start)]
    for _ in range(c.steps):
        x.append(x[-1] + c.rate * (np.array([c.w1, c.w2]) - 2 * c.penalty * x[-1]))
    return np.stack(x)


@pytest.mark.parametrize("c", VALUES)
def test_the_readouts_are_the_formulas_along_the_walk(c):
    x, said = by_hand(c), readouts(draw(compute(c)))
    f, omega = x @ [c.w1, c.w2] + B, -c.penalty * (x**2).sum(axis=1)
    assert np.allclose(said["x"], x)
    assert np.allclose(said["f"], f)
    assert np.allclose(said["Ω"], omega)
    assert np.allclose(said["L"], f + omega)
    assert np.allclose(said["‖x‖"], np.linalg.norm(x, axis=1))


@pytest.mark.parametrize("c", VALUES)
def test_the_path_from_above_is_the_walk(c):
    path = only(draw(compute(c)).panels[1], marks.Path, "the ascent")
    assert np.allclose(path.xy[:, 0], by_hand(c))


@pytest.mark.parametrize("c", VALUES)
def test_the_first_coordinate_alone_is_an_ascent_in_one_dimension(c):
    """L splits into a sum over coordinates, so x₁ climbs w₁x₁ + b − λx₁² as if there were no x₂."""
    f = am.linear([c.w1], B) - c.penalty * am.l2
    alone = am.record(am.walk(f, [[c.start[0]]], am.ascent(c.rate)), c.steps)
    drawn = only(draw(compute(c)).panels[0], marks.Path, "the ascent").xy[:, 0]
    assert np.allclose(drawn[:, 0], alone.x[:, 0, 0])
    assert np.allclose(drawn[:, 1], alone.value[:, 0])


@pytest.mark.parametrize("c", VALUES)
def test_the_curves_add_up(c):
    panel = draw(compute(c)).panels[0]
    f, omega, both = (only(panel, marks.Lines, label).lines[0] for label in ("f = w₁x₁ + b", "Ω = −λx₁²", "L = f + Ω"))
    assert np.allclose(f[:, 1] + omega[:, 1], both[:, 1])
    assert np.allclose(both[:, 1], c.w1 * both[:, 0] + B - c.penalty * both[:, 0] ** 2)


def test_the_optimum_is_marked_where_the_gradient_vanishes():
    c = Controls(penalty=0.4, w1=-1.2, w2=0.8)
    picture = draw(compute(c))
    cross = only(picture.panels[1], marks.Points, "x* = w/(2λ)").xy[0]
    assert np.allclose(np.array([c.w1, c.w2]) - 2 * c.penalty * cross, 0)
    f = am.linear([c.w1, c.w2], B) - c.penalty * am.l2
    assert np.allclose(readouts(picture)["x* = w/2λ"][0], cross)
    assert np.allclose(readouts(picture)["L*"], f(cross[None]))


def test_the_field_is_the_objective_on_the_window():
    c = Controls(penalty=0.3)
    z = only(draw(compute(c)).panels[1], marks.Field).z
    side = len(z) - 1
    for row, column in ((0, 0), (side, 0), (17, 41)):
        x = np.array([-5 + 10 * column / side, -5 + 10 * row / side])
        assert np.isclose(z[row, column], x @ [c.w1, c.w2] + B - c.penalty * x @ x)


@pytest.mark.parametrize(
    ("c", "said"),
    [
        (Controls(penalty=0.0), "λ = 0: L = w·x + b has no maximum"),
        (
            Controls(penalty=0.5, rate=2.5),
            "η = 2.5 is above 1/λ = 2: each step overshoots x*, and its distance grows 1.5-f",
        ),
        (Controls(penalty=0.5, rate=2.0), "η = 1/λ = 2: each step jumps across x*"),
        (Controls(penalty=0.1, w2=2.0), "The maximum (5, 10) lies outside of the window."),
        (Controls(), ""),
    ],
)
def test_what_the_reader_must_be_told(c, said):
    note = draw(compute(c)).note
    assert note.startswith(said)
    assert bool(note) == bool(said)


def test_a_walk_that_leaves_the_numbers_says_at_which_step():
    """At λ = 2, η = 3 the distance grows 11-fold a step: x² is over 1e308 after about 150 of them."""
    picture = draw(compute(Controls(penalty=2.0, rate=3.0, steps=200)))
    assert "It stopped at step 14" in picture.note or "It stopped at step 15" in picture.note
    assert len(picture.t) < 160
    drawn = only(picture.panels[1], marks.Path, "the ascent").xy
    assert np.nanmax(np.abs(drawn)) <= 1e6
    assert drawn[0, 0].tolist() == [3.0, -2.0]
    assert np.array_equal(drawn[-1, 0], [nan, nan], equal_nan=True)


def test_other_starts_are_random_but_the_same_for_a_seed():
    starts = [compute(Controls(others=5, seed=seed, steps=0)).trace.x[0] for seed in (1, 1, 2)]
    assert np.array_equal(starts[0], starts[1])
    assert not np.array_equal(starts[0][1:], starts[2][1:])
    assert all(s[0].tolist() == [3.0, -2.0] for s in starts)
