"""Notebooks that run without a front end: nothing waits, and the exported page shows the still picture."""

import re

import nbformat
import pytest


@pytest.fixture(scope="module")
def executed():
    """A notebook with two figures, run as nbconvert and nbmake run it."""
    client = pytest.importorskip("nbclient", reason="nbclient is not installed: pip install nbconvert")
    cells = [
        "import amteach as am",
        'am.stage("linear_model", penalty=0.3)',
        'am.stage("first_look", steps=20)',
        "1 + 1",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    return client.execute(notebook, timeout=120, kernel_name="python3")


def test_a_figure_does_not_hold_up_the_cells_after_it(executed):
    assert executed.cells[-1].outputs[0].data["text/plain"] == "2"
    assert not [o for cell in executed.cells for o in cell.outputs if o.output_type in ("error", "stream")]


def test_the_exported_page_shows_the_described_picture(executed):
    nbconvert = pytest.importorskip("nbconvert", reason="nbconvert is not installed: pip install nbconvert")
    executed.metadata.pop("widgets", None)
    page, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(executed)
    alts = re.findall(r'<figure id="amteach-\w+"><img alt="([^"]+)" src="data:image/png;base64,', page)
    assert len(alts) == 2
    assert "penalty λ = 0.3" in alts[0]
    assert "After 20 steps" in alts[1]
