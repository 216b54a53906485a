"""The wire's types are current, and what Python sends has them; what the browser sends is for tsc to check."""

import doctest
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.scenes.scene import names
from amteach.widgets import messages

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("wire_types", ROOT / "tools" / "wire_types.py")
assert SPEC
assert SPEC.loader
wire_types = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(wire_types)


def test_the_types_in_the_browser_are_current():
    said = (ROOT / "amteach" / "widgets" / "js" / "wire.d.ts").read_text("utf-8")
    assert said == wire_types.declarations(), "run: .venv/bin/python tools/wire_types.py"


def test_a_field_that_is_new_in_python_is_new_in_the_browser():
    @dataclass(frozen=True)
    class Fan(marks.Points):
        """Rays."""

        ends: list[np.ndarray | None] = ()  # pyright: ignore

    assert "  ends: (NDArray | null)[];\n" in wire_types.interface(Fan)


def test_its_examples_hold():
    assert doctest.testmod(wire_types).failed == 0


@pytest.mark.parametrize("kind", [set[int], dict[int, str], bytes, complex])
def test_what_json_has_no_form_for_is_refused(kind):
    with pytest.raises(TypeError, match="has no form on the wire"):
        wire_types.typescript(kind)


def as_json(value: Any) -> Any:
    """What arrives in the browser."""
    return json.loads(json.dumps(value))


def test_what_does_not_fit_is_seen(fits):
    readout = {"kind": "Readout", "label": "L", "values": np.zeros(1)}
    assert fits(readout, marks.Readout)
    assert not fits({**readout, "more": 1}, marks.Readout)
    assert not fits({"kind": "Readout", "label": "L"}, marks.Readout)
    assert not fits({**readout, "label": None}, marks.Readout)
    assert not fits({**readout, "kind": "Readouts"}, marks.Readout)
    assert fits([1, 2.5], marks.Pair)
    assert not fits([1, 2, 3], marks.Pair)
    assert not fits(True, int)


@pytest.mark.parametrize("name", names())
def test_every_scene_goes_on_stage_and_sends_what_the_types_say(caught, decode, fits, name):
    stage = caught(name)
    stage.ask(1)
    assert stage.sent
    for sent in stage.sent:
        message = as_json({key: value for key, value in sent.items() if key != "buffers"})
        assert fits({**message, "picture": decode(message["picture"], sent["buffers"][0])}, messages.PictureMessage)
    about = as_json(stage.stage.scene)
    assert fits(about, messages.SceneFacts)
    assert {control["name"] for control in about["controls"]} == set(about["values"])
    assert about["title"]
    assert all(control["label"] for control in about["controls"])
    assert repr(stage.stage) == f"stage({name!r})"


def test_a_figure_says_what_the_types_say(caught, fits):
    stage = caught("linear_model")
    stage.ask(1, rate=99)
    stage.stage._receive({"kind": "plotly"})
    problem, plotly = ({key: value for key, value in sent.items() if key != "buffers"} for sent in stage.sent)
    assert fits(problem, messages.ProblemMessage)
    assert fits(plotly, messages.PlotlyMessage)
