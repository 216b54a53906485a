"""Whatever stands for x is read rightly or refused in words: no whole number wraps round, nothing is dropped."""

# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false, reportOptionalOperand=false

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import amteach as am

BYTES = np.array([[200, 100], [3, 250]], dtype=np.uint8)
PICTURES = np.array([[[[200, 3], [1, 250]]]], dtype=np.uint8)
STEP = am.ascent(0.1)

KEPT = {  # what is read, and the numbers that it stands for
    "a list of whole numbers": ([[3, -2]], [[3.0, -2.0]]),
    "a tuple": (((3.0, -2.0),), [[3.0, -2.0]]),
    "a list of arrays": ([np.array([200], np.uint8), np.array([3], np.uint8)], [[200.0], [3.0]]),
    "a subclass": (np.array([[3.0, -2.0]]).view(np.recarray), [[3.0, -2.0]]),
    "half precision": (np.array([[3.0, -2.0]], np.float16), [[3.0, -2.0]]),
    "another order in memory": (np.asfortranarray([[3.0, -2.0], [1.0, 0.5]]), [[3.0, -2.0], [1.0, 0.5]]),
    "numbers of the other byte order": (np.array([[3.0, -2.0]], ">f8"), [[3.0, -2.0]]),
}


@pytest.mark.parametrize(("x", "numbers"), KEPT.values(), ids=KEPT)
def test_what_holds_numbers_is_read(x, numbers):
    for f in (am.l2, am.l1, am.log_sum_exp):
        value, grad = f.value_and_grad(x)
        expected, slope = f.value_and_grad(np.array(numbers))
        np.testing.assert_allclose(value, expected, rtol=1e-3)
        np.testing.assert_allclose(grad, slope, rtol=2e-3)
        assert type(grad) is np.ndarray
    np.testing.assert_allclose(am.probabilities(x), am.probabilities(np.array(numbers)), rtol=2e-3)
    np.testing.assert_allclose(am.dot(x, x), am.dot(np.array(numbers), np.array(numbers)))


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint64", "bool"])
def test_whole_numbers_do_not_wrap(dtype):
    x = BYTES.astype(dtype)
    np.testing.assert_allclose(am.dot(x, x), am.dot(x.astype(float), x.astype(float)))
    np.testing.assert_allclose(am.probabilities(x), am.probabilities(x.astype(float)))
    for f, where in ((am.l2, x), (am.log_sum_exp, x), (am.total_variation, PICTURES), (am.gram, PICTURES)):
        for call in (f, f.value_and_grad):
            with pytest.raises(TypeError, match=r"x holds \w+, and a gradient needs fractions: write x"):
                call(where.astype(dtype))


def test_bytes_are_told_how_a_picture_of_them_is_made():
    with pytest.raises(TypeError, match=r"x holds uint8, .* write x / 255"):
        am.total_variation(PICTURES)


class Table:
    """What pandas calls a DataFrame: numbers with names, which NumPy can read."""

    def __init__(self, numbers):
        self.numbers = np.array(numbers)

    def __array__(self, dtype=None, copy=None):
        return self.numbers


def test_a_table_is_read():
    table: Any = Table([[3.0, -2.0]])
    whole: Any = Table([[3, -2]])
    np.testing.assert_allclose(am.l2(table), [13.0])
    with pytest.raises(TypeError, match="x holds int64"):
        am.l2(whole)


class Sparse:
    """What SciPy's sparse matrices have in common."""

    shape = (1, 2)

    def toarray(self):
        return np.ones((1, 2))


REFUSED = {
    "complex": (np.array([[1 + 1j]]), r"holds complex128"),
    "masked": (np.ma.masked_array([[1.0, 2.0]], mask=[[False, True]]), r"is a masked array.* write x.filled\(0.0\)"),
    "objects": (np.array([[1, 2.0]], dtype=object), r"holds object"),
    "sparse": (Sparse(), r"is a sparse Sparse: write x.toarray\(\)"),
    "words": (np.array([["a"]]), r"holds <U1"),
    "records": (np.zeros((1, 2), dtype=[("a", float)]), r"holds \[\('a'"),
    "dates": (np.zeros((1, 2), dtype="datetime64[s]"), r"holds datetime64"),
    "rows of several lengths": ([[1.0], [1.0, 2.0]], r"is no array, for its rows differ in length"),
    "truth values": ([[True, False]], r"holds bool"),
}


@pytest.mark.parametrize(("x", "words"), REFUSED.values(), ids=REFUSED)
def test_what_holds_none_is_refused(x, words):
    for call in (am.l2, am.l2.value_and_grad, lambda x: am.walk(am.l2, x, STEP)):
        with pytest.raises((TypeError, ValueError), match=words):
            call(x)


NO_ARRAY = {
    "a number": (0.5, r"‖x‖² takes a batch of points, .* 0.5 is none: .* for a multiple of f 0.5 \* f"),
    "nothing": (None, r"None is none"),
    "a long word": ("a" * 10**6, r"^.{1,400}$"),
    "a Function": (am.blur(1), r"‖x‖² is evaluated at arrays, .* write f @ g, ... @ blur\(1\)"),
    "a set": ({1.0}, r"\{1.0\} is none"),
}


@pytest.mark.parametrize(("x", "words"), NO_ARRAY.values(), ids=NO_ARRAY)
def test_what_is_no_array_is_refused_with_the_line_to_write(x, words):
    for call in (am.l2, am.l2.value_and_grad):
        with pytest.raises(TypeError, match=words):
            call(x)


def test_tensors_too_are_read_or_refused(torch):
    class Own(torch.Tensor):
        """A class of one's own."""

    x = torch.tensor([[3.0, -2.0]])
    for same in (x, torch.nn.Parameter(x), x.as_subclass(Own)):
        value, grad = am.l2.value_and_grad(same)
        assert value.tolist() == [13.0]
        assert type(grad) is torch.Tensor
        assert type(next(am.walk(am.l2, same, STEP)).x) is torch.Tensor
    for wrong, words in (
        (x.to(torch.uint8), r"holds torch.uint8"),
        (x.to(torch.complex64), r"holds torch.complex64"),
        (x.to_sparse(), r"is a sparse tensor: write x.to_dense\(\)"),
        (torch.nested.nested_tensor([[1.0], [1.0, 2.0]]), r"with gaps"),
    ):
        for call in (am.l2, am.l2.value_and_grad, lambda x: am.walk(am.l2, x, STEP)):
            with pytest.raises(TypeError, match=words):
                call(wrong)
    with pytest.raises(TypeError, match="the start is on the device meta"):
        am.walk(am.l2, x.to("meta"), STEP)
    with pytest.raises(TypeError, match=r"write f @ g, ... @ am.from_torch\(net\)"):
        am.logit(3)(torch.nn.Linear(2, 2))
    assert am.dot(x.to(torch.uint8) // 1, x.to(torch.uint8)).dtype == torch.float64


def test_lists_and_bytes_are_read_without_torch():
    code = "import amteach as am, sys; assert am.l2([[3, 4]])[0] == 25; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
