"""The file of one's own: whole, locked, kept when damaged, and never in the way."""

import json
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from amteach.store import own


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("AMTEACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def counted(record):
    entry = record["exercises"].setdefault("basin", {"tries": 0})
    entry["tries"] += 1


def test_without_a_file_nothing_is_known_and_reading_makes_none(home):
    assert own.read()["exercises"] == {}
    assert not home.exists()


def test_many_writers_lose_nothing():
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: own.update(counted), range(40)))
    assert own.read()["exercises"]["basin"]["tries"] == 40


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"amteach": "progress 9"}', "[" * 100_000, '{"amteach": 1}'])
def test_what_is_no_record_is_kept_beside_the_new_one(home, content):
    home.mkdir()
    (home / "progress.json").write_text(content)
    assert own.read()["predictions"] == {}
    assert own.update(counted)
    assert own.read()["exercises"]["basin"]["tries"] == 1
    assert (home / "progress.damaged.json").read_text() == content


@pytest.mark.parametrize("entries", [None, 3, [1], {"basin": 3, "margin": {"tries": "many"}}])
def test_parts_of_another_form_are_no_part(home, entries):
    home.mkdir()
    (home / "progress.json").write_text(json.dumps({"amteach": own.KIND, "exercises": entries}))
    assert all(isinstance(entry, dict) for entry in own.read()["exercises"].values())


def test_a_folder_that_cannot_be_is_no_error(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AMTEACH_HOME", str(tmp_path / "file" / "home"))
    assert not own.update(counted)
    assert own.read()["exercises"] == {}


def test_without_the_variable_it_lies_in_the_users_folder(monkeypatch):
    monkeypatch.delenv("AMTEACH_HOME")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: f"/somewhere/{name}")
    assert own.home().as_posix() == "/somewhere/amteach"


WRITER = """
from amteach.store import own
print("ready", flush=True)
while True:
    own.update(lambda record: record["exercises"].update({str(len(record["exercises"])): {"text": "x" * 5000}}))
"""


def test_killed_at_any_moment_it_is_whole_and_nothing_is_lost(home):
    rng = random.Random(0)
    before = 0
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", WRITER], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(rng.uniform(0.0, 0.2))
            writer.kill()
        record = json.loads((home / "progress.json").read_text()) if (home / "progress.json").exists() else own.read()
        assert len(record["exercises"]) >= before
        before = len(record["exercises"])
    assert before > 0
    assert own.update(counted), "the lock of the dead is no lock"
