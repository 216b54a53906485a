"""Whatever comes to the door of a figure is answered in a few words, and disturbs neither the walk nor the figure."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.scenes.controls import slider
from amteach.scenes.scene import Scene
from amteach.widgets.show import Show
from amteach.widgets.source import page

LONG = "x" * 10**7
DEEP = json.loads("[" * 900 + "]" * 900)
MESSAGES = {
    "no message": None,
    "a number": 3,
    "a long word": LONG,
    "a list": [{"kind": "look"}],
    "nothing in it": {},
    "no kind": {"serial": 1},
    "no serial": {"kind": "look"},
    "another kind": {"kind": "delete", "serial": 1},
    "a kind that is a list": {"kind": ["look"], "serial": 1},
    "a long kind": {"kind": LONG, "serial": 1},
    "serial NaN": {"kind": "look", "serial": float("nan")},
    "serial a word": {"kind": "look", "serial": "1"},
    "serial of many digits": {"kind": "look", "serial": 10**400},
    "serial below 0": {"kind": "look", "serial": -1},
    "serial true": {"kind": "look", "serial": True},
    "no values": {"kind": "controls", "serial": 1},
    "values a list": {"kind": "controls", "serial": 1, "values": [1]},
    "values of numbers": {"kind": "controls", "serial": 1, "values": {1: 2}},
    "another control": {"kind": "controls", "serial": 1, "values": {"steps ": 3}},
    "a long control": {"kind": "controls", "serial": 1, "values": {LONG: 3}},
    "10⁹ steps": {"kind": "controls", "serial": 1, "values": {"steps": 10**9}},
    "10⁴⁰⁰ steps": {"kind": "controls", "serial": 1, "values": {"steps": 10**400}},
    "NaN steps": {"kind": "controls", "serial": 1, "values": {"steps": float("nan")}},
    "steps a word": {"kind": "controls", "serial": 1, "values": {"steps": LONG}},
    "steps null": {"kind": "controls", "serial": 1, "values": {"steps": None}},
    "steps true": {"kind": "controls", "serial": 1, "values": {"steps": True}},
    "half a step": {"kind": "controls", "serial": 1, "values": {"steps": 1.5}},
    "steps deep": {"kind": "controls", "serial": 1, "values": {"steps": DEEP}},
}


@dataclass(frozen=True)
class Controls:
    """One control."""

    steps: int = slider(100, 1, 100, 1, "steps")


def compute(c: Controls) -> Iterator[int]:
    for i in range(c.steps):
        time.sleep(0.005)
        yield i + 1


def draw(n: int) -> marks.Picture:
    return marks.Picture([], np.array([0]), [marks.Readout("steps", np.array([n]))], "as far as it came")


SCENE = Scene(Controls, compute, draw)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_it_is_answered_with_a_short_problem_while_the_walk_goes_on(message):
    async def main():
        sent: list = []
        show = Show(SCENE, {"steps": 20}, lambda m, buffers: sent.append(m))
        show.receive({"kind": "look", "serial": 1})
        task = show.task
        before = len(sent)
        show.receive(message)
        assert [m["kind"] for m in sent[before:]] == ["problem"]
        assert isinstance(sent[before]["serial"], int)
        assert 10 < len(sent[before]["text"]) <= 1001
        assert show.task is task
        assert task
        await asyncio.wait_for(task, 10)
        assert show.controls == Controls(20)
        assert sent[-1]["kind"] == "picture"
        assert show.picture().readouts[0].values.tolist() == [20]

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, main()).result()


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_a_stage_too_answers(caught, message):
    stage = caught("linear_model")
    stage.stage._receive(message)
    assert stage.sent[-1]["kind"] == "problem"
    assert len(json.dumps(stage.sent)) < 2000
    stage.ask(5, rate=0.5)
    assert stage.sent[-1]["kind"] == "picture"


ANSWER = {"trial": 0, "choice": 0, "confidence": 3, "milliseconds": 100}
ANSWERS = {
    "none": None,
    "a word": LONG,
    "a number": [3],
    "not all": [{"trial": 0}],
    "more": [ANSWER | {"note": LONG}],
    "a trial of its own": [ANSWER | {"trial": 99}],
    "choice true": [ANSWER | {"choice": True}],
    "choice NaN": [ANSWER | {"choice": float("nan")}],
    "half a trial": [ANSWER | {"trial": 1.0}],
    "time below 0": [ANSWER | {"milliseconds": -1}],
    "time without end": [ANSWER | {"milliseconds": 10**400}],
    "a million": [ANSWER] * 10**6,
    "deep": [DEEP],
}


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS)
def test_a_study_keeps_what_it_has(study, answers):
    stage = study()
    stage._receive({"kind": "answers", "answers": [ANSWER]})
    before = stage.path.read_bytes()
    stage._receive({"kind": "answers", "answers": answers})
    assert stage.sent[-1]["kind"] == "problem"
    assert len(stage.sent[-1]["text"]) <= 1001
    assert stage.path.read_bytes() == before


@pytest.mark.parametrize("message", [None, 3, {}, {"kind": LONG}, {"kind": {}}], ids=lambda m: str(type(m)))
def test_a_study_answers_what_it_cannot_read(study, message):
    stage = study()
    stage._receive(message)
    assert stage.sent[-1]["kind"] == "problem"


EVIL = "</script><script>alert(1)</script>\u2028<!-- \" ' & <b>"


def test_a_saved_page_escapes_every_text():
    message = {"kind": "picture", "values": {EVIL: EVIL}, "picture": {"title": EVIL}}
    text = page(EVIL, EVIL, message, b"", plotly=False)
    assert text.count("</script>") == 1
    assert text.count("<script") == 1
    assert "<b>" not in text
    assert "<!--" not in text
    assert "\u2028" not in text.partition("<script")[2]


def test_a_scene_on_stage_with_evil_words_is_saved_whole(caught, tmp_path):
    evil = replace(SCENE, name="evil", title=EVIL)
    path = caught(evil, steps=1).stage.save(tmp_path / "evil.html")
    assert path.read_text("utf-8").count("</script>") == 1


def test_the_door_needs_no_browser_side():
    code = "import sys, amteach.widgets.door; assert not {'anywidget', 'matplotlib'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
