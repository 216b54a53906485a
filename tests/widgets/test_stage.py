"""Stage without a browser: messages go in, pictures come out."""

from types import SimpleNamespace

import numpy as np
import pytest

import amteach as am
from amteach.widgets.figure import stage as on_stage


def test_a_moved_control_brings_its_picture(caught):
    stage = caught("linear_model")
    stage.ask(7, penalty=0.25)
    [message] = stage.sent
    assert (message["kind"], message["serial"], message["first"]) == ("picture", 7, True)
    assert message["values"]["penalty"] == 0.25
    assert message["milliseconds"] > 0
    x = stage.picture()["readouts"][0]["values"]
    what = am.record(am.walk(am.linear([1, 2], 0.5) - 0.25 * am.l2, [[3.0, -2.0]], am.ascent(0.1)), 40)
    assert np.allclose(x, what.x[:, 0])


def test_a_new_view_is_told_how_the_figure_stands(caught):
    stage = caught("linear_model", penalty=0.2)
    stage.ask(1, penalty=0.9)
    stage.stage._receive({"kind": "look", "serial": 2})
    assert (stage.sent[-1]["serial"], stage.sent[-1]["values"]["penalty"]) == (2, 0.9)
    assert stage.stage.scene["values"]["penalty"] == 0.2, "what reset goes back to"


def test_a_value_out_of_range_is_answered_with_words_and_the_figure_lives_on(caught):
    stage = caught("linear_model")
    stage.ask(1, rate=99)
    assert (stage.sent[-1]["kind"], stage.sent[-1]["serial"]) == ("problem", 1)
    assert "rate η is a number between 0.01 and 3" in stage.sent[-1]["text"]
    stage.ask(2, rate=0.5)
    assert stage.sent[-1]["values"]["rate"] == 0.5


def test_plotly_is_sent_when_it_is_asked_for(caught):
    stage = caught("landscape_3d")
    stage.stage._receive({"kind": "plotly"})
    [message] = stage.sent
    assert message["kind"] == "plotly"
    assert len(message["buffers"][0]) > 1_000_000


def test_thanks_want_no_answer_and_cancel_nothing(caught):
    stage = caught("linear_model")
    stage.ask(1, penalty=0.9)
    stage.stage._receive({"kind": "thanks"})
    assert len(stage.sent) == 1


def test_the_still_picture_follows_after_a_rest_and_is_drawn_once(caught, monkeypatch):
    shown = []
    monkeypatch.setattr("amteach.widgets.stage.REST", 0.01)
    stage = caught("linear_model")
    stage.stage._still_display = SimpleNamespace(update=lambda bundle, raw: shown.append(bundle["text/html"]))
    stage.ask(1, penalty=0.9)
    stage.stage._receive({"kind": "look", "serial": 2})
    [html] = shown
    assert "penalty λ = 0.9" in html


def test_the_line_that_makes_a_figure_is_its_repr():
    figure = on_stage("two_maxima", penalty=0.3, start=(1, 1))
    assert repr(figure) == "stage('two_maxima', penalty=0.3, start=(1.0, 1.0))"


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(ValueError, match=r"no scene 'linear_mode'. Did you mean 'linear_model'\?"):
        on_stage("linear_mode")
    with pytest.raises(TypeError, match=r"no control 'penalti'. Did you mean penalty\?"):
        on_stage("linear_model", penalti=1)
    with pytest.raises(ValueError, match=r"penalty=-1: penalty λ is a number between 0 and 2"):
        on_stage("linear_model", penalty=-1)


def test_a_closed_figure_says_nothing_more_but_has_its_picture(tmp_path):
    figure = on_stage("linear_model")
    figure.close()
    figure._receive({"kind": "controls", "values": {"penalty": 0.25}, "serial": 1})
    np.testing.assert_allclose(
        figure.picture().readouts[0].values[-1], on_stage("linear_model", penalty=0.25).picture().readouts[0].values[-1]
    )
    assert figure.save(tmp_path / "closed.png").read_bytes().startswith(b"\x89PNG")
