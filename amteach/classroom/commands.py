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
    grade.add_argument("--jobs", type=int, default=1, help="how many students at once (1)")
    grade.set_defaults(run=_grade)

    edition = commands.add_parser("edition", help="the course for an exam, or for another grader; the solutions")
    kind = edition.add_mutually_exclusive_group(required=True)
    kind.add_argument("--exam", action="store_true", help="lectures and a wheel without solutions and hints")
    kind.add_argument("--solutions", action="store_true", help="a booklet for the lecturer, solutions.md")
    kind.add_argument("--nbgrader", action="store_true", help="source notebooks for nbgrader")
    kind.add_argument("--otter", action="store_true", help="source notebooks for otter-grader")
    edition.add_argument("out", type=Path, help="the folder to write into")
    edition.add_argument("--lectures", type=int, nargs="+", metavar="N", help="all if not given")
    edition.set_defaults(run=_edition)


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
    grades = grade(arguments.folder, arguments.seed, arguments.seconds, report=print, jobs=arguments.jobs)
    out = arguments.out or arguments.folder / "grades"
    print(write_whole(out / "grades.csv", report.as_csv(grades).encode()))
    print(write_whole(out / "grades.html", report.as_html(grades).encode()))
    return 0


def _edition(arguments: argparse.Namespace) -> int:
    from ..store.files import write_whole
    from .booklet import booklet
    from .exam import exam
    from .exports import export

    out, numbers = arguments.out, arguments.lectures
    try:
        if arguments.solutions:
            made = [write_whole(out / "solutions.md", booklet(numbers).encode())]
        elif arguments.exam:
            made = exam(out, numbers)
        else:
            made = export("otter" if arguments.otter else "nbgrader", out, numbers)
    except ValueError as error:
        print(f"amteach edition: {error}", file=sys.stderr)
        return 2
    for path in made:
        print(path)
    return 0
