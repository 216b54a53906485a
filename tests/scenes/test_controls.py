"""Controls say what they accept, at the call that brings anything else."""

import math

import numpy as np
import pytest

from amteach.scenes.controls import described, make
from amteach.scenes.scene import scene

LINEAR, TWO, DIGIT = (scene(name).Controls for name in ("linear_model", "two_maxima", "mnist_ascent"))


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (LINEAR, {"penalty": -0.1}, r"penalty=-0\.1: penalty λ is a number between 0 and 2"),
        (LINEAR, {"penalty": math.nan}, r"penalty=nan: penalty λ is a number between 0 and 2"),
        (LINEAR, {"rate": math.inf}, r"rate=inf: rate η is a number between 0\.01 and 3"),
        (LINEAR, {"rate": 0}, r"rate=0: rate η is a number between"),
        (LINEAR, {"rate": "0.1"}, r"rate='0\.1': rate η is a number"),
        (LINEAR, {"rate": None}, r"rate=None: rate η is a number"),
        (LINEAR, {"rate": [0.1]}, r"rate=\[0\.1\]: rate η is a number"),
        (LINEAR, {"steps": 2.5}, r"steps=2\.5: steps is a whole number between 0 and 200"),
        (LINEAR, {"steps": 201}, r"steps=201: steps is a whole number between 0 and 200"),
        (LINEAR, {"start": (1, 2, 3)}, r"start=\(1, 2, 3\): a point has two coordinates, such as \(3\.0, -2\.0\)"),
        (LINEAR, {"start": 1.0}, r"start=1\.0: a point has two coordinates"),
        (LINEAR, {"start": (1, 6)}, r"start=6: start is a number between -5 and 5"),
        (LINEAR, {"start": (math.nan, 0)}, r"start=nan: start is a number between -5 and 5"),
        (TWO, {"prior": "penality"}, r"prior='penality': choose one of 'penalty', 'constraint'"),
        (TWO, {"prior": np.zeros(2)}, r"prior=.*: choose one of 'penalty', 'constraint'"),
        (DIGIT, {"digit": 3}, r"digit=3: choose one of '0', '1'"),
    ],
)
def test_what_a_control_does_not_accept(kind, values, said):
    with pytest.raises(ValueError, match=said):
        make(kind, values)


def test_an_unknown_control_says_which_there_are():
    with pytest.raises(
        TypeError, match=r"no control 'penalties'. Did you mean penalty\? The controls are penalty, rate"
    ):
        make(LINEAR, {"penalties": 1})
    with pytest.raises(TypeError, match=r"no control 'zzz'. The controls are penalty, rate"):
        make(LINEAR, {"zzz": 1})


@pytest.mark.parametrize("one", [1, 1.0, np.float32(1), np.int64(1)])
def test_numbers_of_any_kind_become_plain_ones(one):
    controls = make(LINEAR, {"penalty": one, "steps": one, "start": np.array([one, -one])})
    assert (controls.penalty, controls.steps, controls.start) == (1.0, 1, (1.0, -1.0))
    assert [type(v) for v in (controls.penalty, controls.steps, *controls.start)] == [float, int, float, float]


def test_what_the_browser_is_told():
    controls = {spec["name"]: spec for spec in described(TWO)}
    assert controls["penalty"] == {
        **{"kind": "Slider", "name": "penalty", "label": "penalty λ"},
        **{"low": 0, "high": 2, "step": 0.01, "log": False},
    }
    assert controls["ties"] == {"kind": "Choice", "name": "ties", "label": "at a tie", "options": ("first", "even")}
    assert controls["start"]["kind"] == "Point"
