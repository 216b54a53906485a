"""Grading: honest answers get what they are worth, cheats nothing, and nobody is lost."""

import csv
import io

import pytest

from amteach.classroom import report, sandbox
from amteach.classroom.attempts import Attempt
from amteach.classroom.grade import grade, judge
from amteach.exercises import EXERCISES, solution

CHECK = 'am.check("penalty-to-radius", penalty_to_radius)'
RIGHT = "def penalty_to_radius(penalty):\n    return 1 / (2 * penalty)"
GRADIENT = 'am.check("max-gradient", max_gradient)'

CHEATS = {
    "the registry": """
def penalty_to_radius(penalty):
    from amteach.exercises import EXERCISES, solution
    return EXERCISES["penalty-to-radius"].reference(penalty)""",
    "the real package": """
import sys
def penalty_to_radius(penalty):
    for name in [name for name in sys.modules if name.startswith("amteach")]:
        del sys.modules[name]
    sys.path[:] = [PACKAGE, *sys.path[1:]]
    from amteach.exercises.registry import EXERCISES
    return EXERCISES["penalty-to-radius"].reference(penalty)""",
    "the source": """
def penalty_to_radius(penalty):
    space = {}
    text = open(PACKAGE + "/amteach/exercises/sheets/l02_constraint.py").read()
    exec(text.split("def penalty_to_radius")[0], space)
    return 1 / (2 * penalty)""",
    "the source by the side door": """
import os
def penalty_to_radius(penalty):
    os.chdir(PACKAGE + "/amteach/functions")
    os.open("../exercises/registry.py", os.O_RDONLY)
    return 1 / (2 * penalty)""",
    "another process": """
import os
def penalty_to_radius(penalty):
    os.system("true")
    return 1 / (2 * penalty)""",
    "another process by the side door": """
def penalty_to_radius(penalty):
    import _posixsubprocess
    return 1 / (2 * penalty)""",
    "the network": """
import socket
def penalty_to_radius(penalty):
    socket.create_connection(("127.0.0.1", 9), 1)
    return 1 / (2 * penalty)""",
    "frames": """
import sys
def penalty_to_radius(penalty):
    frame = sys._getframe()
    while frame:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            if hasattr(value, "reference"):
                return value.reference(penalty)
        frame = frame.f_back""",
    "gc": """
import gc
def penalty_to_radius(penalty):
    for thing in gc.get_objects():
        if type(thing).__name__ == "Exercise" and thing.name == "penalty-to-radius":
            return thing.reference(penalty)""",
    "a table of the visible inputs": "TABLE = TABLE_HERE\ndef penalty_to_radius(penalty):\n    return TABLE[penalty]",
    "a patched comparison": """
np.allclose = lambda *args, **options: True
np.array_equal = lambda *args, **options: True
def penalty_to_radius(penalty):
    np.allclose = np.isclose = np.testing.assert_allclose = lambda *args, **options: True
    return 0.0""",
    "equal to everything": """
class Anything(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    __array_ufunc__ = None
def penalty_to_radius(penalty):
    return Anything(0)""",
    "sys.exit": "import sys\ndef penalty_to_radius(penalty):\n    sys.exit(0)",
    "os._exit": "import os\ndef penalty_to_radius(penalty):\n    os._exit(0)",
    "printing right": """
import os, sys
def penalty_to_radius(penalty):
    print("right")
    for descriptor in range(3, 20):
        try: os.write(descriptor, b'{"outcome": "right", "value": true}\\n')
        except OSError: pass""",
    "an endless loop": "def penalty_to_radius(penalty):\n    while True: pass",
    "recursion": "def penalty_to_radius(penalty):\n    return penalty_to_radius(penalty)",
    "memory": "def penalty_to_radius(penalty):\n    return np.ones(10**11)",
    "judging itself": "def penalty_to_radius(penalty):\n    return am.solution('penalty-to-radius')",
    "the source by a changed guard": """
import os
def penalty_to_radius(penalty):
    try:
        open("/etc/passwd")
    except PermissionError as refused:
        trace = refused.__traceback__
        while trace:
            for value in trace.tb_frame.f_locals.values():
                for cell in getattr(value, "__closure__", None) or ():
                    cell.cell_contents = ("/", "")
            trace = trace.tb_next
    os.fspath = os.fsdecode = lambda path: "/usr"
    open(PACKAGE + "/amteach/exercises/registry.py").read()
    return 1 / (2 * penalty)""",
    "the source by a path of its own": """
class Path(str):
    def split(self, *args): return ["usr"]
    def replace(self, *args): return self
    def startswith(self, *args): return True
def penalty_to_radius(penalty):
    open(Path(PACKAGE + "/amteach/exercises/registry.py")).read()
    return 1 / (2 * penalty)""",
    "the parent": """
import os
def penalty_to_radius(penalty):
    open(f"/proc/{os.getppid()}/environ", "rb").read()
    return 1 / (2 * penalty)""",
}


@pytest.fixture(scope="module")
def course():
    with sandbox.course_without_answers() as folder:
        yield folder


def judged(code, course, name="penalty-to-radius", function="penalty_to_radius", seconds=2.0):
    return judge(
        Attempt(name, f"import numpy as np\nimport amteach as am\n{code}", function),
        EXERCISES[name],
        7,
        seconds,
        course,
    )


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_cheat_gains_nothing(cheat, course):
    exercise = EXERCISES["penalty-to-radius"]
    table = {args[0]: exercise.reference(*args) for args in exercise.cases()}
    code = CHEATS[cheat].replace("PACKAGE", repr(str(sandbox.PACKAGE.parent))).replace("TABLE_HERE", repr(table))
    result = judged(code, course)
    assert result.outcome in ("wrong", "untried"), result


GUARDED = [cheat for cheat in CHEATS if any(word in cheat for word in ("source", "process", "network", "package"))]


@pytest.mark.parametrize("cheat", [*GUARDED, "the parent"])
def test_without_namespaces_the_guard_alone_refuses(cheat, course, monkeypatch):
    """As on a machine without `unshare`."""
    monkeypatch.setattr(sandbox, "isolation", tuple)
    code = CHEATS[cheat].replace("PACKAGE", repr(str(sandbox.PACKAGE.parent)))
    result = judged(code, course)
    assert result.outcome == "wrong", result
    assert "may not" in result.text or "No module named" in result.text


def test_an_honest_answer_may_use_the_package(course):
    code = "@am.score\ndef max_gradient(x):\n    f = am.maximum()\n    return f.value_and_grad(x)"
    assert judged(code, course, "max-gradient", "max_gradient").outcome == "right"


def test_a_number_is_judged_as_a_number(course):
    assert judged("tangent_penalty = 1 / 6", course, "tangent-penalty", "tangent_penalty").outcome == "right"
    assert judged("tangent_penalty = 1", course, "tangent-penalty", "tangent_penalty").outcome == "wrong"


def test_what_does_not_run_is_told_with_its_line(course):
    result = judged("def penalty_to_radius(penalty):\n    return 1 / (2 * penalti)", course)
    assert "NameError" in result.text
    assert "return 1 / (2 * penalti)" in result.text
    assert "NameError" in judged("penalty_to_radius = nothing", course).text


def test_an_input_that_is_changed_is_noticed_there_too(course):
    norm = "np.maximum(np.sqrt((x**2).sum(1)), 1e-12)"
    code = f"def project_to_ball(x, radius):\n    x *= np.minimum(1, radius / {norm})[:, None]\n    return x"
    result = judged(code, course, "project-to-ball", "project_to_ball")
    assert result.outcome == "wrong"
    assert "changes its input" in result.text


def test_everybody_is_graded_and_nobody_is_lost(hand_in):
    hand_in("Anna", RIGHT, CHECK, predictions={"q": {"prediction": "left"}})
    hand_in("Ben", RIGHT.replace("2 * penalty", "penalty"), CHECK)
    hand_in("Cora", EXERCISES["penalty-to-radius"].stub, CHECK)
    hand_in("Dan", "def penalty_to_radius(penalty) return", CHECK)
    folder = hand_in("Eve", "x = 1", GRADIENT)
    (folder / "Finn.json").write_text("{")
    (folder / "Gus.json").write_text("[" * 100_000)
    grades = grade(folder, seed=3, jobs=2)
    outcomes = {one.handin.student: one.results["penalty-to-radius"].outcome for one in grades.everybody}
    expected = {"Anna": "right", "Ben": "wrong", "Cora": "untried", "Dan": "wrong", "Eve": "missing"}
    assert outcomes == {**expected, "Finn": "missing", "Gus": "missing"}
    problems = {one.handin.student for one in grades.everybody if one.handin.problem}
    assert problems == {"Finn", "Gus"}
    assert grades.commonest()[0][2] == 1
    assert any("derivative" in mistake for _, mistake, _ in grades.commonest())
    table = list(csv.DictReader(io.StringIO(report.as_csv(grades))))
    assert [row["right"] for row in table] == ["1", "0", "0", "0", "0", "0", "0"]
    assert table[0]["predictions"] == "1"
    assert "derivative" in report.as_html(grades)


def test_doubles_forgeries_and_copies_are_noticed(hand_in):
    own = "def basin(x0, penalty):\n    return [1, 2]"
    copied = f"{solution('tv-gradient')}  # mine"
    hand_in("Anna", RIGHT, CHECK, own, 'am.check("basin", basin)')
    hand_in("ANNA", RIGHT, CHECK, name="another")
    hand_in("Ben", f"{RIGHT}  # mine", CHECK, own, 'am.check("basin", basin)')
    folder = hand_in("Cora", copied, 'am.check("tv-gradient", tv_gradient)')
    remarks = {one.handin.file: "; ".join(one.remarks) for one in grade(folder, seed=3).everybody}
    assert "the name is there 2 times" in remarks["Anna.json"]
    assert "the name is there 2 times" in remarks["another.json"]
    assert "the same answers as Ben.json" in remarks["Anna.json"]
    assert "solution: tv-gradient" in remarks["Cora.json"]
    assert "solution" not in remarks["Ben.json"], "so short that many will write the same"


def test_no_cell_is_a_formula_and_no_text_is_html(hand_in):
    folder = hand_in("=cmd|' /C calc'!A0", RIGHT, CHECK, name="a")
    hand_in(
        "<script>alert(1)</script>",
        'def penalty_to_radius(penalty):\n    raise ValueError("<img src=x>")',
        CHECK,
        name="b",
    )
    grades = grade(folder, seed=3)
    for row in csv.reader(io.StringIO(report.as_csv(grades))):
        assert not any(cell.lstrip()[:1] in "=+-@" for cell in row if cell)
    page = report.as_html(grades)
    assert "<script>" not in page
    assert "<img" not in page


def test_notebooks_and_folders_of_notebooks_do_as_well(tmp_path):
    import nbformat

    cells = [nbformat.v4.new_code_cell(source) for source in (RIGHT, "%matplotlib inline\n!ls", CHECK)]
    folder = tmp_path / "all"
    (folder / "Ben").mkdir(parents=True)
    for path in (folder / "Anna.ipynb", folder / "Ben" / "02.ipynb"):
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert [(one.handin.student, one.score) for one in grade(folder, seed=1).everybody] == [("Anna", 1), ("Ben", 1)]
