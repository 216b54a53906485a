"""A room: everybody counts once, nobody is lost, and a borrowed name is noticed."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

import amteach as am
from amteach.classroom import room
from amteach.classroom.handin import KIND
from amteach.classroom.predictions import Kept
from amteach.classroom.share import Share, parse
from amteach.store import own

QUESTION = "Where does it end?"


def person(name, key, prediction="left", **more: Any):
    kept = Kept(prediction=prediction, **more)
    return Share(name, f"{key:012x}", {QUESTION: kept}, ("basin",))


def test_a_code_is_the_file_and_what_comes_back_is_what_went():
    one = person("heron", 1, "<b>links & “rechts”</b>", was="no", when="2026-11-02T10:00:00")
    assert parse(one.code()) == parse(one.json()) == one
    assert parse("\n".join([one.code()[:20], one.code()[20:]])) == one, "broken by a chat into two lines"


def test_what_i_share_is_what_i_predicted_and_each_new_prediction_follows(tmp_path):
    am.predict(QUESTION, prediction="left")
    path = Path(am.share("heron", tmp_path / "shared"))
    assert parse(str(am.share("heron"))) == parse(path.read_text())
    am.predict("And then?", prediction="right")
    assert {"And then?", QUESTION} == parse(path.read_text()).predictions.keys()
    assert own.read()["key"] not in path.read_text()


def test_a_word_that_does_not_fit_in_a_files_name_is_refused():
    with pytest.raises(ValueError, match=r'am.share\("heron"\)'):
        am.share("../heron")


def test_shares_and_hand_ins_of_a_folder_are_counted(tmp_path):
    for i, prediction in enumerate(["left", "left", "LEFT", "right"]):
        one = person(f"p{i}", i, prediction, was="yes")
        (tmp_path / one.file).write_text(one.json())
    handin = {"amteach": KIND, "student": "Anna", "notebooks": {}, "predictions": {QUESTION: {"prediction": "right"}}}
    (tmp_path / "handin.json").write_text(json.dumps(handin))
    pooled = am.pool_class(tmp_path)
    assert pooled
    assert len(pooled.people) == 5
    assert pooled.answers() == {QUESTION: {"left": 3, "right": 2}}
    assert pooled.was(QUESTION) == {"yes": 4}
    assert "3 of 5" in pooled._repr_html_()
    assert not pooled.remarks


def test_one_person_counts_once_and_the_first_prediction_stands():
    late, early = (
        person("heron", 1, text, when=when) for text, when in (("right", "2026-11-03"), ("left", "2026-11-02"))
    )
    pooled = am.pool_class([late.code(), early.code(), early.code()])
    assert pooled
    assert pooled.answers() == {QUESTION: {"left": 1}}
    assert any("two predictions" in remark for remark in pooled.remarks)


def test_two_people_of_one_name_are_two_and_one_person_of_two_names_is_one():
    pooled = am.pool_class("\n".join(p.code() for p in (person("heron", 1), person("Heron", 2), person("owl", 2))))
    assert pooled
    assert len(pooled.people) == 2
    assert len({one.name for one in pooled.people}) == 2
    assert any("2 people share the name heron" in remark for remark in pooled.remarks)
    assert any("one person under 2 names" in remark for remark in pooled.remarks)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "am1.", "am1.AAAA", "am1.é", "[" * 100_000, '{"amteach": "room 1"}', "[1]"),
        json.dumps({"amteach": "room 1", "name": "../x", "id": "0" * 12}),
        json.dumps({"amteach": "room 1", "name": "heron", "id": 3}),
    ],
)
def test_what_cannot_be_read_is_named_and_the_others_count(text, tmp_path):
    (tmp_path / "odd.json").write_text(text)
    (tmp_path / "good.json").write_text(person("heron", 1).json())
    pooled = am.pool_class(tmp_path)
    assert pooled
    assert len(pooled.people) == 1
    assert len(pooled.remarks) == 1
    assert pooled.remarks[0].startswith("odd.json: ")


def test_no_answer_is_html():
    pooled = am.pool_class([person("heron", 1, "<img src=x>").code()])
    assert pooled
    assert "<img" not in pooled._repr_html_()


def test_live_it_follows_the_folder(tmp_path, monkeypatch, no_loop):
    shown = []

    class Handle:
        def update(self, pooled):
            shown.append(len(pooled.people))

    monkeypatch.setattr(
        "IPython.display.display", lambda pooled, display_id: shown.append(len(pooled.people)) or Handle()
    )
    monkeypatch.setattr(room, "EVERY", 0.01)

    folder = tmp_path / "not there yet"

    async def lesson():
        am.pool_class(folder, live=True)
        await asyncio.sleep(0.1)
        folder.mkdir()
        for i in (1, 2):
            (folder / f"{i}.json").write_text(person(f"p{i}", i).json())
            await asyncio.sleep(0.1)
        room._following.pop().cancel()

    asyncio.run(lesson())
    assert shown[0] == 0
    assert shown[-1] == 2
    assert am.pool_class(tmp_path, live=True), "without a loop, once"
