"""A prediction in a real JupyterLab: nothing is revealed before it, and the explanation below is unfolded by it."""

from benchmarks import jupyter


def test_a_prediction_is_kept_and_unfolds_the_explanation(look, address, folder, monkeypatch):
    code = "import os, tempfile\nos.environ['AMTEACH_HOME'] = tempfile.mkdtemp()\nimport amteach as am\n"
    code += "am.predict('Where <b>to</b>?', reveals='To the *left*.')"
    below = "from IPython.display import HTML\nHTML('<details><summary>Explain.</summary>Since.</details>')"
    jupyter.notebook(folder / "predict.ipynb", code, below)
    looked = look()
    jupyter.open_notebook(looked.page, address, "predict.ipynb")
    looked.page.locator(".am-predict textarea").wait_for()
    looked.page.locator("details", has_text="Since").wait_for()
    assert "To the left" not in looked.page.locator(".am-predict").inner_text()
    assert "Where <b>to</b>?" in looked.page.locator(".am-predict").inner_text()
    looked.button("Keep my prediction").click()
    assert "a guess is enough" in looked.page.locator(".am-problem").inner_text()
    looked.page.get_by_label("your prediction").fill("up")
    looked.button("Keep my prediction").click()
    looked.page.locator(".am-predict em", has_text="left").wait_for()
    looked.button("partly").click()
    looked.wait("() => document.querySelector('.am-predict [aria-pressed=true]')?.innerText === 'partly'")
    assert looked.page.locator("details", has_text="Since").evaluate("folded => folded.open")
