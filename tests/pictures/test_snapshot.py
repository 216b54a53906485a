"""A still shows the shades of the numbers, says its scale and its recipe; and what makes no picture is refused."""

import base64
import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.pictures.movie import movie
from amteach.pictures.sheet import zoom
from amteach.pictures.snapshot import snapshot

Image = pytest.importorskip("PIL.Image")
X = np.random.default_rng(0).normal(size=(3, 1, 6, 7))
RECIPE = "w·x − 0.5 ‖x‖² by ascent(0.1), seed 0, steps 0 to 20 <best & last>"


def shades(x):
    return np.rint(255 * (x - x.min()) / (x.max() - x.min()))


def embedded(path):
    """The pictures that an SVG holds, before the browser enlarges them."""
    data = re.search(r"base64,([^\"]+)", path.read_text("utf-8"))
    assert data
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data[1]))))


def test_png_and_svg_show_the_shades_of_the_numbers(kind, tmp_path):
    png = np.asarray(Image.open(snapshot(kind(X), tmp_path / "x.png", RECIPE)))
    svg = embedded(snapshot(kind(X), tmp_path / "x.svg", RECIPE))
    z = zoom(svg.shape[1])
    assert np.array_equal(png[: 6 * z : z, ::z], svg)
    for i in range(3):
        assert np.array_equal(svg[:, 8 * i : 8 * i + 7], shades(X)[i, 0])
    assert np.all(svg[:, 7::8] == 255)


def test_colours_are_exact(tmp_path):
    x = np.random.default_rng(1).random((2, 3, 6, 5))
    svg = embedded(snapshot(x, tmp_path / "x.svg"))
    assert np.array_equal(svg[:, 6:], shades(x)[1].transpose(1, 2, 0))


def test_pictures_stand_in_rows(tmp_path):
    svg = embedded(snapshot(X, tmp_path / "x.svg", columns=2))
    assert svg.shape == (13, 15)
    assert np.array_equal(svg[7:, :7], shades(X)[2, 0])
    assert np.all(svg[:, 8:][7:] == 255)  # the place of a fourth


def test_the_recipe_and_the_scale_are_there_to_be_read(tmp_path):
    svg = ElementTree.fromstring(snapshot(X, tmp_path / "x.svg", RECIPE).read_bytes())
    words = " ".join(text.text or "" for text in svg.iter("{http://www.w3.org/2000/svg}text"))
    assert words.startswith(RECIPE)
    assert re.search(r"black −\d.*, white \d", words)
    assert [title.text for title in svg.iter("{http://www.w3.org/2000/svg}title")] == [RECIPE]
    with Image.open(snapshot(X, tmp_path / "x.png", RECIPE)) as png:
        assert png.info["Description"] == RECIPE


def test_the_best_picture_of_a_trace_is_the_one_that_is_shown_and_the_one_that_was_scored(kind, tmp_path):
    """Not the last, and not the one a step later."""
    f = am.linear(X[0]) - 0.5 * am.l2
    trace = am.record(am.walk(f, kind(X), am.ascent(2.05)), steps=15)  # it swings ever further out
    shown = embedded(snapshot(trace.best.x, tmp_path / "best.svg", trace.caption))
    assert np.array_equal(shown[:, :7], shades(to_numpy(trace.best.x))[0, 0])
    assert np.array_equal(to_numpy(f(trace.best.x)), to_numpy(trace.best.value))
    assert to_numpy(trace.best.t).max() < 15


def test_a_constant_picture_has_a_shade(tmp_path):
    assert not embedded(snapshot(np.full((1, 4, 4), 2.5), tmp_path / "x.svg")).any()


def test_what_was_there_before_stays_where_the_new_one_fails(tmp_path, monkeypatch):
    path = snapshot(X, tmp_path / "x.png")
    before = path.read_bytes()
    monkeypatch.setattr("amteach.store.files.os.replace", lambda *paths: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        snapshot(2 * X, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


FILM = np.zeros((4, 2, 1, 5, 5))
NAN = FILM.copy()
NAN[1, 0, 0, 2, 2] = np.nan
REFUSED = {
    "another ending": (lambda: movie(FILM, "walk.avi"), r"movie\('walk.avi'\): the name must end in .gif or .mp4"),
    "a still film": (lambda: movie(FILM, "walk.png"), r"for one picture write am.snapshot"),
    "a film for a still": (lambda: snapshot(FILM[0], "walk.gif"), r"for pictures that move, am.movie"),
    "no time": (lambda: movie(FILM[0, 0], "a.gif"), r"movie needs pictures of shape .* and time before"),
    "no batch": (lambda: snapshot(FILM[0, 0, 0], "a.png"), r"snapshot needs pictures of shape \(n, h, w\)"),
    "two channels": (lambda: movie(np.zeros((4, 1, 2, 5, 5)), "a.gif"), r"1 or 3 channels.* is \(4, 1, 2, 5, 5\)"),
    "no frames": (lambda: movie(FILM[:0], "a.gif"), r"the shape here, with time, is \(0, 2, 1, 5, 5\)"),
    "NaN": (lambda: movie(NAN, "a.gif"), r"movie: a picture holds nan, which has no shade"),
    "steps of another length": (lambda: movie(FILM, "a.gif", t=[0, 1]), r"there are 4 frames, .*: t=trace.t"),
    "steps that do not rise": (lambda: movie(FILM, "a.gif", t=[0, 1, 1, 2]), r"rising steps are needed"),
    "no speed": (lambda: movie(FILM, "a.gif", fps=0), r"movie\(fps=0\): a whole number"),
    "too fast": (lambda: movie(FILM, "a.gif", fps=100), r"movie\(fps=100\)"),
    "a scale upside down": (lambda: movie(FILM, "a.gif", scale=(1, 0)), r"scale=\(1, 0\): the value of black comes"),
    "a scale without width": (lambda: snapshot(FILM[0], "a.png", scale=(1, 1)), r"scale=\(1, 1\)"),
    "no columns": (lambda: snapshot(FILM[0], "a.png", columns=0), r"columns=0: at least one picture stands in a row"),
}


@pytest.mark.parametrize(("call", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_so_many_words_and_writes_nothing(call, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=words):
        call()
    assert not list(tmp_path.iterdir())
