"""Editions: the exam holds no answer, the solutions of the others are right, and every notebook is one."""

import ast
import inspect
import io
import json
import subprocess
import sys
import textwrap
import zipfile

import nbformat
import pytest

import amteach as am
from amteach.classroom import exam, exports, lectures
from amteach.classroom.booklet import booklet
from amteach.cli import main
from amteach.exercises import EXERCISES


@pytest.fixture(scope="module")
def wheel():
    """The files of the exam's wheel, by name."""
    books = {path.name: exam.without_hints(path) for path in lectures.lectures([0, 2])}
    _, data = exam.wheel(books)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_wheel_of_an_exam_holds_no_solution_and_no_hint(wheel):
    texts = {name: data.decode() for name, data in wheel.items() if name.endswith((".py", ".json", ".ipynb", ".pyi"))}
    assert not [name for name in texts if "/sheets/" in name]
    for exercise in EXERCISES.values():
        source = textwrap.dedent(inspect.getsource(exercise.reference))
        told = [name for name, text in texts.items() if source in text or any(h in text for h in exercise.hints)]
        assert not told, (exercise.name, told)


def test_the_wheel_runs_lists_the_questions_and_judges_nothing(wheel, tmp_path):
    for name, data in wheel.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    code = """if True:
        import amteach as am
        print(len(am.exercises()), am.check("basin", lambda x0, penalty: 0), am.hint("basin"), am.solution("basin"))
        print(am.exercises.EXERCISES["basin"].stub)"""
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, cwd=tmp_path / "site", check=False, env={})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{len(EXERCISES)} Noted, and not judged here.")
    assert done.stdout.endswith(EXERCISES["basin"].stub + "\n")


def test_every_file_of_the_wheel_is_recorded_with_its_hash(wheel):
    record = next(data.decode() for name, data in wheel.items() if name.endswith("/RECORD"))
    recorded = {line.split(",")[0]: line.split(",")[1] for line in record.splitlines()}
    assert recorded.keys() == wheel.keys()
    assert all(f"sha256={exam._hash(wheel[name])}" == said for name, said in recorded.items() if said)


@pytest.mark.parametrize("path", lectures.lectures(), ids=lambda path: path.stem)
def test_a_lecture_for_an_exam_offers_no_hint(path):
    text = exam.without_hints(path).decode()
    assert not exam.TELLS.search(text)
    nbformat.validate(nbformat.reads(text, 4))


@pytest.mark.parametrize("name", EXERCISES)
def test_the_solution_in_an_export_is_right_and_without_it_the_stub_is_left(name):
    exercise = EXERCISES[name]
    text = lectures.solved(exercise, "### BEGIN SOLUTION", "### END SOLUTION")
    space = {"Z": 1.959963984540054}
    exec(text, space)
    assert am.check(name, space[exercise.reference.__name__])
    head, _, rest = text.partition("### BEGIN SOLUTION")
    assert rest.count("### END SOLUTION") == 1
    assert head.strip() == "\n".join(exercise.stub.splitlines()[: len(head.strip().splitlines())])


@pytest.mark.parametrize("kind", ["nbgrader", "otter"])
def test_every_exercise_of_every_lecture_is_exported_once(kind, tmp_path):
    asked = []
    for path in exports.export(kind, tmp_path):
        notebook = nbformat.read(path, nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        tests = [cell.source for cell in notebook.cells if cell.source.startswith("verdict = am.check(")]
        asked += [ast.parse(test).body[0].value.args[0].value for test in tests]  # type: ignore[attr-defined]
        if kind == "nbgrader":
            facts = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
            assert sum(fact.grade for fact in facts) == sum(fact.solution for fact in facts) == len(tests)
            assert len({fact.grade_id for fact in facts}) == len(facts)
        else:
            raw = [cell.source for cell in notebook.cells if cell.cell_type == "raw"]
            assert raw[0].startswith("# ASSIGNMENT CONFIG")
            assert sum(text.startswith("# BEGIN QUESTION") for text in raw) == raw.count("# END QUESTION") == len(tests)
    assert set(asked) == set(EXERCISES)


def test_the_booklet_holds_every_solution_every_hint_and_every_mistake():
    text = booklet()
    for exercise in EXERCISES.values():
        assert str(am.solution(exercise.name)) in text
        assert all(hint in text for hint in (*exercise.hints, *exercise.mistakes))


def test_the_command_writes_each_edition(tmp_path, capsys):
    for kind in ("solutions", "nbgrader", "otter"):
        assert main(["edition", f"--{kind}", str(tmp_path / kind), "--lectures", "2"]) == 0
    assert (tmp_path / "solutions" / "solutions.md").read_text().startswith("# Solutions")
    assert json.loads((tmp_path / "otter" / "02_two_maxima.ipynb").read_text())["cells"]
    assert main(["edition", "--otter", str(tmp_path), "--lectures", "99"]) == 2
    assert "there is no lecture [99]" in capsys.readouterr().err
