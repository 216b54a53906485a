"""The lectures as source notebooks of other graders: nbgrader and otter-grader.

Both run an answer in the process that also judges it, so they are for classes that nobody wants to deceive;
`amteach grade` is for the others.

Source: nbgrader 0.9, metadata of schema version 3; otter-grader 6 and 7, the notebook format of `otter assign`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..exercises import Exercise
from ..store.files import write_whole
from .lectures import Cell, cell, checked, lectures, read, solved, source, written

Pair = Callable[[Exercise, Cell, Cell], list[Cell]]


def export(kind: str, out: Path, numbers: Sequence[int] | None = None) -> list[Path]:
    """Write the source notebooks for "nbgrader" or "otter" into a folder, and give their paths.

    For nbgrader they are in source/NAME/NAME.ipynb, where `nbgrader generate_assignment NAME` looks for them.
    """
    made = []
    for path in lectures(numbers):
        notebook = read(path)
        cells = _with(notebook["cells"], nbgrader if kind == "nbgrader" else otter)
        if kind == "otter":
            cells = [cell("raw", "# ASSIGNMENT CONFIG\ninit_cell: false\nexport_cell: false\n", "config"), *cells]
        place = Path("source", path.stem, path.name) if kind == "nbgrader" else Path(path.name)
        made.append(write_whole(out / place, written(notebook, cells)))
    return made


def _with(cells: Sequence[Cell], pair: Pair) -> list[Cell]:
    """The cells; each stub and the check below it become what `pair` makes of them."""
    result: list[Cell] = []
    for each in cells:
        exercise = checked(source(each)) if each["cell_type"] == "code" else None
        if exercise and result and source(result[-1]) == exercise.stub:
            result += pair(exercise, result.pop(), each)
        else:
            result.append(each)
    return result


def nbgrader(exercise: Exercise, stub: Cell, check: Cell) -> list[Cell]:
    """A cell for the answer, and a locked one of `difficulty` points that is right if am.check says so."""
    common = {"schema_version": 3, "task": False}
    answer = {**common, "grade": False, "solution": True, "locked": False, "grade_id": f"{exercise.name}-answer"}
    test = {**common, "grade": True, "solution": False, "locked": True, "grade_id": exercise.name}
    test["points"] = exercise.difficulty
    text = solved(exercise, "### BEGIN SOLUTION", "### END SOLUTION")
    return [
        cell("code", text, stub["id"], nbgrader=answer),
        cell("code", _assertion(exercise), check["id"], nbgrader=test),
    ]


def otter(exercise: Exercise, stub: Cell, check: Cell) -> list[Cell]:
    """A question of otter: raw cells begin and end its parts."""
    name = exercise.name.replace("-", "_")
    text = solved(exercise, "# BEGIN SOLUTION", "# END SOLUTION")
    return [
        cell("raw", f"# BEGIN QUESTION\nname: {name}\npoints: {exercise.difficulty}\n", f"{name}-1"),
        cell("raw", "# BEGIN SOLUTION", f"{name}-2"),
        cell("code", text, stub["id"]),
        cell("raw", "# END SOLUTION", f"{name}-3"),
        cell("raw", "# BEGIN TESTS", f"{name}-4"),
        cell("code", _assertion(exercise), check["id"]),
        cell("raw", "# END TESTS", f"{name}-5"),
        cell("raw", "# END QUESTION", f"{name}-6"),
    ]


def _assertion(exercise: Exercise) -> str:
    return f'verdict = am.check("{exercise.name}", {exercise.reference.__name__})\nassert verdict, verdict'
