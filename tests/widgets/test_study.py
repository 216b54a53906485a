"""The study on stage, without a browser: answers go in, receipts come out, and the file holds what was given."""

import json

import numpy as np
import pytest

import amteach as am
from amteach.study.answers import load
from amteach.widgets import messages

MADE = {}


def give(stage, *given):
    """What a view sends: trial, choice, confidence."""
    answers = [{"trial": t, "choice": c, "confidence": s, "milliseconds": 1000} for t, c, s in given]
    stage._receive({"kind": "answers", "answers": answers})
    return stage.sent[-1]


def test_a_view_gets_all_trials_at_once_and_nothing_is_written(study, decode, fits):
    stage = study()
    stage._receive({"kind": "look"})
    [message] = stage.sent
    arrived = json.loads(json.dumps({key: message[key] for key in message if key != "buffers"}, allow_nan=False))
    sent = decode(arrived["trials"], message["buffers"][0])
    assert fits({**arrived, "trials": sent}, messages.TrialsMessage)
    assert fits(json.loads(json.dumps(stage.scene)), messages.StudySceneFacts)
    assert (message["kind"], message["kept"], len(sent)) == ("study", [], 30)
    for theirs, ours in zip(sent, stage.trials, strict=True):
        assert (theirs["block"], theirs["right"]) == (ours.block, ours.right)
        np.testing.assert_array_equal(theirs["queries"], ours.queries)
        np.testing.assert_array_equal(theirs["maximal"], ours.maximal)
    assert len(message["buffers"][0]) < 600_000
    assert not stage.path.exists()


def test_an_answer_is_in_the_file_before_its_receipt_goes_out(study, fits):
    stage = study()
    receipt = give(stage, (0, 1, 3))
    assert fits({key: value for key, value in receipt.items() if key != "buffers"}, messages.ReceiptMessage)
    assert (receipt["kind"], receipt["kept"]) == ("kept", [[0, 1]])
    assert [a.choice for a in load(stage.path).answers] == [1]


def test_a_study_that_is_opened_again_knows_what_was_answered(study):
    give(study(), (0, 1, 3), (1, 0, 2))
    again = study()
    again._receive({"kind": "look"})
    assert again.sent[-1]["kept"] == [[0, 1], [1, 0]]


def test_two_figures_of_one_study_do_not_forget_each_others_answers(study):
    first, second = study(), study()
    give(first, (0, 1, 3))
    give(second, (1, 1, 3))
    assert give(first, (2, 1, 3))["kept"] == [[0, 1], [1, 1], [2, 1]]


def test_an_answer_that_comes_twice_counts_once(study):
    stage = study()
    give(stage, (0, 1, 3))
    assert give(stage, (0, 0, 1), (1, 0, 1))["kept"] == [[0, 1], [1, 0]]


def test_without_room_on_the_disk_there_is_no_receipt(study, monkeypatch):
    stage = study()

    def full(*_args):
        raise OSError("no space left on device")

    monkeypatch.setattr("amteach.study.answers.write_whole", full)
    with pytest.raises(OSError, match="no space"):
        give(stage, (0, 1, 3))
    assert (stage.sent[-1]["kind"], "no space" in stage.sent[-1]["text"]) == ("problem", True)


def test_what_was_answered_is_saved_as_json_and_csv(study, tmp_path):
    stage = study()
    give(stage, (0, 1, 3), (1, 0, 2))
    assert load(stage.save(tmp_path / "mine.json")) == stage.record
    assert stage.save(tmp_path / "mine.csv").read_text("utf-8").count("\nheron,0,") == 2
    with pytest.raises(ValueError, match=r"saved as \.json or \.csv"):
        stage.save(tmp_path / "mine.html")


def test_it_pools(study):
    stage = study()
    give(stage, *((i, t.right, 3) for i, t in enumerate(stage.trials)))
    counts = {"natural": (10, 10), "synthetic": (10, 10), "none": (5, 5)}
    assert am.pool_studies([stage]).counts == am.pool_studies(stage.path.parent).counts == counts


def test_what_cannot_be_is_refused_at_the_call(study):
    with pytest.raises(ValueError, match='participant="heron"'):
        study("two words")
    with pytest.raises(ValueError, match="seed=-1"):
        study(seed=-1)
    stage = study()
    stage.path.parent.mkdir()
    stage.path.write_text("my notes", "utf-8")
    with pytest.raises(ValueError, match="holds no answers"):
        study()
    assert stage.path.read_text("utf-8") == "my notes"


def test_the_still_picture_is_a_trial(study):
    stage = study(seed=4)
    assert "The human study" in stage._still_bundle()["text/html"]
    assert repr(stage) == "stage('human_study', participant='heron', seed=4)"
