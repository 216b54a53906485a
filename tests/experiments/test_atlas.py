"""The atlas of a layer: each picture is that of am.visualize, and the page holds every unit, escaped and described."""

import io
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import amteach as am
from amteach.cli import main
from amteach.experiments.atlas import atlas
from amteach.experiments.atlas.page import Entry, page
from amteach.experiments.atlas.units import how_many, name_of, picture

MINE = """
import numpy as np
import amteach as am

def module():
    import torch
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Conv2d(1, 3, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(108, 4))
"""


class Elements(HTMLParser):
    """All elements of a page, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, tag, **wanted):
        return [a for t, a in self.found if t == tag and all(a.get(key) == value for key, value in wanted.items())]


def pixels(path):
    from PIL import Image

    return np.asarray(Image.open(path))


def test_each_picture_is_that_of_visualize(tmp_path):
    index = atlas("mnist_cnn", "conv2", tmp_path, units=[3, 60], steps=6)
    for unit in (3, 60):
        net = am.zoo.mnist_cnn(layer="conv2")
        seen = am.visualize(net, unit=unit, shape=(1, 28, 28), steps=6, file=io.StringIO())
        assert np.array_equal(pixels(tmp_path / f"pictures/{unit:05}.png"), np.rint(255 * seen.picture[0, 0]))
    text = index.read_text("utf-8")
    elements = Elements(text)
    assert [a["data-unit"] for a in elements.of("li", **{"class": "unit"})] == ["3", "60"]
    assert [a["alt"] for a in elements.of("img")] == ["What unit 3 asks for", "What unit 60 asks for"]
    line = re.findall(r"<pre>(.*?)</pre>", text)[1]
    assert line.replace("&#x27;", "'") == (
        "am.visualize(am.zoo.mnist_cnn(layer='conv2'), unit=60, shape=(1, 28, 28), steps=6, seed=0)"
    )


def test_every_unit_is_there_once_and_what_is_done_is_not_done_again(tmp_path):
    assert how_many("mnist_cnn", "relu1", (1, 28, 28)) == 32
    how = {"out": tmp_path, "steps": 1}
    atlas("mnist_cnn", units=range(4), **how)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "cells").glob("*.npz")}
    index = atlas("mnist_cnn", **how)
    assert len(before) == 4
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())
    names = [a["data-name"] for a in Elements(index.read_text("utf-8")).of("li", **{"class": "unit"})]
    assert names == [f"{k} digit {k}" for k in range(10)]
    assert len(list((tmp_path / "pictures").iterdir())) == 10


def test_a_dead_unit_is_on_the_page_with_the_reason(monkeypatch):
    from amteach.experiments.atlas import units

    dead = am.zoo.mnist_cnn(layer="relu1") @ (0.0 * am.identity)
    monkeypatch.setattr(units, "opened", lambda net, layer: (dead, None))
    cell = picture(0, "mine", None, (1, 28, 28), 2, 0)
    assert cell["png"] == b""
    assert "has no gradient at any of" in cell["notes"][0]
    text = page("mine", [Entry(0, "", "code", notes=cell["notes"])], (1, 28, 28))
    assert "no picture" in text
    assert "0 of 1 units" in text
    assert "has no gradient at any of" in text


def test_nothing_on_the_page_is_run_or_fetched():
    nasty = '"><script>alert(1)</script>'
    text = page(nasty, [Entry(3, nasty, nasty, "pictures/00003.png", -0.5, [nasty])], (3, 8, 8))
    assert "<script>alert" not in text
    elements = Elements(text)
    assert len(elements.of("script")) == 1
    addresses = [a.get(name) for _, a in elements.found for name in ("src", "href") if a.get(name)]
    assert addresses == ["pictures/00003.png", "pictures/00003.png"]
    assert "http" not in text.replace("<!DOCTYPE html>", "")
    assert all(a.get("alt") for a in elements.of("img"))
    assert elements.of("html")[0]["lang"] == "en"
    labelled = [a for a in elements.of("input", type="checkbox") if a.get("aria-label")]
    assert len(labelled) == 1


def test_units_of_trained_classes_have_their_names():
    assert name_of("mnist_transformer", None, 7, 10) == "digit 7"
    assert name_of("squeezenet", "classifier.1", 340, 1000) == "zebra"
    assert name_of("squeezenet", "features.3", 34, 128) == ""


def test_a_network_of_ones_own_by_its_address(torch, tmp_path, monkeypatch, capsys):
    (tmp_path / "mine_for_the_atlas.py").write_text(MINE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    command = ["atlas", "mine_for_the_atlas:module", "0", "--shape", "1,8,8", "--steps", "2", "--out", "here"]
    assert main(command) == 0
    assert capsys.readouterr().out.strip() == str(Path("here/index.html"))
    assert len(list(Path("here/pictures").iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["mnist_cn"], "there is no network 'mnist_cn': write mnist_cnn,"),
        (["mnist_cnn", "conv7"], "has no layer 'conv7'"),
        (["mnist_cnn", "conv1", "--units", "30-40"], "has the units 0 to 31, and so no unit 32"),
        (["os:nothing"], "os has no nothing, which should give the network"),
        (["no_such_module:net"], "No module named 'no_such_module'"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(arguments, says, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert main(["atlas", *arguments]) > 0
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_units_on_the_command_line():
    from amteach.cli import _units

    assert _units("0-3,7,2") == [0, 1, 2, 3, 7]
