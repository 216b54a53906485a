"""Mutation testing: does a test fail when a line of the source is made wrong?

    python tools/mutants.py                     100 mutants of each room, drawn with a fixed seed
    python tools/mutants.py functions -n 300    more of one room
    python tools/mutants.py walks --seed 1      others

cosmic-ray makes each mutant (another operator, comparison or number, a deleted `not`, …) in a copy of the checkout.
There the doctests of the changed file and the tests of its room run until the first failure.  A mutant that no test
notices has survived, and is printed as a diff.  Annotations, the errors that are raised, `strict`, `frozen`,
and an exercise's inputs and mistakes (another mistake is one too) are not mutated.
"""

import argparse
import ast
import difflib
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast  # pyright: ignore[reportMissingImports]
from cosmic_ray.mutating import mutate_code  # pyright: ignore[reportMissingImports]
from cosmic_ray.plugins import get_operator, operator_names  # pyright: ignore[reportMissingImports]

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("functions", "walks", "bridge", "training", "exercises")
LIMIT = 300  # seconds, after which a mutant counts as killed: it hangs
SLIPS = {  # of the pen: for each sign one or two others, since most of cosmic-ray's are no Python at all for arrays
    *("Add_Sub", "Sub_Add", "Mul_Div", "Mul_Add", "Div_Mul", "Pow_Mul", "FloorDiv_Div", "Mod_Mul", "BitAnd_BitOr"),
    *("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_Lt"),
    *("Is_IsNot", "IsNot_Is", "USub_UAdd", "Delete_USub", "Delete_Not", "Delete_Invert"),
    *("TrueWithFalse", "FalseWithTrue", "AndWithOr", "OrWithAnd", "BreakWithContinue", "ContinueWithBreak"),
    *("AddNot", "NumberReplacer", "ZeroIterationForLoop"),
}
OPERATORS = [
    name
    for name in operator_names()
    if name.removeprefix("core/").removeprefix("Replace").rpartition("Operator_")[2] in SLIPS
]


class Mutant(NamedTuple):
    """The file, within the checkout; the operator; and at which of its places."""

    path: Path
    operator: str
    occurrence: int

    def code(self) -> str:
        """The file as this mutant has it."""
        return mutate_code((ROOT / self.path).read_text("utf-8"), get_operator(self.operator)(), self.occurrence) or ""

    def diff(self) -> str:
        """The lines that differ."""
        before = (ROOT / self.path).read_text("utf-8").splitlines()
        lines = difflib.unified_diff(before, self.code().splitlines(), str(self.path), "mutant", lineterm="", n=0)
        return "\n".join(lines)


def left_alone(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a file is not mutated, from (line, column) to (line, column)."""
    for node in ast.walk(ast.parse(source)):
        parts: list[ast.AST | None] = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.keyword) and node.arg in ("mistakes", "inputs", "strict", "frozen"):
            parts.append(node.value)
        if isinstance(node, ast.Raise) or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            parts.append(node)
        for part in parts:
            if isinstance(part, ast.expr | ast.stmt):
                end = part.end_lineno or part.lineno, part.end_col_offset or part.col_offset
                yield (part.lineno, part.col_offset), end


def mutants(room: str) -> list[Mutant]:
    """All mutants of a room."""
    found = []
    for path in sorted((ROOT / "amteach" / room).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        nodes, spans = list(ast_nodes(get_ast(source))), list(left_alone(source))
        for name in OPERATORS:
            operator = get_operator(name)()
            places = [place for node in nodes for place, _ in operator.mutation_positions(node)]
            found += [
                Mutant(path.relative_to(ROOT), name, i)
                for i, place in enumerate(places)
                if not any(start <= place < end for start, end in spans)
            ]
    return found


class Copy(threading.local):
    """A copy of the checkout for each thread, with whatever git knows or would add."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="amteach-mutants-")
        self.folder = Path(self._temporary.name)
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "amteach", "tests", "*.toml"]
        names = subprocess.run([*listed, "*.py"], cwd=ROOT, capture_output=True, check=True).stdout
        archive = subprocess.run(
            ["tar", "-c", "--null", "-T", "-"], input=names, cwd=ROOT, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x"], input=archive.stdout, cwd=self.folder, check=True)

    def survives(self, mutant: Mutant, name: str) -> bool:
        """Whether no test of the room fails."""
        path = self.folder / mutant.path
        before = path.read_text(encoding="utf-8")
        room = self.folder / "tests" / name
        own = room.glob(f"test_{mutant.path.stem}*.py")  # first, since they are quick
        try:
            path.write_text(mutant.code(), encoding="utf-8")
            return self._pass(path, *own) and self._pass(room)
        finally:
            path.write_text(before, encoding="utf-8")

    def _pass(self, *tests: Path) -> bool:
        command = [sys.executable, "-P", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        about = {"PYTHONPATH": str(self.folder), "OMP_NUM_THREADS": "1"}
        try:
            run = [*command, "--rootdir", self.folder, *tests]
            code = subprocess.run(
                run, env=os.environ | about, timeout=LIMIT, capture_output=True, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            return False
        return code in (0, 5)  # 5: there are no such tests


def main() -> int:
    """Try the mutants, print the survivors, and the share that was killed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rooms", nargs="*", default=ROOMS, help=f"of {', '.join(ROOMS)}")
    options.add_argument("-n", type=int, default=100, help="mutants of each room; 0 for all")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    copies, total, dead = Copy(), 0, 0
    for room in chosen.rooms:
        every = mutants(room)
        few = random.Random(chosen.seed).sample(every, min(chosen.n or len(every), len(every)))
        killed = 0
        with ThreadPoolExecutor(chosen.jobs) as pool:
            verdicts = pool.map(lambda mutant, room=room: copies.survives(mutant, room), few)
            for mutant, survived in zip(few, verdicts, strict=True):
                killed += not survived
                if survived:
                    print(mutant.diff(), end="\n\n", flush=True)
        print(f"{room}: {killed} of {len(few)} killed, {killed / len(few):.1%}; {len(every)} there are", flush=True)
        total, dead = total + len(few), dead + killed
    print(f"all: {dead} of {total} killed, {dead / total:.1%}")
    return 0 if dead >= 0.9 * total else 1


if __name__ == "__main__":
    raise SystemExit(main())
