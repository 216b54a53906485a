"""The shape of the package, as rules: which room knows which, who may bring in what, how long a file may grow."""

import ast
import subprocess
import sys
import warnings
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "amteach"
FILES = sorted(PACKAGE.rglob("*.py"))

# functions <- walks <- bridge <- data <- zoo <- experiments <- study <- scenes <- widgets: what each room may know
# besides itself.  Files that lie in no room (the public names, the command line) may know all of them.
KNOWS = {
    "store": (),
    "functions": (),
    "walks": ("functions", "store"),
    "pictures": ("functions.arrays", "functions.checks", "store"),
    "bridge": ("functions", "store"),
    "training": ("store",),
    "data": ("functions", "bridge", "pictures", "store", "training"),
    "zoo": ("functions", "walks", "bridge", "pictures", "data", "store", "training"),
    "experiments": ("functions", "walks", "bridge", "pictures", "data", "zoo", "store"),
    "study": ("functions", "walks", "data", "zoo", "pictures", "store"),
    "scenes": ("functions", "walks", "bridge", "data", "zoo", "experiments", "pictures", "study", "store"),
    "widgets": ("functions", "walks", "pictures", "study", "scenes", "store"),
    "exercises": ("functions", "pictures.html", "store"),
    "classroom": ("functions", "pictures", "study", "exercises", "store"),
}
LARGEST = 0.2  # the share of the lines that one room may hold

# library: (who may import it with the file, who may import it inside a function)
COMMANDS = ("cli", "doctor", "lab")  # the command line, which may look at everything once it is asked to
TORCH_SIDE = (
    "bridge.axes",
    "bridge.checks",
    "bridge.crossing",
    "bridge.first_run",
    "bridge.from_torch",
    "bridge.inputs",
    "bridge.layers",
    "bridge.network",
    "bridge.outputs",
    "bridge.relu_rules",
    "bridge.undisturbed",
    *(  # and the files of these names in training, and beside each net
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in FILES
        if path.stem in ("module", "losses", "loop", "recipe")
    ),
)
OUTSIDE = {
    "torch": (TORCH_SIDE, ("functions.arrays", "bridge", "data", "training", "zoo", "experiments", *COMMANDS)),
    "matplotlib.pyplot": ((), ()),
    "pylab": ((), ()),
    "matplotlib": (("pictures",), ("widgets", "data", *COMMANDS)),  # data: the photograph that it brings
    "plotly": (("pictures",), ("widgets", *COMMANDS)),
    "anywidget": (("widgets", "classroom.question"), COMMANDS),
    "ipywidgets": (("widgets",), COMMANDS),
    "IPython": (("widgets",), ("classroom", *COMMANDS)),
    "pooch": ((), ("store",)),
    "filelock": ((), ("store",)),
    "platformdirs": ((), ("store",)),
    "safetensors": ((), ("store", "zoo")),
    "hypothesis": ((), ()),
    "sklearn": ((), ("data", "zoo")),
    # the NumPy half also runs in a browser's Python, which has no threads, sockets or processes
    "threading": (("widgets", "bridge", "classroom"), ()),
    "multiprocessing": ((), COMMANDS),
    "distributed": ((), COMMANDS),
    "socket": (COMMANDS, ()),
    "urllib": (COMMANDS, ()),
    "subprocess": (("classroom", *COMMANDS), ()),
}

HEAVY = {"torch", "matplotlib", "plotly", "ipywidgets", "anywidget", "IPython", "pooch", "safetensors"}
LONG, TOO_LONG, FUNCTION = 150, 250, 40  # lines: a warning for what a student reads, and the limits


def name_of(path: Path) -> str:
    """The dotted name of a file within the package: walks/walk.py is walks.walk, walks/__init__.py is walks."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in FILES}
SOURCES = {  # every file of code that is not a test, and how many lines it has
    path: len(path.read_text(encoding="utf-8").splitlines())
    for place in (PACKAGE, ROOT / "benchmarks", ROOT / "tools")
    for path in sorted(place.rglob("*.*"))
    if path.suffix in {".py", ".js", ".css"}
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in NAMES.items()}


def imports(name: str):
    """Every name a file imports, in full, and whether it does so as soon as the file is loaded."""
    tree, path = TREES[name], NAMES[name]
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
        yield from ((imported, id(node) not in later) for imported in names)


def within(name: str, places) -> bool:
    """Is this dotted name one of the places, or inside one?"""
    return any(name == place or name.startswith(place + ".") for place in places)


def module_of(imported: str) -> str | None:
    """The file of the package that this import reads, by its dotted name; None for another package."""
    name = imported.removeprefix("amteach").removeprefix(".")
    if not within(imported, ["amteach"]):
        return None
    return name if name in NAMES else name.rpartition(".")[0]


def test_a_room_knows_only_the_rooms_before_it():
    offenders = [
        f"{name} may not know {imported}"
        for name in NAMES
        if (room := name.partition(".")[0]) in KNOWS
        for imported, _ in imports(name)
        if within(imported, ["amteach"]) and not within(imported.partition(".")[2], [room, *KNOWS[room]])
    ]
    assert not offenders, "\n".join(offenders)


def test_there_is_no_circle_of_rooms_and_none_of_files():
    """Imports inside functions count too: a circle that is only met later is one all the same."""
    files = {name: {m for i, _ in imports(name) if (m := module_of(i)) not in (None, name)} for name in NAMES if name}
    rooms: dict[str, set[str]] = {}
    for name, known in files.items():
        room = name.partition(".")[0]
        rooms.setdefault(room, set()).update({k.partition(".")[0] for k in known} - {room})
    for graph in (files, rooms):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as circle:
            raise AssertionError(" → ".join(circle.args[1])) from None


def test_only_its_rooms_import_a_library():
    offenders = [
        f"{name} imports {imported} {'with the file' if at_once else 'in a function'}; allowed: {allowed}"
        for name in NAMES
        for imported, at_once in imports(name)
        for library, (top, inside) in OUTSIDE.items()
        if within(imported, [library]) and not within(name, allowed := top if at_once else (*top, *inside))
    ]
    assert not offenders, "\n".join(offenders)


def test_every_room_has_its_rule_and_none_is_an_attic():
    rooms = {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    assert rooms == set(KNOWS)
    whole = sum(SOURCES.values())
    lines = {room: sum(n for path, n in SOURCES.items() if PACKAGE / room in path.parents) for room in rooms}
    large = {room: n for room, n in lines.items() if n > LARGEST * whole}
    assert not large, f"more than a fifth of {whole} lines: {large}"


def test_what_is_public_is_documented():
    offenders = [f"{name} opens without a docstring" for name, tree in TREES.items() if not ast.get_docstring(tree)]
    offenders += [
        f"{name}.{node.name} has no docstring"
        for name, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not offenders, "\n".join(offenders)


def test_a_file_can_be_read_in_one_sitting():
    for path, n in SOURCES.items():
        if n > LONG and path.suffix == ".py":
            warnings.warn(f"{path.relative_to(ROOT)} has {n} lines: two ideas?", stacklevel=1)
    too_long = [f"{p.relative_to(ROOT)} has {n} lines" for p, n in SOURCES.items() if n > TOO_LONG]
    assert not too_long, "\n".join(too_long)


def test_a_function_fits_on_a_page():
    """Its docstring is not counted."""
    offenders = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                n = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                if n > FUNCTION:
                    offenders.append(f"{name}.{node.name} has {n} lines")
    assert not offenders, "\n".join(offenders)


def loaded_after(code: str) -> set[str]:
    """The packages that a fresh process has loaded after running a line of code."""
    run = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    answer = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert answer.returncode == 0, answer.stderr
    return {name.partition(".")[0] for name in answer.stdout.split()}


def test_importing_the_package_loads_not_even_numpy():
    assert not {"numpy", *HEAVY} & loaded_after("import amteach")


def test_the_rooms_of_a_lecture_load_nothing_heavy():
    rooms = ("functions", "walks", "data", "zoo", "experiments", "exercises", "study")
    names = [f"amteach.{name}" for name in NAMES if within(name, rooms) and not within(name, TORCH_SIDE)]
    loaded = loaded_after(f"import {', '.join(names)}")
    assert "numpy" in loaded
    assert not HEAVY & loaded


def test_the_numpy_half_does_without_torch():
    names = [f"amteach.{n}" for n in NAMES if n and not within(n, TORCH_SIDE) and n != "__main__"]
    assert "amteach" in loaded_after(f"import sys; sys.modules['torch'] = None; import {', '.join(names)}")
