"""What is seen of a figure a second time, after saving, and where there is no kernel any more."""

import nbformat
import pytest


@pytest.fixture(scope="module")
def figure(in_lab):
    """A figure that is shown twice."""
    return in_lab("reopened", 's = am.stage("linear_model", penalty=0.2)\ns', "s")


def saved(folder):
    """The notebook as it lies on the disk."""
    return nbformat.read(folder / "reopened.ipynb", as_version=4)


def stills(notebook) -> list[str]:
    """The described still pictures in its outputs."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [o["data"]["text/html"] for o in outputs if "text/html" in o.get("data", {})]


def test_two_views_show_the_same(figure):
    figure.wait("() => document.querySelectorAll('.amteach .am-panel canvas').length === 4")
    first, second = (figure.page.get_by_label("penalty λ", exact=True).nth(i) for i in (0, 1))
    first.focus()
    figure.page.keyboard.press("ArrowRight")
    figure.wait("() => painted.filter((p) => p.values.penalty === 0.21).length >= 2")
    assert second.input_value() == "0.21"
    second.focus()
    figure.page.keyboard.press("ArrowRight")
    figure.painted(penalty=0.22)
    figure.wait("""() => {
      const told = [...document.querySelectorAll(".am-readouts")].map((node) => node.textContent);
      return told.length === 2 && told[0] === told[1] && told[0].includes("x* = w/2λ = (2.273, 4.545)");
    }""")
    assert first.input_value() == "0.22"


def test_a_view_that_comes_later_shows_how_the_figure_stands(figure):
    first = figure.page.get_by_label("penalty λ", exact=True).first
    first.focus()
    figure.page.keyboard.press("End")
    figure.painted(penalty=2)
    figure.page.evaluate("""async () => {
      const notebook = window.jupyterapp.shell.currentWidget.content;
      notebook.activeCellIndex = 2;
      await window.jupyterapp.commands.execute("notebook:run-cell");
    }""")
    figure.wait("""() => {
      const sliders = [...document.querySelectorAll('.amteach input[aria-label="penalty λ"]')];
      return sliders.length === 2 && sliders.every((slider) => slider.value === "2");
    }""")
    figure.button("reset all controls").click()
    figure.painted(penalty=0.2)


def test_the_saved_notebook_holds_the_last_picture_and_says_what_it_is(figure, folder):
    figure.slider("rate η").focus()
    figure.page.keyboard.press("ArrowRight")
    figure.painted(rate=0.11)
    figure.wait("() => [...document.querySelectorAll('figure img')].every((img) => img.alt.includes('rate η = 0.11'))")
    figure.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    figure.wait("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    notebook = saved(folder)
    assert "widgets" not in notebook.metadata
    assert len(stills(notebook)) == 2
    for html in stills(notebook):
        assert 'alt="Climbing a linear model under an L2 penalty. penalty λ = 0.2, rate η = 0.11' in html
        assert 'src="data:image/png;base64,' in html
    assert not figure.complaints


def test_without_a_kernel_the_still_picture_is_there(figure, folder):
    figure.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    figure.page.reload()
    figure.wait("() => document.querySelectorAll('figure[id^=amteach-] img').length === 2")
    for i in (0, 1):
        figure.page.locator("figure[id^=amteach-] img").nth(i).wait_for(state="visible")
    assert not figure.page.locator(".amteach").count()
