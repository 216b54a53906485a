"""The command line: `amteach lab | doctor | data | train | atlas | handin | grade`, and `amteach --version`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


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
    from .classroom import commands as classroom

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
    _add_atlas(commands)
    classroom.add(commands)
    return parser


def _add_atlas(commands: argparse._SubParsersAction) -> None:
    atlas = commands.add_parser(
        "atlas",
        help="make a page of what each unit of a layer asks for",
        epilog="It can be stopped, and goes on where it was. Two machines: amteach atlas squeezenet classifier.1 "
        "--executor tcp://address:8786, of a Dask scheduler whose workers see the folder.",
    )
    atlas.add_argument("net", help="mnist_cnn, mnist_transformer, squeezenet, alexnet; or module:function for your own")
    atlas.add_argument("layer", nargs="?", help="such as conv2 or features.3; the output if not given")
    atlas.add_argument("--out", type=Path, metavar="FOLDER", help="where the page will be (atlas-NET-LAYER)")
    atlas.add_argument("--units", type=_units, help="such as 0-99,340; all if not given")
    atlas.add_argument("--shape", type=_shape, help="of one picture, such as 3,96,96; the usual one if not given")
    atlas.add_argument("--steps", type=int, help="of each walk; 100, or 200 for large pictures, if not given")
    atlas.add_argument("--seed", type=int, default=0)
    atlas.add_argument("--executor", default="here", help="here, processes, or the address of a Dask scheduler")
    atlas.set_defaults(run=_atlas)


def _units(text: str) -> list[int]:
    """0-2,7 is 0, 1, 2, 7."""
    ends = [part.partition("-") for part in text.split(",")]
    return list(dict.fromkeys(unit for first, _, last in ends for unit in range(int(first), int(last or first) + 1)))


def _shape(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


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


def _atlas(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the same numbers on every executor; the processes are many
    sys.path.insert(0, os.getcwd())  # for module:function
    from .experiments.atlas import atlas

    a = arguments
    try:
        with _executor(a.executor) as executor:
            print(atlas(a.net, a.layer, a.out, a.units, a.shape, a.steps, a.seed, executor))
    except ValueError as error:  # a net, a layer or a unit that is not there
        print(f"amteach atlas: {error}", file=sys.stderr)
        return 2
    return 0


@contextmanager
def _executor(name: str) -> Iterator[Executor | None]:
    """What computes: this process, as many processes as there are processors, or a Dask cluster."""
    if name == "here":
        yield None
    elif name == "processes":
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(mp_context=get_context("spawn")) as executor:
            yield executor
    else:
        from .store.extras import need

        need("distributed", f"--executor {name}")
        from distributed import Client

        with Client(name) as client:
            yield client.get_executor()
