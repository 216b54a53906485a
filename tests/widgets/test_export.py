"""What stays without a kernel: the described still picture, the files, the page."""

import base64
import json
import re

import pytest

from amteach.pictures import still
from amteach.widgets import export
from amteach.widgets.figure import stage
from amteach.widgets.source import module


def test_the_still_figure_says_in_words_what_it_shows():
    figure = stage("linear_model", penalty=0.0, rate=0.2)
    html = figure._still_bundle()
    [(name, alt, data)] = re.findall(
        r'<figure id="([^"]+)"><img alt="([^"]+)" src="data:image/png;base64,([^"]+)">', html["text/html"]
    )
    assert name == figure.still
    for part in ("Climbing a linear model", "penalty λ = 0, rate η = 0.2", "has no maximum", "After 40 steps"):
        assert part in alt
    assert base64.b64decode(data).startswith(b"\x89PNG")


def test_the_still_figure_shows_the_controls_as_they_stand(caught):
    figure = caught("linear_model")
    figure.ask(1, penalty=0.75)
    assert "penalty λ = 0.75" in figure.stage._still_bundle()["text/html"]


def test_no_two_figures_hide_each_other():
    assert stage("linear_model").still != stage("linear_model").still


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".html", b"<!doctype html>"), (".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")]
)
def test_a_figure_is_saved(tmp_path, suffix, begins):
    path = stage("two_maxima").save(tmp_path / f"figure{suffix}")
    assert path.read_bytes().startswith(begins)
    assert [p.name for p in tmp_path.iterdir()] == [f"figure{suffix}"], "no temporary file is left"


@pytest.mark.parametrize("name", ["figure.gif", "figure", "figure.PNG.txt"])
def test_an_unknown_suffix_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match=re.escape(".html, .png, .svg or .pdf")):
        stage("linear_model").save(tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".html", ".png"])
def test_a_save_that_fails_leaves_the_old_file(tmp_path, monkeypatch, suffix):
    path = tmp_path / f"figure{suffix}"
    path.write_bytes(b"the old one")

    def fails(*_args, **_kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr(export, "page", fails)
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", fails)
    with pytest.raises(OSError, match="no space left"):
        stage("linear_model").save(path)
    assert path.read_bytes() == b"the old one"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_the_page_holds_everything_it_needs(tmp_path):
    text = stage("linear_model", penalty=0.2).save(tmp_path / "figure.html").read_text("utf-8")
    assert base64.b64encode(module().encode()).decode() in text
    assert "penalty λ = 0.2" in text
    assert not re.findall(r'(?:src|href)="(?!data:)', text), "nothing is fetched"
    [message] = re.findall(r"^receive\((\{.*\}), bytes\(", text, re.MULTILINE)
    assert json.loads(message)["picture"]["summary"] in stage("linear_model", penalty=0.2).picture().summary


def test_only_a_landscape_brings_plotly(tmp_path):
    sizes = {
        name: stage(name).save(tmp_path / f"{name}.html").stat().st_size for name in ("linear_model", "landscape_3d")
    }
    assert sizes["linear_model"] < 300_000
    assert sizes["landscape_3d"] > 3_000_000


def test_a_still_can_be_drawn_at_any_step():
    picture = stage("linear_model").picture()
    assert still.png(picture, 0) != still.png(picture, -1)
    assert still.png(picture, len(picture.t) - 1) == still.png(picture, -1)
