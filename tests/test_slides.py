"""Slides and handout of a lecture: every figure is in the file as a picture with its description, nothing is live."""

import base64
import importlib.util
import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

pytest.importorskip("nbconvert", reason="nbconvert is not installed: pip install nbconvert")

SPEC = importlib.util.spec_from_file_location("convert", Path(__file__).parent.parent / "tools" / "slides.py")
assert SPEC
assert SPEC.loader
convert = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(convert)

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
MAP = (NOTEBOOKS / "README.md").read_text("utf-8")

CELLS = [
    new_markdown_cell("# A lecture\n\nA word.\n\n## 1 · A part\n\nMore.\n\n**Predict.** What will it be?"),
    new_code_cell("import amteach as am"),
    new_code_cell('am.stage("linear_model", penalty=0.2, steps=5)'),
    new_markdown_cell("**Explain.** This.\n\n### Exercise 1"),
    new_code_cell('am.gallery([[[0.0, 1.0]], [[1.0, 0.0]]], ["left", "right"])'),
    new_code_cell('am.check("penalty-to-radius", ...)'),
]


@pytest.fixture(scope="module")
def lecture(tmp_path_factory):
    """The file of a short lecture."""
    path = tmp_path_factory.mktemp("lectures") / "short.ipynb"
    nbformat.write(new_notebook(cells=CELLS, metadata={"kernelspec": {"name": "python3", "display_name": "P"}}), path)
    return path


@pytest.fixture(scope="module")
def run(lecture):
    """It once run."""
    return convert.executed(lecture)


@pytest.mark.parametrize("kind", ["slides", "handout"])
def test_every_figure_is_in_the_file_and_says_what_it_shows(run, kind):
    text = convert.page(run, "short", kind)
    found = re.findall(r'<figure[^>]*><img alt="([^"]+)" src="data:image/png;base64,([^"]+)"', text)
    assert len(found) == 2
    assert "penalty λ = 0.2" in found[0][0]
    assert "left, right" in found[1][0]
    assert all(base64.b64decode(data).startswith(b"\x89PNG") for _, data in found)
    assert "Not tried yet" in text


@pytest.mark.parametrize("kind", ["slides", "handout"])
def test_nothing_live_stays_behind(run, kind):
    assert "widgets" not in run.metadata
    text = convert.page(run, "short", kind)
    assert "widget-view" not in text
    assert "html-manager" not in text


def test_what_begins_a_slide(run):
    told = [(cell.metadata.slideshow.slide_type, cell.source[:12]) for cell in convert.slides(run).cells]
    assert told == [
        ("slide", "# A lecture\n"),
        ("slide", "## 1 · A par"),
        ("subslide", "**Predict.**"),
        ("-", "import amtea"),
        ("subslide", 'am.stage("li'),
        ("subslide", "**Explain.**"),
        ("subslide", "### Exercise"),
        ("subslide", "am.gallery(["),
        ("-", 'am.check("pe'),
    ]


def test_the_lecture_itself_is_left_as_it_is(lecture, run):
    before = lecture.read_bytes()
    convert.page(run, "short", "slides")
    assert lecture.read_bytes() == before
    assert not any(cell.get("outputs") for cell in nbformat.read(lecture, as_version=4).cells)


def test_libraries_that_lie_beside_are_taken_from_there(run):
    text = convert.page(run, "short", "slides", "../node_modules")
    addresses = re.findall(r'(?:src|href)="(https?://[^"]+)"', text)
    assert not [address for address in addresses if "reveal" in address or "mathjax" in address.lower()]


def test_the_files_are_written_whole(lecture, tmp_path):
    convert.main(["handout", str(lecture), "--out", str(tmp_path)])
    assert [p.name for p in (tmp_path / "handout").iterdir()] == ["short.html"]


def test_the_map_leads_to_every_lecture_and_nowhere_else():
    assert re.findall(r"\((\d\d_\w+\.ipynb)\)", MAP) == [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))]


def test_the_figures_that_the_map_names_are_there():
    from amteach.scenes.scene import names

    assert set(re.findall(r'am\.stage\("(\w+)"', MAP)) <= set(names())
