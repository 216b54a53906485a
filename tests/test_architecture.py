"""The shape of the package, as rules: which room knows which, who may bring in what, how long a file may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "amteach"
FILES = sorted(PACKAGE.rglob("*.py"))

# functions <- walks <- networks <- study <- scenes <- widgets: what each room may know besides itself.
# Files that lie in no room (the public names, the command line) may know all of them.
KNOWS = {
    "functions": (),
    "walks": ("functions",),
    "networks": ("functions", "walks"),
    "pictures": ("functions.arrays.to_numpy",),
    "study": ("functions", "walks", "networks", "pictures"),
    "scenes": ("functions", "walks", "networks", "pictures", "study"),
    "widgets": ("functions", "walks", "networks", "pictures", "study", "scenes"),
    "exercises": ("functions", "walks", "networks"),
}

# library: (who may import it with the file, who may import it inside a function)
COMMANDS = ("cli", "doctor", "lab")  # the command line, which may look at everything once it is asked to
TORCH_SIDE = (
    "networks.alexnet",
    "networks.border",
    "networks.border_errors",
    "networks.cnn_torch",
    "networks.generator_modules",
    "networks.recipes",
    "networks.relu_rules",
    "networks.robust_modules",
    "networks.squeezenet",
)
OUTSIDE = {
    "torch": (TORCH_SIDE, ("networks", *COMMANDS)),
    "matplotlib.pyplot": ((), ()),
    "pylab": ((), ()),
    "matplotlib": (("pictures",), ("widgets", *COMMANDS)),
    "plotly": (("pictures",), ("widgets", *COMMANDS)),
    "anywidget": (("widgets",), COMMANDS),
    "ipywidgets": (("widgets",), COMMANDS),
    "IPython": (("widgets",), COMMANDS),
    "pooch": ((), ("networks",)),
    "safetensors": ((), ("networks",)),
    # the NumPy half also runs in a browser's Python, which has no threads, sockets or processes
    "threading": (("networks", "widgets"), ()),
    "multiprocessing": ((), ("networks",)),
    "socket": (("networks", *COMMANDS), ()),
    "urllib": (("networks", *COMMANDS), ()),
    "subprocess": (COMMANDS, ("networks",)),
}

HEAVY = {"torch", "matplotlib", "plotly", "ipywidgets", "anywidget", "IPython", "pooch", "safetensors"}
LINES = 150


def name_of(path: Path) -> str:
    """The dotted name of a file within the package: walks/walk.py is walks.walk, walks/__init__.py is walks."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path):
    """Every name a file imports, in full, and whether it does so as soon as the file is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)]
    inner += [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    later = {id(n) for outer in inner for n in ast.walk(outer)}
    package = ["amteach", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            names = [".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names]
        else:
            continue
        yield from ((name, id(node) not in later) for name in names)


def within(name: str, places) -> bool:
    """Is this dotted name one of the places, or inside one?"""
    return any(name == place or name.startswith(place + ".") for place in places)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_room_knows_only_the_rooms_before_it(path):
    room = name_of(path).partition(".")[0]
    if room not in KNOWS:
        return
    for name, _ in imports(path):
        if within(name, ["amteach"]):
            assert within(name.partition(".")[2], [room, *KNOWS[room]]), f"{name_of(path)} may not know {name}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_its_rooms_import_a_library(path):
    for name, at_once in imports(path):
        for library in (entry for entry in OUTSIDE if within(name, [entry])):
            top, inside = OUTSIDE[library]
            allowed = top if at_once else (*top, *inside)
            assert within(name_of(path), allowed), (
                f"{name_of(path)} imports {name} {'with the file' if at_once else 'in a function'}; allowed: {allowed}"
            )


def test_every_room_has_its_rule():
    rooms = {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    assert rooms == set(KNOWS)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_is_public_is_documented(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} opens without a docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name_of(path)}.{node.name} has no docstring"


SOURCES = [p for place in (PACKAGE, ROOT / "tests", ROOT / "benchmarks") for p in sorted(place.rglob("*.*"))]


@pytest.mark.parametrize("path", [p for p in SOURCES if p.suffix in {".py", ".js", ".css"}], ids=lambda p: p.name)
def test_a_file_can_be_read_in_one_sitting(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES, f"{path.relative_to(ROOT)} has {lines} lines; more than {LINES} are two ideas"


def loaded_after(code: str) -> set[str]:
    """The packages that a fresh process has loaded after running a line of code."""
    run = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    answer = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert answer.returncode == 0, answer.stderr
    return {name.partition(".")[0] for name in answer.stdout.split()}


def test_importing_the_package_loads_nothing_heavy():
    assert not HEAVY & loaded_after("import amteach")


def test_the_numpy_half_does_without_torch():
    names = [f"amteach.{n}" for n in map(name_of, FILES) if n and not within(n, TORCH_SIDE) and n != "__main__"]
    assert "amteach" in loaded_after(f"import sys; sys.modules['torch'] = None; import {', '.join(names)}")
