"""What the tests of the classroom share: made-up hand-ins, cheats among them."""

import json

import pytest

from amteach.classroom.handin import KIND

IMPORTS = "import numpy as np\n\nimport amteach as am"


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """A file of one's own for each test."""
    monkeypatch.setenv("AMTEACH_HOME", str(tmp_path / "home"))


@pytest.fixture
def hand_in(tmp_path):
    """hand_in(student, *cells): the folder, with one more hand-in in it; `name` is that of the file."""
    folder = tmp_path / "handins"
    folder.mkdir()

    def made(student, *cells, name=None, predictions=None):
        content = {"amteach": KIND, "student": student, "notebooks": {"02.ipynb": [IMPORTS, *cells]}}
        content["predictions"] = predictions or {}
        (folder / f"{name or student}.json").write_text(json.dumps(content))
        return folder

    return made
