"""A walk that cannot begin, or cannot go on, says what came, where it was, and what to write."""

import numpy as np
import pytest

import amteach as am

F, STEP = am.linear([1.0, 2.0]) - 0.5 * am.l2, am.ascent(0.1)
STARTS = np.zeros((2, 2))


def walk(x0, f=F):
    return lambda: am.walk(f, x0, STEP)


def with_one(value):
    x = np.zeros((3, 4))
    x[1, 2] = value
    return x


REFUSED = {
    # starts
    "no batch axis": (
        walk([3.0, -2.0]),
        ValueError,
        r"shape \(2,\), but axis 0 is the batch.*x\[None\], or \[\[3.0, -2.0\]\]",
    ),
    "a number": (walk(3.0), ValueError, r"the start has shape \(\), but axis 0 is the batch"),
    "an empty batch": (
        walk(np.zeros((0, 2))),
        ValueError,
        r"shape \(0, 2\): it is empty, and a walk needs at least one row",
    ),
    "rows of nothing": (walk([[]]), ValueError, r"shape \(1, 0\): it is empty"),
    "another length": (
        walk(np.zeros((1, 3))),
        ValueError,
        r"linear\(w\) needs x of shape \('batch', 2\).*has the shape \(1, 3\)",
    ),
    "integers": (
        walk([[3, -2]]),
        TypeError,
        r"the start holds int64; .* write x.astype\(float\), or \[\[3.0, -2.0\]\]",
    ),
    "truth values": (walk([[True, False]]), TypeError, r"the start holds bool"),
    "complex numbers": (walk([[1j, 2.0]]), TypeError, r"the start holds complex128"),
    "words": (walk([["three", "two"]]), TypeError, r"the start holds <U5"),
    "a word": (walk("noise"), TypeError, r"the start holds <U5"),
    "nothing": (walk(None), TypeError, r"the start holds object"),
    "things": (walk([[{}, 1.0]]), TypeError, r"the start holds object"),
    "NaN": (
        walk(with_one(np.nan), am.l2),
        ValueError,
        r"the start holds nan at index \(1, 2\): every coordinate must be finite",
    ),
    "infinity": (walk(with_one(-np.inf), am.l2), ValueError, r"the start holds -inf at index \(1, 2\)"),
    # objectives
    "no Function": (
        lambda: am.walk(max, STARTS, STEP),  # type: ignore[arg-type]
        TypeError,
        r"walk\(f, ...\) needs a Function, and .* is none: am.score",
    ),
    "many numbers a row": (
        walk(STARTS, am.clip(0, 1)),
        ValueError,
        r"only a Function with one number per row.*am.logit\(3\) @ ",
    ),
    "no such unit": (walk(STARTS, am.logit(2)), IndexError, r"unit 2 is out of range: there are 2 outputs, 0 to 1"),
    "units for other rows": (walk(STARTS, am.logit([0, 1, 0])), ValueError, r"3 units for a batch of 2"),
    # steps
    "rate 0": (lambda: am.ascent(0), ValueError, r"ascent\(rate=0\): .* finite and above 0; to go downhill, climb −f"),
    "rate < 0": (lambda: am.ascent(-0.1), ValueError, r"ascent\(rate=-0.1\)"),
    "rate NaN": (lambda: am.ascent(np.nan), ValueError, r"ascent\(rate=nan\)"),
    "rate infinite": (lambda: am.ascent(np.inf), ValueError, r"ascent\(rate=inf\)"),
    # operators
    "clip upside down": (lambda: am.clip(1, 0), ValueError, r"clip\(1, 0\): low must be below high"),
    "clip to a point": (lambda: am.clip(1, 1), ValueError, r"clip\(1, 1\): low must be below high"),
    "clip NaN": (lambda: am.clip(np.nan, 1), ValueError, r"clip\(nan, 1\): low must be below high"),
    "ball 0": (lambda: am.ball(0), ValueError, r"ball\(0\): the radius must be finite and above 0"),
    "ball < 0": (lambda: am.ball(-1), ValueError, r"ball\(-1\): the radius"),
    "ball NaN": (lambda: am.ball(np.nan), ValueError, r"ball\(nan\): the radius"),
    "decay < 0": (lambda: am.decay(-0.1), ValueError, r"decay\(-0.1\): the rate is a share of x .* between 0 and 1"),
    "decay > 1": (lambda: am.decay(1.1), ValueError, r"decay\(1.1\): the rate is a share"),
    "decay NaN": (lambda: am.decay(np.nan), ValueError, r"decay\(nan\): the rate is a share"),
    # inits
    "an unknown start": (
        lambda: am.starts("zeroes", shape=(2,)),
        ValueError,
        r"no start is called 'zeroes'; there are zeros, ones, uniform, noise",
    ),
    "no start": (lambda: am.starts(shape=(2,)), ValueError, r"starts\(\) needs at least one start, such as"),
    "a picture of another shape": (
        lambda: am.starts(np.zeros(3), shape=(2,)),
        ValueError,
        r"shape \(3,\) does not fit .* shape \(2,\)",
    ),
    # records
    "steps < 0": (
        lambda: am.record(walk(STARTS)(), -1),
        ValueError,
        r"record\(steps=-1, every=1\): .* steps ≥ 0 and every ≥ 1",
    ),
    "half a step": (lambda: am.record(walk(STARTS)(), 2.5), ValueError, r"record\(steps=2.5, every=1\): whole numbers"),  # type: ignore[arg-type]
    "steps NaN": (lambda: am.record(walk(STARTS)(), np.nan), ValueError, r"record\(steps=nan"),  # type: ignore[arg-type]
    "every 0": (lambda: am.record(walk(STARTS)(), 3, every=0), ValueError, r"record\(steps=3, every=0\)"),
    "a walk that is over": (
        lambda: am.record(iter(()), 3),
        ValueError,
        r"nothing to record: .* make a new one with walk",
    ),
}


@pytest.mark.parametrize(("call", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_so_many_words(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_tensors_are_refused_in_the_same_words(torch):
    for x0, error, words in (
        (torch.tensor([3.0, -2.0]), ValueError, r"axis 0 is the batch"),
        (torch.tensor([[3, -2]]), TypeError, r"the start holds torch.int64"),
        (torch.zeros((0, 2)), ValueError, r"shape \(0, 2\): it is empty"),
        (torch.tensor([[0.0, torch.nan]]), ValueError, r"the start holds nan at index \(0, 1\)"),
    ):
        with pytest.raises(error, match=words):
            am.walk(F, x0, STEP)
