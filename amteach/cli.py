"""The command line: `amteach lab | doctor | data | train`, and `amteach --version`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; an error that says what to do is printed without its traceback."""
    ours, of_jupyterlab = _split(sys.argv[1:] if argv is None else argv)
    arguments = _parser().parse_args(ours)
    arguments.options = of_jupyterlab
    from .store.files import FileDamaged, FileMissing
    from .training.registry import NotGoodEnough

    expected = (FileDamaged, FileMissing, NotGoodEnough, ImportError, PermissionError)
    try:
        return arguments.run(arguments)
    except expected as error:
        print(f"amteach {arguments.command}: {error}", file=sys.stderr)
        return 1


def _split(argv: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The arguments for amteach and those for JupyterLab: of `amteach lab`, all from the first option on."""
    if argv and argv[0] == "lab":
        for i, argument in enumerate(argv):
            if argument.startswith("-") and argument not in ("-h", "--help"):
                return argv[:i], argv[i:]
    return argv, ()


def _parser() -> argparse.ArgumentParser:
    from . import __version__

    parser = argparse.ArgumentParser(prog="amteach", description="Activation maximization, taught with live figures.")
    parser.add_argument("--version", action="version", version=f"amteach {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    lab = commands.add_parser(
        "lab",
        help="open the lectures in JupyterLab",
        usage="amteach lab [folder] [options of JupyterLab]",
        epilog="Options go to JupyterLab: amteach lab --no-browser --port 9999",
    )
    lab.add_argument("folder", nargs="?", type=Path, help="where your copies of the lectures are (amteach-lectures)")
    lab.set_defaults(run=_lab)

    doctor = commands.add_parser("doctor", help="say what works here, and how to fix what does not")
    doctor.set_defaults(run=_doctor)

    data = commands.add_parser("data", help="fetch MNIST (12 MB), or verify the copy that is here")
    data.add_argument(
        "--where", action="store_true", help="only print the folder that MNIST is in, or would be fetched into"
    )
    data.set_defaults(run=_data)

    train = commands.add_parser("train", help="train a net of the zoo again; without a name, list them")
    train.add_argument("name", nargs="?")
    train.add_argument("--out", type=Path, help="the folder for the weights and their card (that of the package)")
    train.set_defaults(run=_train)
    return parser


def _lab(arguments: argparse.Namespace) -> int:
    from .lab import open_lab

    return open_lab(arguments.folder, arguments.options)


def _doctor(arguments: argparse.Namespace) -> int:
    from .doctor import examine, table

    findings = examine()
    print(table(findings))
    return int(any(finding.broken for finding in findings))


def _data(arguments: argparse.Namespace) -> int:
    from .data import mnist

    if arguments.where:
        print(mnist.where())
        return 0
    for path in mnist.download():
        print(f"{path}: verified")
    return 0


def _train(arguments: argparse.Namespace) -> int:
    from .training import registry as training

    if arguments.name not in training.RECIPES:
        print("amteach train NAME, with one of these names:")
        for name, recipe in training.RECIPES.items():
            print(f"  {name:22}{recipe.summary}")
        return 0 if arguments.name is None else 2
    training.make(arguments.name, arguments.out)
    return 0
