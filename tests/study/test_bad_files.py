"""Studies read back are looked at value by value; a card too; and no cell of a table is a formula."""

import csv
import io
import json
import threading

import pytest

from amteach.store import cards
from amteach.store.files import FileDamaged
from amteach.study.answers import Answer, Question, Record, load, save
from amteach.study.pooling import pool_studies

RECORD = Record("heron", 0, "MNIST test", tuple(Question("natural", False, i, 0) for i in range(20)))
GOOD = json.loads(RECORD.with_answers([Answer(0, 1, 2, 3)]).json())


def changed(**values):
    return {**GOOD, **values}


def trial(**values):
    return changed(trials=[GOOD["trials"][0] | values])


def answer(**values):
    return changed(answers=[GOOD["answers"][0] | values])


DEEP = "[" * 100_000 + "]" * 100_000
BAD = {
    "no object": [1],
    "another kind": changed(amteach="Trace 2"),
    "no participant": {k: v for k, v in GOOD.items() if k != "participant"},
    "a participant of two words": changed(participant="two words"),
    "a participant that is a path": changed(participant="../../etc"),
    "a participant that is a number": changed(participant=3),
    "a long participant": changed(participant="x" * 10**5),
    "a seed that is a word": changed(seed="0"),
    "a seed that is true": changed(seed=True),
    "digits of numbers": changed(digits=[1]),
    "one field more": changed(more=1),
    "trials that are none": changed(trials=3),
    "a block of another name": trial(block="<script>"),
    "a block that is a list": trial(block=[]),
    "a catch of 1": trial(catch=1),
    "a unit of half": trial(unit=0.5),
    "a unit below 0": trial(unit=-1),
    "a unit NaN": trial(unit=float("nan")),
    "right is true": trial(right=True),
    "right is 2": trial(right=2),
    "an answer to no trial": answer(trial=20),
    "an answer of true": answer(choice=True),
    "an answer of NaN": answer(confidence=float("nan")),
    "a time below 0": answer(milliseconds=-1),
    "a time of many digits": answer(milliseconds=10**50),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_study_with_one_wrong_value_is_refused_and_named(content, tmp_path):
    path = tmp_path / "heron.json"
    path.write_text(json.dumps(content), "utf-8")
    for read in (load, pool_studies):
        with pytest.raises(ValueError, match=r"heron.json holds no answers of amteach's human study") as error:
            read(path)
        assert len(str(error.value)) < 600 + len(str(path))


@pytest.mark.parametrize(
    "text", [DEEP, '{"a":' * 100_000, "", "\x00", "NaN", "x" * 10**7], ids=lambda t: t[:5] + str(len(t))
)
def test_a_file_that_is_deep_or_large_or_nothing_is_refused(text, tmp_path):
    path = tmp_path / "heron.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="holds no answers"):
        load(path)


CARDS = {"deep": DEEP, "a list": "[]", "a hash of numbers": '{"sha256": 3}', "arrays in a list": '{"arrays": []}'}
CARDS["a shape that is a number"] = '{"arrays": {"a": 3}}'


@pytest.mark.parametrize("text", CARDS.values(), ids=CARDS)
def test_a_card_with_a_wrong_value_is_refused(text, tmp_path):
    (tmp_path / "net.json").write_text(text, "utf-8")
    for read in (cards.card, cards.load):
        with pytest.raises(FileDamaged, match="is not a card"):
            read("net", tmp_path)


def test_what_a_killed_writer_leaves_beside_is_no_study(tmp_path):
    save(tmp_path / "heron.json", RECORD.with_answers([Answer(0, 0, 1, 1)]))
    (tmp_path / ".0123.json").write_text('{"amteach"', "utf-8")
    assert pool_studies(tmp_path).counted == ("heron",)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    words = f"{start}HYPERLINK(1)"
    record = Record("-1" if start == "-" else "heron", 0, words, RECORD.trials, (Answer(0, 0, 1, 1),))
    for row in list(csv.reader(io.StringIO(record.csv())))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_two_writers_in_one_process_lose_no_answer(tmp_path):
    path = tmp_path / "heron.json"

    def give(i):
        save(path, RECORD.with_answers([Answer(i, 0, 1, 5)]))

    writers = [threading.Thread(target=give, args=(i,)) for i in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [a.trial for a in load(path).answers] == list(range(20))
