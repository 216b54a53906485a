"""The answers in a notebook: for each exercise, the code that makes it, and nothing that is not needed for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..exercises import Exercise


@dataclass(frozen=True)
class Attempt:
    """An answer to one exercise: `expression` is it, after `code` has run.  `problem` says why there is none to run."""

    exercise: str
    code: str
    expression: str
    problem: str = ""

    @property
    def shape(self) -> str:
        """The code without its imports, comments, layout and docstrings: two copies have one shape."""
        tree = ast.parse(f"{self.code}\n{self.expression}")
        tree.body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
                node.body = node.body[1:]
        return ast.dump(tree)


@dataclass(frozen=True)
class Statement:
    """A statement of a notebook: the number of its cell, and the names that it binds and uses."""

    cell: int
    code: str
    binds: frozenset[str]
    uses: frozenset[str]


def attempts(cells: Sequence[str], exercises: Mapping[str, Exercise]) -> list[Attempt]:
    """What the cells of code hand in, in their order: each am.check("name", answer), or a function of the right name.

    A cell that checks what it defines itself is a demonstration, and no answer.
    """
    statements, broken = _statements(cells)
    found: list[Attempt] = []
    for number, cell in enumerate(cells):
        for name, expression, own in _checks(cell):
            if name in exercises and not own:
                found.append(_attempt(name, expression, number, statements, broken))
    missing = {e.reference.__name__: name for name, e in exercises.items() if name not in {a.exercise for a in found}}
    for function, name in missing.items():
        if any(function in s.binds for s in statements) or any(f"def {function}(" in text for text in broken.values()):
            found.append(_attempt(name, function, len(cells), statements, broken))
    return found


def is_stub(attempt: Attempt, exercise: Exercise) -> bool:
    """Is it still what the lecture's cell held before anything was written?"""
    try:
        return Attempt("", exercise.stub, exercise.reference.__name__).shape == attempt.shape
    except (SyntaxError, ValueError, RecursionError):
        return False


def _attempt(
    name: str, expression: str, number: int, statements: Sequence[Statement], broken: Mapping[int, str]
) -> Attempt:
    """The answer that is checked in this cell, with all that it needs from the cells before, or else from all."""
    needed = _names(ast.parse(expression, mode="eval"), ast.Load)
    before = [s for s in statements if s.cell <= number]
    if not any(s.binds & needed for s in before):
        before = list(statements)
    for text in broken.values():
        if any(f"def {one}(" in text or f"{one} =" in text for one in needed):
            return Attempt(name, "", expression, "The cell is no Python: it has a syntax error.")
    while more := set().union(*(s.uses for s in before if s.binds & needed)) - needed:
        needed |= more
    kept = [s for s in before if s.binds & needed or "*" in s.binds]
    return Attempt(name, "\n".join(s.code for s in kept), expression)


def _statements(cells: Sequence[str]) -> tuple[list[Statement], dict[int, str]]:
    """The statements of all cells, and the cells that are no Python, by number."""
    found: list[Statement] = []
    broken: dict[int, str] = {}
    for number, cell in enumerate(cells):
        try:
            body = ast.parse(without_magic(cell)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            broken[number] = cell
            continue
        for node in body:
            binds = frozenset(_bound(node))
            found.append(Statement(number, ast.unparse(node), binds, frozenset(_names(node, ast.Load))))
    return found, broken


def without_magic(cell: str) -> str:
    """The cell without IPython's own lines.

    >>> without_magic("%matplotlib inline\\nx = 1")
    '\\nx = 1'
    """
    return "\n".join("" if line.lstrip()[:1] in ("%", "!", "?") else line for line in cell.splitlines())


def _checks(cell: str) -> Iterator[tuple[str, str, bool]]:
    """(exercise, answer, is it defined in this cell?) for each am.check in a cell."""
    try:
        tree = ast.parse(without_magic(cell))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("am.check", "check") and len(node.args) == 2:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value, ast.unparse(node.args[1]), bool(_names(node.args[1], ast.Load) & defined)


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement binds, at the top and not inside its functions."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    else:
        yield from _names(node, ast.Store)
        for child in ast.walk(node):
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                yield child.name
            elif isinstance(child, ast.Import | ast.ImportFrom):
                yield from ((alias.asname or alias.name).partition(".")[0] for alias in child.names)
            elif isinstance(child, ast.Attribute | ast.Subscript) and isinstance(child.ctx, ast.Store):
                yield from _names(child.value, ast.Load)


def _names(tree: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
