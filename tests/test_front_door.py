"""The public names: what the stub promises is what the package gives, in the order of the lectures."""

import ast
import inspect
import json
import re
import subprocess
import sys
import warnings
from importlib import metadata
from pathlib import Path

import pytest

import amteach as am

ROOT = Path(__file__).parent.parent
STUB = (ROOT / "amteach" / "__init__.pyi").read_text(encoding="utf-8")
LECTURES = sorted((ROOT / "notebooks").glob("*.ipynb"))
USED = re.compile(r"\bam\.([A-Za-z]\w*)")


def names_of_the_stub() -> dict[str, tuple[str, int]]:
    """For each public name: the room or file that it is imported from, and the number of its lecture."""
    lectures = {i: int(line[2:4]) for i, line in enumerate(STUB.splitlines(), 1) if re.match(r"# \d\d ", line)}
    names = {}
    for node in ast.parse(STUB).body:
        if isinstance(node, ast.ImportFrom):
            lecture = max(number for line, number in lectures.items() if line < node.lineno)
            for alias in node.names:
                assert alias.asname == alias.name, f"{alias.name}: a stub makes public what it imports as itself"
                assert alias.name not in names, f"{alias.name} stands in the stub twice"
                names[alias.name] = (f"amteach.{node.module or ''}".rstrip("."), lecture)
    return names


PUBLIC = names_of_the_stub()


def cells_of(notebook: Path, kinds: tuple[str, ...] = ("code", "markdown")) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] in kinds)


def test_the_names_of_the_package_are_those_of_the_stub():
    assert sorted(vars(am)["__all__"]) == sorted(PUBLIC)
    assert set(dir(am)) == {*PUBLIC, "__version__"}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_name_is_what_the_stub_says(name):
    found = getattr(am, name)
    place = pytest.importorskip(PUBLIC[name][0])  # torch is missing, or getattr had failed
    assert found is getattr(place, name)
    assert found is vars(am)[name], "it is kept for the next time"


def test_the_stub_can_be_read_with_any_encoding():
    assert STUB.isascii(), "lazy_loader reads it in the encoding of the machine"


def test_a_name_stands_below_the_lecture_that_first_uses_it():
    first = {}
    for notebook in LECTURES:
        for name in USED.findall(cells_of(notebook)):
            first.setdefault(name, int(notebook.stem[:2]))
    wrong = [f"{n}: lecture {first[n]:02}" for n, (_, lecture) in PUBLIC.items() if first.get(n, lecture) != lecture]
    assert not wrong, f"amteach/__init__.pyi names them elsewhere: {wrong}"
    lectures = [lecture for _, lecture in PUBLIC.values()]
    assert lectures == sorted(lectures)


def test_every_name_that_is_written_of_is_public():
    pages = [ROOT / "README.md", *(ROOT / "notebooks").glob("*.md"), *(ROOT / "amteach").rglob("*.py")]
    texts = {path: path.read_text(encoding="utf-8") for path in pages} | {path: cells_of(path) for path in LECTURES}
    unknown = {name: path.name for path, text in texts.items() for name in USED.findall(text) if name not in PUBLIC}
    assert not unknown


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("acsent", " Did you mean ascent?"), ("stagee", " Did you mean stage?"), ("L2", " Did you mean l2?")],
)
def test_a_misspelt_name_gets_a_suggestion_once(wrong, hint):
    with pytest.raises(AttributeError) as caught:
        getattr(am, wrong)
    assert str(caught.value) == f"amteach has no {wrong!r}.{hint}"
    code = f"import amteach as am; am.{wrong}"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    assert said.count("Did you mean") == 1


def test_a_name_like_no_other_gets_no_suggestion():
    with pytest.raises(AttributeError, match=r"amteach has no 'qqq'$"):
        am.qqq  # pyright: ignore[reportAttributeAccessIssue]
    assert not hasattr(am, "__wrapped__")


def test_a_name_that_was_given_up_leads_to_the_new_one_with_a_warning(monkeypatch):
    monkeypatch.setitem(vars(am)["_RENAMED"], "climb", "ascent")
    with pytest.warns(DeprecationWarning, match=r"am\.climb is now called am\.ascent") as caught:
        assert getattr(am, "climb") is am.ascent  # noqa: B009
    assert caught[0].filename == __file__
    assert "climb" not in dir(am)
    with pytest.warns(DeprecationWarning, match=r"am\.ascent"):
        from amteach import climb  # pyright: ignore[reportAttributeAccessIssue]
    assert climb is am.ascent


def test_every_name_that_was_given_up_leads_to_a_public_one():
    renamed = vars(am)["_RENAMED"]
    assert set(renamed.values()) <= PUBLIC.keys()
    assert not renamed.keys() & PUBLIC.keys()


def test_the_version_is_that_of_the_installed_package():
    assert am.__version__ == metadata.version("amteach")


WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None
import inspect
import amteach as am
from amteach import *
assert hasattr(am, "from_torch")
assert dict(inspect.getmembers(am))["from_torch"].__name__ == "from_torch"
am.from_torch("a network")
"""


def test_without_torch_every_name_is_there_and_the_call_says_what_to_install():
    run = subprocess.run([sys.executable, "-c", WITHOUT_TORCH], capture_output=True, text=True, check=False, cwd=ROOT)
    message = 'ImportError: am.from_torch needs torch, which is not installed: pip install "amteach[torch]"'
    assert run.stderr.splitlines()[-1] == message


def test_members_and_help_are_complete():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        members = dict(inspect.getmembers(am))
    assert members.keys() == {*PUBLIC, "__version__"}


SNIPPET = """\
import amteach as am

f = am.linear(w=[1.0, 2.0], b=0.5) - 0.5 * am.l2
trace = am.record(am.walk(f, x0=[[3.0, -2.0]], step=am.ascent(rate=0.1)), steps=100)
am.stagee("linear_model")  # wrong: am has no such name
am.ascent(speed=0.1)  # wrong: nor ascent such a parameter
am.zoo.mnist_cn()  # wrong
am.mnist.digit("test")  # wrong
am.planted_tag.nets("delivered")  # wrong
am.record(trace).y  # wrong: steps is missing
am.walk(f).send(None)  # wrong: x0 is missing
version: int = am.__version__  # wrong: it is text
"""


@pytest.fixture(scope="module")
def errors(tmp_path_factory):
    """The errors that an editor underlines, by file: of the snippet, and of the code of the lectures."""
    folder = tmp_path_factory.mktemp("editor")
    (folder / "snippet.py").write_text(SNIPPET, encoding="utf-8")
    for notebook in LECTURES:
        (folder / f"lecture_{notebook.stem}.py").write_text(cells_of(notebook, ("code",)), encoding="utf-8")
    settings = {"extraPaths": [str(ROOT)], "typeCheckingMode": "standard"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    run = [sys.executable, "-m", "pyright", "-p", str(folder), "--pythonpath", sys.executable, "--outputjson"]
    found = json.loads(subprocess.run(run, capture_output=True, text=True, check=False).stdout)
    assert found["summary"]["filesAnalyzed"] == 1 + len(LECTURES)
    errors: dict[str, list[tuple[int, str]]] = {}
    for each in found["generalDiagnostics"]:
        if each["severity"] == "error":
            error = (each["range"]["start"]["line"] + 1, each["message"])
            errors.setdefault(Path(each["file"]).stem, []).append(error)
    return errors


def test_an_editor_underlines_what_is_wrong_and_nothing_else(errors):
    wrong = [number for number, line in enumerate(SNIPPET.splitlines(), 1) if "# wrong" in line]
    assert sorted({number for number, _ in errors["snippet"]}) == wrong


def test_an_editor_underlines_nothing_in_the_lectures(errors):
    assert errors.keys() == {"snippet"}, errors
