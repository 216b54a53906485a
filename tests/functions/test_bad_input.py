"""A point that does not fit is refused where it is evaluated: what came, what was needed, the line to write."""

import numpy as np
import pytest

import amteach as am

POINT, BATCH, IMAGES = np.zeros(3), np.zeros((2, 3)), np.zeros((2, 4, 4))


@am.score
def total(x):
    """A student's first attempt: the batch axis is summed away."""
    return np.sum(x**2), 2 * x


@am.score
def short(x):
    """A student's second: the gradient is that of one row."""
    return am.dot(x, x), 2 * x[0]


REFUSED = {
    # shapes
    "linear, no batch axis": (
        lambda: am.linear(POINT)(POINT),
        ValueError,
        r"\('batch', 3\).*shape \(3,\); .* write x\[None\]",
    ),
    "linear, wrong shape": (
        lambda: am.linear([1.0])(BATCH),
        ValueError,
        r"linear\(w\) needs x of shape .*has the shape \(2, 3\)",
    ),
    "maximum, no batch axis": (
        lambda: am.maximum()(POINT),
        ValueError,
        r"maximum\(\) needs .*axis 0 is the batch: write x\[None\]",
    ),
    "maximum of images": (lambda: am.maximum()(IMAGES), ValueError, r"maximum\(\) needs .*has the shape \(2, 4, 4\)"),
    "an objective on images": (
        lambda: am.logit(0)(IMAGES),
        ValueError,
        r"outputs of shape \(batch, units\).*\(2, 4, 4\)",
    ),
    "an objective on a number": (
        lambda: (am.logit(0) @ am.l2)(BATCH),
        ValueError,
        r"\(batch, units\), but they have \(2,\)",
    ),
    "TV without a batch": (
        lambda: am.total_variation(IMAGES[0]),
        ValueError,
        r"total_variation needs images .*\(4, 4\).*x\[None\]",
    ),
    "blur without a batch": (lambda: am.blur(1)(IMAGES[0]), ValueError, r"blur\(1\) needs images .*write x\[None\]"),
    "shift without a batch": (
        lambda: am.shift(1, 0)(IMAGES[0]),
        ValueError,
        r"shift\(1, 0\) needs images .*write x\[None\]",
    ),
    "fourier without a batch": (
        lambda: am.fourier((4, 4))(IMAGES[0]),
        ValueError,
        r"needs z of shape \(batch, …, 4, 4\)",
    ),
    "fourier, wrong size": (
        lambda: am.fourier((4, 5))(IMAGES),
        ValueError,
        r"needs z of shape .*4, 5\), but z has \(2, 4, 4\)",
    ),
    "plane, wrong shape": (
        lambda: am.plane(POINT, POINT, POINT)(BATCH),
        ValueError,
        r"z of shape \(batch, 2\), but z has \(2, 3\)",
    ),
    "plane, unlike corners": (
        lambda: am.plane(POINT, [1.0], POINT),
        ValueError,
        r"\(3,\), \(1,\), \(3,\) must be the same",
    ),
    # dtypes
    "integers into linear": (
        lambda: am.linear(POINT)(BATCH.astype(int)),
        TypeError,
        r"x holds int64.*write x.astype\(float\)",
    ),
    "integers into blur": (
        lambda: am.blur(1)(IMAGES.astype(int)),
        TypeError,
        r"x holds int64, and a gradient needs fractions",
    ),
    # units
    "unit −1": (lambda: am.logit(-1), IndexError, r"unit -1 is out of range: units are counted 0, 1, 2"),
    "unit 3 of 3": (lambda: am.softmax(3)(BATCH), IndexError, r"unit 3 is out of range: there are 3 outputs, 0 to 2"),
    "one unit of many": (lambda: am.log_softmax([0, 7])(BATCH), IndexError, r"unit 0…7 is out of range"),
    "unit 1.5": (lambda: am.logit(1.5), TypeError, r"unit 1.5 is not an integer: units are counted 0, 1, 2"),  # type: ignore[arg-type]
    "no unit": (lambda: am.logit([]), TypeError, r"unit \[\] is not an integer"),
    "unit 1.0": (lambda: am.log_softmax(1.0)(BATCH), TypeError, r"unit 1.0 is not an integer"),  # type: ignore[arg-type]
    "unit 'cat'": (lambda: am.softmax("cat")(BATCH), TypeError, r"unit 'cat' is not an integer"),  # type: ignore[arg-type]
    "3 units for 2 rows": (
        lambda: am.logit([0, 1, 2])(BATCH),
        ValueError,
        r"3 units for a batch of 2: give one unit, or one",
    ),
    # one number per row
    "gradient of pictures": (
        lambda: am.blur(1).value_and_grad(IMAGES),
        ValueError,
        r"one number per row .*am.logit\(3\) @ \(blur\(1\)\)",
    ),
    "gradient of a sum of vectors": (
        lambda: (am.identity + am.clip(0, 1)).value_and_grad(BATCH),
        ValueError,
        r"x \+ clip\(0, 1\) sends a batch of shape \(2, 3\) to an array of shape \(2, 3\).*one number per row",
    ),
    "score, batch summed away": (
        lambda: total(BATCH),
        ValueError,
        r"total\(x\) .*a value of shape \(\) .*must give \(2,\).*am.dot",
    ),
    "score, gradient too short": (
        lambda: short(BATCH),
        ValueError,
        r"short\(x\) .*gradient of shape \(3,\).*and \(2, 3\)",
    ),
}


@pytest.mark.parametrize(("call", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_so_many_words(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_tensors_are_refused_in_the_same_words(torch):
    with pytest.raises(IndexError, match="unit 3 is out of range: there are 3 outputs"):
        am.logit(3)(torch.zeros(2, 3))
    with pytest.raises(ValueError, match=r"has the shape \(3,\); axis 0 is the batch: write x\[None\]"):
        am.maximum()(torch.zeros(3))
    with pytest.raises(TypeError, match=r"x holds torch.int64, and a gradient needs fractions"):
        am.linear(POINT)(torch.zeros((2, 3), dtype=torch.int64))
