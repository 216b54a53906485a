"""The same figure in Notebook 7 and in Voila."""

import pytest

from benchmarks import jupyter


def test_in_notebook_7(in_lab):
    pytest.importorskip("notebook", reason="Notebook is not installed: pip install notebook")
    figure = in_lab("seven", 'am.stage("linear_model")', front_end="notebooks")
    figure.slider("penalty λ").focus()
    figure.page.keyboard.press("ArrowRight")
    figure.painted(penalty=0.51)
    figure.page.locator(".am-handle").focus()
    figure.page.keyboard.press("ArrowUp")
    figure.painted(start="3,-1.9")
    assert not figure.page.locator("figure[id^=amteach-]").is_visible()
    assert not [said for said in figure.complaints if "widget" in said], "what the front end says of itself is not ours"


def test_in_voila(look, address, folder):
    pytest.importorskip("voila", reason="Voila is not installed: pip install voila")
    jupyter.notebook(folder / "voila.ipynb", "import amteach as am", 'am.stage("two_maxima")')
    figure = look()
    figure.page.goto(f"{address}/voila/render/voila.ipynb?token={jupyter.TOKEN}")
    figure.wait("() => painted.length > 0")
    figure.slider("penalty λ").focus()
    figure.page.keyboard.press("ArrowRight")
    figure.painted(penalty=0.21)
    assert not figure.page.locator("figure[id^=amteach-]").is_visible()
