"""Answers are kept: whole, one by one, the first one standing, and never mixed with those of another study."""

import csv
import io
import json
from dataclasses import replace

import pytest

from amteach.study.answers import Answer, load, merge, new_record, save


@pytest.fixture
def empty(thirty_trials):
    return new_record("heron", 3, "drawn", thirty_trials)


def test_what_is_written_is_read_again(tmp_path, empty):
    path = tmp_path / "deep" / "heron.json"
    record = save(path, empty.with_answers([Answer(0, 1, 3, 900), Answer(2, 0, 1, 1200)]))
    assert load(path) == record
    assert [p.name for p in path.parent.iterdir()] == ["heron.json"], "no temporary file is left"


def test_each_answer_joins_those_in_the_file(tmp_path, empty):
    """Also when whoever writes knows nothing of them: the cell was run twice, or again after the kernel died."""
    path = tmp_path / "heron.json"
    for i in (4, 0, 2):
        save(path, empty.with_answers([Answer(i, 0, 2, 1000)]))
    assert [answer.trial for answer in load(path).answers] == [0, 2, 4]
    assert merge(path, empty) == load(path)


def test_the_first_answer_stands(tmp_path, empty):
    path = tmp_path / "heron.json"
    save(path, empty.with_answers([Answer(5, 1, 3, 800)]))
    again = save(path, empty.with_answers([Answer(5, 0, 1, 90_000), Answer(6, 0, 1, 700)]))
    assert again.answers == (Answer(5, 1, 3, 800), Answer(6, 0, 1, 700))


@pytest.mark.parametrize("other", [{"seed": 4}, {"digits": "MNIST test"}, {"participant": "egret"}])
def test_a_file_of_other_trials_is_left_as_it_is(tmp_path, empty, other):
    path = tmp_path / "heron.json"
    save(path, empty.with_answers([Answer(0, 1, 3, 900)]))
    before = path.read_bytes()
    with pytest.raises(ValueError, match="take another word for participant, or move that file away"):
        save(path, replace(empty, **other))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"amteach": "human study 0"}', '{"amteach": "human study 1", "trials": [{}]}', "\x00"]
)
def test_what_is_no_study_is_refused_and_left_as_it_is(tmp_path, empty, text):
    path = tmp_path / "heron.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="holds no answers of amteach's human study"):
        save(path, empty)
    assert path.read_text("utf-8") == text


def test_a_write_that_fails_leaves_the_answers_so_far(tmp_path, empty, monkeypatch):
    path = tmp_path / "heron.json"
    save(path, empty.with_answers([Answer(0, 1, 3, 900)]))
    before = path.read_bytes()

    def full(*_args):
        raise OSError("no space left on device")

    monkeypatch.setattr("amteach.store.files.os.replace", full)
    with pytest.raises(OSError, match="no space"):
        save(path, empty.with_answers([Answer(1, 1, 3, 900)]))
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "answer", [(30, 0, 1, 9), (-1, 0, 1, 9), (0, 2, 1, 9), (0, 0, 4, 9), (0.0, 0, 1, 9), (0, 0, 1, "9")]
)
def test_what_is_no_answer_is_refused(empty, answer):
    with pytest.raises(ValueError, match="trial 0 to 29, choice 0 or 1, confidence 1 to 3"):
        empty.with_answers([Answer(*answer)])


@pytest.mark.parametrize("wrong", [{"block": "natura"}, {"right": 2}])
def test_a_trial_that_none_was_is_refused_and_not_silently_left_out(tmp_path, empty, wrong):
    path = tmp_path / "heron.json"
    save(path, empty)
    content = json.loads(path.read_text("utf-8"))
    content["trials"][9] |= wrong
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ValueError, match="is no trial: its block is practice, natural, synthetic, none"):
        load(path)


@pytest.mark.parametrize("word", ["", "two words", "../up", "a/b", "x" * 41, "a.b"])
def test_a_word_that_does_not_fit_in_a_files_name_is_refused(word):
    with pytest.raises(ValueError, match='participant="heron"'):
        new_record(word, 0, "drawn", [])


def test_the_table_has_a_line_for_each_answer(thirty_trials, empty):
    record = empty.with_answers([Answer(i, 1, 2, 1000 + i) for i in (0, 7)])
    lines = list(csv.DictReader(io.StringIO(record.csv())))
    assert [int(line["trial"]) for line in lines] == [0, 7]
    for line in lines:
        trial = thirty_trials[int(line["trial"])]
        assert (line["block"], int(line["unit"]), int(line["correct"])) == (
            trial.block,
            trial.unit,
            int(trial.right == 1),
        )


def test_the_file_says_what_was_asked(tmp_path, thirty_trials, empty):
    path = tmp_path / "heron.json"
    save(path, empty)
    content = json.loads(path.read_text("utf-8"))
    assert [t["unit"] for t in content["trials"]] == [t.unit for t in thirty_trials]
    assert content["answers"] == []
