"""am.exercises(): all of them, by lecture, and what has been solved on this machine."""

import json

import pytest

import amteach as am
from amteach.exercises import EXERCISES
from amteach.exercises.listing import listing
from amteach.store import own


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("AMTEACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def states():
    return {entry.name: entry.state for entry in am.exercises()}


def test_every_exercise_is_listed_once_by_lecture():
    listed = am.exercises()
    assert sorted(entry.name for entry in listed) == sorted(EXERCISES)
    lectures = [entry.lecture for entry in listed]
    assert lectures == sorted(lectures)
    assert {entry.difficulty for entry in listed} == {1, 2, 3}
    assert set(states().values()) == {""}


def test_of_one_lecture():
    assert {entry.lecture for entry in am.exercises(2)} == {2}
    with pytest.raises(ValueError, match=r"lecture 99 has no exercises: am.exercises\(1\)"):
        am.exercises(99)


def test_check_notes_what_was_tried_and_what_was_solved_and_a_stub_is_neither():
    am.check("penalty-to-radius", ...)
    assert states()["penalty-to-radius"] == ""
    am.check("penalty-to-radius", lambda penalty: 1 / penalty)
    assert states()["penalty-to-radius"] == "tried"
    am.check("penalty-to-radius", lambda penalty: 1 / (2 * penalty))
    assert states()["penalty-to-radius"] == "solved"
    am.check("penalty-to-radius", lambda penalty: 1 / penalty)
    assert states()["penalty-to-radius"] == "solved", "what was solved stays solved"
    assert own.read()["exercises"]["penalty-to-radius"]["tries"] == 3


def test_an_exercise_of_ones_own_is_judged_and_not_noted():
    assert am.check(EXERCISES["penalty-to-radius"], lambda penalty: 1 / (2 * penalty))
    assert not own.read()["exercises"]


def test_where_nothing_can_be_written_a_check_is_as_good(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AMTEACH_HOME", str(tmp_path / "file"))
    assert am.check("penalty-to-radius", lambda penalty: 1 / (2 * penalty))


def test_it_is_a_table_in_a_terminal_and_in_a_notebook():
    am.check("basin", lambda x0, penalty: [0, 0])
    am.check("penalty-to-radius", lambda penalty: 1 / (2 * penalty))
    text, html = repr(am.exercises(2)), listing(EXERCISES, 2)._repr_html_()
    assert text.startswith("1 of 5 solved")
    assert " ✓ penalty-to-radius " in text
    assert " … basin " in text
    assert max(map(len, text.splitlines())) <= 100
    assert html.count("<tr>") == 6
    assert "1 of 5 solved" in html


def test_the_file_holds_no_answer(home):
    am.check("penalty-to-radius", lambda penalty: 1 / (2 * penalty))
    kept = json.loads((home / "progress.json").read_text())["exercises"]["penalty-to-radius"]
    assert kept.keys() == {"tries", "solved"}


def test_the_room_is_still_a_module_whichever_name_came_first():
    import amteach.exercises as room

    assert room is am.exercises
    assert room.EXERCISES is EXERCISES
