"""The human study in JupyterLab: by keyboard and by mouse, and whatever ends in between, no answer is lost."""

import json
import re

import pytest

from benchmarks import jupyter

CELL = 's = am.stage("human_study", participant="heron")\ns'


@pytest.fixture(scope="module")
def study(look, address, folder):
    """The study in a notebook, at its first page."""
    looked = look(viewport={"width": 1250, "height": 900})
    jupyter.notebook(folder / "study.ipynb", "import amteach as am", CELL)
    jupyter.open_notebook(looked.page, address, "study.ipynb", "lab/tree")
    looked.button("Start").wait_for()
    return looked


def kept(folder):
    """The answers in the file."""
    path = folder / "studies" / "human_study_heron_0.json"
    return json.loads(path.read_text("utf-8"))["answers"] if path.exists() else []


def trial(study) -> int:
    """The number of the trial on the screen."""
    study.page.locator(".am-trial").wait_for()
    return int(re.findall(r"Trial (\d+) of 30", study.page.locator(".am-study .am-heading").first.inner_text())[0])


def told(study, words):
    """Wait until the line below says this."""
    study.page.locator(".am-summary").get_by_text(words).wait_for()


def answer(study, arrow="ArrowUp", sure="2"):
    """By keys; the page after a practice trial or a block is turned with Enter."""
    if not study.page.locator(".am-trial").count():
        study.page.keyboard.press("Enter")
    now = trial(study)
    study.page.keyboard.press(arrow)
    study.page.keyboard.press(sure)
    study.wait("(now) => !document.querySelector('.am-study').textContent.includes(`Trial ${now} of`)", now)


def test_nothing_is_written_before_there_is_an_answer(study, folder):
    assert not (folder / "studies").exists()
    assert "0 of 30 answers are in studies/human_study_heron_0.json" in study.page.locator(".am-summary").inner_text()


def test_a_confidence_without_a_choice_is_no_answer(study, folder):
    study.button("Start").click()
    assert trial(study) == 1
    study.page.keyboard.press("3")
    assert study.page.get_by_role("button", name="3 sure").is_disabled()
    assert trial(study) == 1
    assert not kept(folder)


def test_the_keyboard_answers_and_each_answer_is_in_the_file_at_once(study, folder):
    study.page.keyboard.press("ArrowUp")
    study.page.keyboard.press("ArrowDown")
    pressed = study.page.locator(".am-two button").evaluate_all("(all) => all.map((b) => b.ariaPressed)")
    assert pressed == ["false", "true"]
    study.page.keyboard.press("3")
    told(study, "1 of 30 answers")
    [first] = kept(folder)
    assert (first["trial"], first["choice"], first["confidence"]) == (0, 1, 3)
    assert first["milliseconds"] > 0
    assert re.search("Right|Not this time", study.page.locator(".am-study").inner_text()), "practice says what is right"


def test_jupyterlab_does_not_take_the_keys_for_its_own(study):
    """In its command mode 1, 2 and 3 make headings of the cell, and arrows leave it."""
    sources = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.model.type)"
    assert study.page.evaluate(sources) == ["code", "code"]
    assert study.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex") == 1


def test_the_mouse_answers_too(study, folder):
    study.button("Next").click()
    study.page.get_by_role("button", name="the upper digit").click()
    study.page.get_by_role("button", name="1 guessed").click()
    told(study, "2 of 30 answers")
    assert (kept(folder)[1]["choice"], kept(folder)[1]["confidence"]) == (0, 1)
    assert not study.complaints, "so far; JupyterLab has its own about what follows"


def test_a_reload_goes_on_where_it_was(study, folder):
    for _ in range(3):
        answer(study)
    told(study, "5 of 30 answers")
    study.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    study.wait("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    study.page.reload()
    study.button("Go on with trial 6 of 30").click()
    assert trial(study) == 6
    assert len(kept(folder)) == 5


def test_answers_given_to_a_dead_kernel_wait_in_the_browser(study, folder):
    study.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    study.wait("() => !window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel")
    for _ in range(2):
        answer(study, "ArrowDown", "1")
    assert trial(study) == 8, "the study goes on without a kernel"
    study.page.get_by_text("2 answers wait in this browser").wait_for()
    assert len(kept(folder)) == 5


def test_and_are_handed_over_when_the_cell_is_run_again(study, folder):
    study.page.reload()
    study.page.locator(".jp-Notebook").wait_for()
    study.page.evaluate(jupyter.RUN_ALL)
    study.button("Go on with trial 8 of 30").wait_for()
    told(study, "7 of 30 answers")
    assert [a["trial"] for a in kept(folder)] == list(range(7))
    assert [a["confidence"] for a in kept(folder)[5:]] == [1, 1]


def test_the_end_counts_what_was_right(study, folder):
    study.button("Go on with trial 8 of 30").click()
    for _ in range(23):
        answer(study)
    study.page.keyboard.press("Enter")
    told(study, "30 of 30 answers")
    said = study.page.locator(".am-study").inner_text()
    given = json.loads((folder / "studies" / "human_study_heron_0.json").read_text("utf-8"))
    right = [(t, a["choice"] == t["right"]) for t, a in zip(given["trials"], given["answers"], strict=True)]
    for block, words in (
        ("natural", "natural references"),
        ("synthetic", "synthetic references"),
        ("none", "no references"),
    ):
        plain = [good for t, good in right if t["block"] == block and not t["catch"]]
        assert f"{words}: {sum(plain)} of {len(plain)} right" in said
    assert f"catch trials: {sum(good for t, good in right if t['catch'])} of 2" in said


def test_nothing_waits_in_the_browser_any_more(study):
    assert study.page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('amteach'))") == []
