"""The lectures as notebooks: where they are, and their exercises within them."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..exercises import EXERCISES, Exercise

PACKAGE = Path(__file__).parents[1]
Cell = dict[str, Any]


def folder() -> Path:
    """Where the lectures are: in the wheel beside the code, in a checkout beside the package."""
    packed = PACKAGE / "notebooks"
    return packed if packed.is_dir() else PACKAGE.parent / "notebooks"


def lectures(numbers: Sequence[int] | None = None) -> list[Path]:
    """The notebooks, all or those of these numbers."""
    paths = sorted(folder().glob("[0-9][0-9]_*.ipynb"))
    found = [path for path in paths if numbers is None or int(path.name[:2]) in numbers]
    if not found:
        known = ", ".join(path.name[:2] for path in paths)
        raise ValueError(f"there is no lecture {numbers}: there are {known}")
    return found


def read(path: Path) -> dict[str, Any]:
    """The notebook as JSON."""
    return json.loads(path.read_text("utf-8"))


def written(notebook: dict[str, Any], cells: Sequence[Cell]) -> bytes:
    """The bytes of the notebook with these cells in place of its own."""
    whole = {**copy.deepcopy(notebook), "cells": list(cells)}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def source(cell: Cell) -> str:
    """The text of a cell."""
    return "".join(cell["source"])


def cell(kind: str, text: str, name: str, **metadata: Any) -> Cell:
    """A new cell: kind is "code", "markdown" or "raw", and name its id."""
    made: Cell = {"cell_type": kind, "id": name[:64], "metadata": metadata, "source": text.splitlines(keepends=True)}
    return {**made, "execution_count": None, "outputs": []} if kind == "code" else made


def checked(text: str) -> Exercise | None:
    """The exercise whose answer this cell of code checks, if it does nothing else."""
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return None
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if not isinstance(call, ast.Call) or ast.unparse(call.func) != "am.check" or len(call.args) != 2:
        return None
    name = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
    return EXERCISES.get(str(name))


def solved(exercise: Exercise, begin: str, end: str) -> str:
    """The exercise's stub with its solution in place of the dots, between two lines."""
    lines = textwrap.dedent(inspect.getsource(exercise.reference)).splitlines()
    function = ast.parse("\n".join(lines)).body[0]
    assert isinstance(function, ast.FunctionDef)
    first = function.body[1 if ast.get_docstring(function) else 0]
    body = textwrap.dedent("\n".join(lines[first.lineno - 1 :]))
    imports = "import numpy as np\n\n" if "np." in body else ""
    stub = exercise.stub.splitlines()
    if exercise.arguments:
        head = next(i for i, line in enumerate(stub) if line.endswith('"""') and (i > 1 or line.count('"""') == 2)) + 1
        inner = textwrap.indent(f"{begin}\n{imports}{body}\n{end}", "    ")
        return "\n".join([*stub[:head], inner])
    name = exercise.reference.__name__
    inner = f"{imports}def {name}():\n{textwrap.indent(body, '    ')}\n\n\n{name} = {name}()"
    return "\n".join([*stub[:-1], begin, inner, end])
