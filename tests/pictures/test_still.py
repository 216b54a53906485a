"""The still picture draws the numbers it is given, at the step it is asked for."""

from typing import Any

import numpy as np
import pytest

from amteach.pictures import marks, still
from amteach.pictures.gallery import gallery

WALK = np.stack([np.arange(5.0), np.arange(5.0) ** 2], axis=1)[:, None]


def drawn(picture: marks.Picture, t: int = -1, heading: str = "") -> Any:
    """The picture as a matplotlib Figure."""
    return still.figure(picture, t, heading)


def picture(*panels, **words) -> marks.Picture:
    """A picture of these panels at steps 0 to 4."""
    return marks.Picture(panels, np.arange(5), **words)


@pytest.mark.parametrize(("t", "stands"), [(0, [0, 0]), (2, [2, 4]), (-1, [4, 16]), (99, [4, 16])])
def test_the_star_stands_where_the_walk_stands(t, stands):
    figure = drawn(picture(marks.Plane((0, 5), (0, 20), [marks.Path(WALK)])), t)
    lines = figure.axes[0].get_lines()
    [star] = [line for line in lines if line.get_marker() == "*"]
    assert np.allclose(star.get_xydata(), [stands])


def test_axes_titles_and_labels():
    plane = marks.Plane((0, 5), (-1, 1), [marks.Lines([WALK[:, 0]], "a curve")], "above", "across", "up", equal=False)
    [axes] = drawn(picture(plane)).axes
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 5), (-1, 1))
    assert (axes.get_title(), axes.get_xlabel(), axes.get_ylabel()) == ("above", "across", "up")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a curve"]


def test_images_are_shown_on_one_scale_with_their_captions():
    x = np.arange(2 * 3 * 4.0).reshape(2, 3, 2, 2)
    panel = marks.Images(x, 0.0, 23.0, [["a", "b"], "always", ["c", "d"]], columns=2, rows=["up", "down"])
    figure = drawn(picture(panel), t=1)
    shown = [axes for axes in figure.subfigs[0].axes if axes.images]
    assert [axes.get_xlabel() for axes in shown] == ["b", "always", "d"]
    assert [axes.get_ylabel() for axes in shown] == ["up", "", "down"]
    for axes, wanted in zip(shown, x[1], strict=True):
        assert np.array_equal(axes.images[0].get_array(), wanted)
        assert axes.images[0].get_clim() == (0, 23)


def test_bars_have_their_values():
    figure = drawn(picture(marks.Bars(np.array([[0.1, 0.9], [0.7, 0.3]]), ["no", "yes"], 1)), t=1)
    assert [bar.get_width() for bar in figure.axes[0].patches] == [0.7, 0.3]
    assert [text.get_text() for text in figure.axes[0].texts] == ["0.7000", "0.3000"]


def test_numbers_and_notes_are_printed():
    readouts = [marks.Readout("x", np.array([[1.0, -2.0]])), marks.Readout("f", np.arange(5.0) / 3)]
    empty = marks.Plane((0, 1), (0, 1), [])
    figure = drawn(picture(empty, readouts=readouts, note="no maximum"), t=1, heading="all about it")
    assert figure.get_suptitle() == "all about it"
    below = figure.get_supxlabel().replace("\N{NO-BREAK SPACE}", " ")
    assert "x = (1, −2)    f = 0.3333" in below
    assert "⚠ no maximum" in below


def test_pages_stay_narrow():
    """Eight panels are not eight times as wide as one."""
    many = picture(*[marks.Plane((0, 1), (0, 1), [])] * 8)
    assert drawn(many).get_figwidth() <= 10.6


def test_a_gallery_describes_itself():
    pictures = gallery(np.zeros((3, 1, 28, 28)), captions=["zero", 1, 2.5])
    assert repr(pictures) == "3 pictures of 28 × 28, values 0 to 0: zero, 1, 2.5"
    assert 'alt="3 pictures of 28 × 28, values 0 to 0: zero, 1, 2.5"' in pictures._repr_html_()
    with pytest.raises(ValueError, match=r"\(28, 28\)"):
        gallery(np.zeros((28, 28)))
