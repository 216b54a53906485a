"""The commands of the classroom: `amteach handin` for students, `amteach grade` and `amteach edition` for teachers."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Add them to the command line."""
    handin = commands.add_parser("handin", help="put the answers and predictions of your notebooks into one file")
    handin.add_argument("notebooks", nargs="*", type=Path, help="all in this folder, or in amteach-lectures")
    handin.add_argument("-o", "--out", type=Path, metavar="FILE", help="handin-NAME.json if not given")
    handin.add_argument("--name", help="yours; the name of your account if not given")
    handin.set_defaults(run=_handin)

    grade = commands.add_parser(
        "grade",
        help="judge all hand-ins of a folder, and write a table and a page",
        epilog="The folder holds files of `amteach handin`, notebooks, or a folder of notebooks for each student.",
    )
    grade.add_argument("folder", type=Path)
    grade.add_argument("--out", type=Path, help="where grades.csv and grades.html will be (FOLDER/grades)")
    grade.add_argument("--seed", type=int, help="of the inputs; a secret one if not given")
    grade.add_argument("--seconds", type=float, default=5.0, help="for one call of an answer (5)")
    grade.set_defaults(run=_grade)


def _handin(arguments: argparse.Namespace) -> int:
    from .handin import NoHandIn, make

    name = arguments.name or _account()
    out = arguments.out or Path(f"handin-{''.join(c if c.isalnum() else '_' for c in name)}.json")
    try:
        made = make(arguments.notebooks or _notebooks(), name, out)
    except (NoHandIn, OSError) as error:
        print(f"amteach handin: {error}", file=sys.stderr)
        return 2
    print(f"{out}: {made.student}, {len(made.notebooks)} notebooks, {len(made.predictions)} predictions")
    return 0


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""


def _notebooks() -> list[Path]:
    here = sorted(Path().glob("*.ipynb"))
    return here or sorted(Path("amteach-lectures").glob("*.ipynb"))


def _grade(arguments: argparse.Namespace) -> int:
    from ..store.files import write_whole
    from . import report
    from .grade import grade
    from .sandbox import isolation

    if not arguments.folder.is_dir():
        print(f"amteach grade: there is no folder {arguments.folder}", file=sys.stderr)
        return 2
    if not isolation():
        print("Here no process can be cut off from the network: only the guard within it is there.", file=sys.stderr)
    grades = grade(arguments.folder, arguments.seed, arguments.seconds, report=print)
    out = arguments.out or arguments.folder / "grades"
    print(write_whole(out / "grades.csv", report.as_csv(grades).encode()))
    print(write_whole(out / "grades.html", report.as_html(grades).encode()))
    return 0
