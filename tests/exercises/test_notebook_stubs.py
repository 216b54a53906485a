"""The exercises in the notebooks: each in its lecture, its stub above, and the stub's function checked below."""

import ast
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest

from amteach.exercises import EXERCISES

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def asked(path: Path) -> list[tuple[str, str, str]]:
    """(exercise, what is checked, the code cell above) for every am.check of a notebook.

    Left out is a cell that checks what it defines itself: that is a demonstration.
    """
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    found = []
    for above, cell in zip(["", *cells], cells, strict=False):
        for node in ast.walk(ast.parse(cell)) if "am.check(" in cell else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "am.check":
                name, attempt = map(ast.unparse, node.args)
                if f"def {attempt}(" not in cell:
                    found.append((ast.literal_eval(name), attempt, above))
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_above_each_check_stands_the_stub_of_its_exercise(path):
    """Word for word: `print(EXERCISES[name].stub)` is the cell."""
    for name, attempt, above in asked(path):
        assert name in EXERCISES, f"{path.name} checks {name!r}, and there is no such exercise"
        assert above == EXERCISES[name].stub, f"{path.name}: the cell above am.check({name!r}, ...) is not its stub"
        assert attempt == EXERCISES[name].reference.__name__


def test_every_exercise_is_asked_once_in_the_lecture_of_its_sheet():
    """Notebook 00, which shows how an exercise works, borrows one from lecture 01."""
    lectures = defaultdict(list)
    for path in NOTEBOOKS[1:]:
        for name, _, _ in asked(path):
            lectures[name].append(f"l{path.stem[:2]}")
    sheets = {name: exercise.reference.__module__.rpartition(".")[2] for name, exercise in EXERCISES.items()}
    assert {name: lectures[name] for name in sheets} == {name: [sheet[:3]] for name, sheet in sheets.items()}
