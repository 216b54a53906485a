"""Units, positions and directions that a layer does not have, and objectives that do not fit, are refused in words."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.batch import diversity, each, gram
from amteach.functions.hidden_layers import channel, cosine, direction, neuron
from amteach.functions.implicit_density import shifted
from amteach.functions.objectives import margin
from amteach.functions.regression import target, up

LAYER, DENSE, ROWS = np.zeros((2, 3, 4, 5)), np.zeros((2, 3)), np.zeros(2)

REFUSED = {
    "margin of one": (lambda: margin(0)(DENSE[:, :1]), ValueError, r"a second unit to be ahead of.*am.logit\(0\)"),
    "margin(3) of 3": (lambda: margin(3)(DENSE), IndexError, r"unit 3 is out of range: there are 3 outputs, 0 to 2"),
    "margin(-1)": (lambda: margin(-1), IndexError, r"unit -1 is out of range"),
    "a logit of a layer": (
        lambda: am.logit(0)(LAYER),
        ValueError,
        r"in a hidden layer write am.channel\(3\) or am.neuron\(3, i, j\)",
    ),
    "channel 3 of 3": (lambda: channel(3)(LAYER), IndexError, r"unit 3 is out of range: there are 3 outputs, 0 to 2"),
    "channel −1": (lambda: channel(-1), IndexError, r"unit -1 is out of range: units are counted 0, 1, 2"),
    "channel 'eye'": (lambda: channel("eye"), TypeError, r"unit 'eye' is not an integer"),
    "3 channels for 2 rows": (lambda: channel([0, 1, 2])(LAYER), ValueError, r"3 units for a batch of 2"),
    "a channel of numbers": (
        lambda: channel(0)(ROWS),
        ValueError,
        r"channel needs a layer of shape \(batch, channels, …\), but its shape is \(2,\)",
    ),
    "neuron 3 of 3": (lambda: neuron(3, 0, 0)(LAYER), IndexError, r"unit 3 is out of range"),
    "row 4 of 4": (
        lambda: neuron(0, 4, 0)(LAYER),
        IndexError,
        r"position \(4, 0\) .* 3 channels of shape \(4, 5\): its middle is am.neuron\(c, 2, 2\)",
    ),
    "column 5 of 5": (lambda: neuron(0, 0, 5)(LAYER), IndexError, r"position \(0, 5\) is not in a layer"),
    "no position": (lambda: neuron(0)(LAYER), IndexError, r"position \(\) .* its middle is am.neuron\(c, 2, 2\)"),
    "a position in a dense layer": (lambda: neuron(0, 1)(DENSE), IndexError, r"its middle is am.neuron\(c\)"),
    "position −1": (lambda: neuron(0, -1, 0), IndexError, r"position \(-1, 0\): .* counted 0, 1, 2"),
    "position 1.5": (lambda: neuron(0, 1.5, 0), IndexError, r"position \(1.5, 0\)"),  # type: ignore[arg-type]
    "a neuron of numbers": (lambda: neuron(0)(ROWS), ValueError, r"neuron needs a layer of shape .*\(2,\)"),
    "direction 0": (lambda: direction([0.0, 0.0]), ValueError, r"a direction is a vector .* and not 0"),
    "cosine of 0": (lambda: cosine(np.zeros(3)), ValueError, r"a direction is a vector .* and not 0"),
    "direction NaN": (lambda: direction([0.0, np.nan]), ValueError, r"a vector of finite numbers"),
    "a matrix as direction": (lambda: cosine(np.ones((2, 2))), ValueError, r"a vector .* one for each channel"),
    "2 numbers for 3 channels": (
        lambda: direction([1, 2])(LAYER),
        ValueError,
        r"direction\(v\) got 2 numbers for a layer of 3 channels",
    ),
    "cosine, 2 for 3": (lambda: cosine([1, 2])(DENSE), ValueError, r"cosine\(v\) got 2 numbers for a layer of 3"),
    "up of many": (
        lambda: up(DENSE),
        ValueError,
        r"one output, of shape \(batch,\) or \(batch, 1\), but this is \(2, 3\).*am.logit\(3\)",
    ),
    "target of many": (lambda: target(1)(DENSE), ValueError, r"a regression has one output"),
    "target NaN": (lambda: target(np.nan), ValueError, r"target\(nan\): the target is a finite number"),
    "no target": (lambda: target([]), ValueError, r"the target is a finite number, or one for each row"),
    "3 targets for 2 rows": (lambda: target([1, 2, 3])(ROWS), ValueError, r"3 targets for a batch of 2"),
    "each of nothing": (lambda: each([]), TypeError, r"each needs a list of Functions"),
    "each of numbers": (lambda: each([1, 2]), TypeError, r"each\(\[am.logit\(0\), am.logit\(1\)\]\)"),  # type: ignore[list-item]
    "3 Functions for 2 rows": (lambda: each([am.logit(0)] * 3)(DENSE), ValueError, r"each has 3 .* a batch of 2"),
    "diversity of one row": (lambda: diversity(DENSE[:1]), ValueError, r"this batch has 1 row: start from several"),
    "gram of a dense layer": (lambda: gram(DENSE), ValueError, r"gram needs a layer .* positions …\).*\(2, 3\)"),
    "shifted pictures": (
        lambda: shifted(am.identity, am.l2)(LAYER),
        ValueError,
        r"x gives \(2, 3, 4, 5\) and ‖x‖² gives \(2,\)",
    ),
    "shifted by many": (lambda: shifted(am.identity, am.identity)(DENSE), ValueError, r"one number per row from g"),
}


@pytest.mark.parametrize(("call", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_so_many_words(call, error, words):
    with pytest.raises(error, match=words):
        call()
