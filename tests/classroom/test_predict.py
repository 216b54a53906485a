"""am.predict: the first prediction stands, nothing is revealed before it, and no message disturbs."""

import pytest

import amteach as am
from amteach.classroom import predictions
from amteach.classroom.question import markup

QUESTION = "Where does the walk end?"
REVEALS = "At the *right* top: <x> & `x1 > x2`."


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("AMTEACH_HOME", str(tmp_path / "home"))


def test_nothing_is_revealed_before_the_prediction_and_all_after_it():
    asked = am.predict(QUESTION, reveals=REVEALS)
    assert asked.reveals == ""
    assert REVEALS not in repr(asked)
    asked.receive({"kind": "keep", "text": "to the left"})
    assert asked.kept["prediction"] == "to the left"
    assert asked.reveals == markup(REVEALS)
    assert "<em>right</em>" in asked.reveals
    assert "&lt;x&gt; &amp; <code>x1 &gt; x2</code>" in asked.reveals


def test_the_first_prediction_stands_and_is_there_the_next_day():
    am.predict(QUESTION, prediction="to the left")
    am.predict(QUESTION, prediction="to the right")
    again = am.predict(QUESTION, reveals=REVEALS)
    assert again.kept["prediction"] == "to the left"
    assert again.reveals


def test_it_is_compared_afterwards_and_that_can_be_changed():
    asked = am.predict(QUESTION)
    asked.receive({"kind": "was", "text": "yes"})
    assert predictions.kept(QUESTION) is None, "nothing was predicted"
    asked.keep("to the left")
    for was in ("yes", "no"):
        asked.receive({"kind": "was", "text": was})
        assert asked.kept["was"] == was
    assert "was it so? no" in repr(asked)


@pytest.mark.parametrize(
    "message",
    [
        *({}, None, 3, [], "keep", {"kind": "keep"}, {"kind": "was", "text": []}, {"kind": "was", "text": "x" * 10**6}),
        *({"kind": "keep", "text": "x" * 10**6}, {"kind": "keep", "text": " "}, {"kind": "keep", "text": None}),
    ],
)
def test_any_message_is_answered_and_keeps_nothing(monkeypatch, message):
    sent = []
    asked = am.predict(QUESTION, ["left", "right"])
    monkeypatch.setattr(asked, "send", sent.append)
    asked.receive(message)
    assert predictions.kept(QUESTION) is None
    assert all(len(answer["text"]) <= 300 for answer in sent)


def test_only_a_choice_is_taken():
    with pytest.raises(ValueError, match="none of the choices: 'left', 'right'"):
        am.predict(QUESTION, ["left", "right"], prediction="up")
    assert am.predict(QUESTION, ["left", "right"], prediction="left").kept


@pytest.mark.parametrize(("question", "choices"), [("", None), (3, None), ("q", "left"), ("q", ["left", 3])])
def test_what_is_no_question_is_refused(question, choices):
    with pytest.raises(ValueError, match="write "):
        am.predict(question, choices)


def test_on_a_static_page_there_is_the_question_with_the_explanation_folded():
    page = am.predict("Is a < b?", ["yes & no"], reveals=REVEALS).static()
    assert "Is a &lt; b?" in page
    assert "<li>yes &amp; no</li>" in page
    assert "<details><summary>Explanation</summary><p>At the" in page
    assert "<x>" not in page


def test_where_nothing_can_be_written_it_still_reveals(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AMTEACH_HOME", str(tmp_path / "file"))
    asked = am.predict(QUESTION, reveals=REVEALS)
    asked.keep("to the left")
    assert asked.kept["prediction"] == "to the left"
    assert asked.reveals
