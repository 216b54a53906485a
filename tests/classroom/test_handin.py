"""Handing in: the code and the predictions, no outputs, whole or not at all; and nothing odd is read back."""

import json

import nbformat
import pytest

import amteach as am
from amteach.classroom.attempts import attempts, is_stub
from amteach.classroom.handin import KIND, NoHandIn, parse, read
from amteach.cli import main
from amteach.exercises import EXERCISES


@pytest.fixture
def notebook(tmp_path):
    cell = nbformat.v4.new_code_cell("x = 1", outputs=[nbformat.v4.new_output("stream", text="a secret output")])
    path = tmp_path / "02.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("my words"), cell]), path)
    return path


def test_one_file_holds_code_and_predictions_and_no_outputs(notebook, tmp_path, capsys):
    am.predict("Where?", prediction="left")
    out = tmp_path / "mine.json"
    assert main(["handin", str(notebook), "-o", str(out), "--name", "Anna  Heron"]) == 0
    assert "Anna Heron, 1 notebooks, 1 predictions" in capsys.readouterr().out
    handin = read(out)
    assert (handin.student, dict(handin.notebooks)) == ("Anna Heron", {"02.ipynb": ("x = 1",)})
    assert handin.predictions["Where?"].get("prediction") == "left"
    assert {"python", "numpy"} <= handin.versions.keys()
    assert "secret output" not in out.read_text()


def test_without_notebooks_it_takes_those_of_the_folder(notebook, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["handin", "--name", "Anna"]) == 0
    assert read(tmp_path / "handin-Anna.json").notebooks
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path / "none")
    assert main(["handin", "--name", "Anna"]) == 2
    assert "there is no notebook here: amteach handin 02_two_maxima.ipynb" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{}", "[" * 100_000, '{"amteach": "hand-in 2"}', json.dumps({"amteach": KIND, "student": 3})),
        json.dumps({"amteach": KIND, "student": "A" * 101, "notebooks": {}}),
        json.dumps({"amteach": KIND, "student": "A", "notebooks": {"a": "text"}}),
        json.dumps({"amteach": KIND, "student": "A", "notebooks": {"a": [3]}}),
    ],
)
def test_what_is_no_hand_in_is_refused_in_a_sentence(content):
    with pytest.raises(NoHandIn, match=r"some.json") as caught:
        parse(content, "some.json")
    assert len(str(caught.value)) < 200


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    (tmp_path / "large.json").write_bytes(b" " * 5_000_001)
    with pytest.raises(NoHandIn, match="5,000,001 bytes"):
        read(tmp_path / "large.json")


CELLS = [
    "import numpy as np",
    "import amteach as am\nam.stage('two_maxima')",
    "heavy = am.zoo.mnist_cnn()",
    "FACTOR = 2\ndef helper(a):\n    return FACTOR * a",
    "def penalty_to_radius(penalty):\n    return 1 / helper(penalty)",
    'am.check("penalty-to-radius", penalty_to_radius)',
    'def wrong(penalty):\n    return 1\nam.check("penalty-to-radius", wrong)',
    "def basin(x0, penalty):\n    return [0, 0]",
    "this is no python",
]


def test_only_what_an_answer_needs_is_run():
    found = {attempt.exercise: attempt for attempt in attempts(CELLS, EXERCISES)}
    assert found.keys() == {"penalty-to-radius", "basin"}
    code = found["penalty-to-radius"].code
    assert "FACTOR = 2" in code
    assert "def helper" in code
    assert "heavy" not in code
    assert "stage" not in code


def test_a_cell_that_checks_what_it_defines_is_a_demonstration():
    assert not [a for a in attempts(CELLS, EXERCISES) if a.expression == "wrong"]


@pytest.mark.parametrize("name", EXERCISES)
def test_the_stub_of_every_exercise_is_known_as_such_and_its_solution_is_not(name):
    exercise = EXERCISES[name]
    check = f'am.check("{name}", {exercise.reference.__name__})'
    (untouched,) = attempts([exercise.stub, check], {name: exercise})
    (solved,) = attempts([str(am.solution(name)), check], {name: exercise})
    assert is_stub(untouched, exercise)
    assert not is_stub(solved, exercise)
