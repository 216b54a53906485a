"""The lectures as files: valid, without outputs or widget state, and with cells that fit on a slide."""

from pathlib import Path

import nbformat
import pytest

LECTURES = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
LINES = 10

pytestmark = pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)


def read(path: Path):
    """The notebook, with nothing repaired on the way."""
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def test_is_valid(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5), "cells need ids: save it as nbformat 4.5"
    assert notebook.metadata.kernelspec.name == "python3"


def test_carries_nothing_of_a_run(path):
    notebook = read(path)
    assert "widgets" not in notebook.metadata, "widget state: GitHub would say 'Invalid Notebook'"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs, f"an output is stored below: {cell.source}"
            assert cell.execution_count is None, f"an execution count is stored beside: {cell.source}"


def test_cells_are_short(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= LINES, f"{len(lines)} lines; logic belongs in the package: {cell.source}"
