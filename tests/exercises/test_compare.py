"""When two answers are the same: what counts as an array, which shapes are the same shape, how near is near enough."""

import numpy as np
import pytest

from amteach.exercises.compare import align, as_array, same


@pytest.mark.parametrize(
    "answer",
    [
        [[1, 2], [3, 4]],
        ([1, 2], (3, 4)),
        [np.array([1, 2]), np.array([3, 4])],
        [[np.float32(1), 2], [3.0, np.int64(4)]],
        np.array([[1, 2], [3, 4]], dtype=np.int8),
    ],
)
def test_an_array_may_be_written_as_lists(answer):
    np.testing.assert_array_equal(as_array(answer), [[1.0, 2.0], [3.0, 4.0]])
    assert as_array(answer[0]).shape == (2,)
    assert as_array([]).shape == (0,)


def test_truth_values_are_numbers_and_a_tensor_is_an_array(torch):
    np.testing.assert_array_equal(as_array([True, False]), [1, 0])
    np.testing.assert_array_equal(as_array([torch.ones(2, requires_grad=True), [3, 4]]), [[1, 1], [3, 4]])


@pytest.mark.parametrize("answer", ["1", b"1", {1: 2}, object(), lambda: 1])
def test_what_holds_no_numbers_is_an_error_that_names_its_type(answer):
    with pytest.raises(ValueError, match=f"`{type(answer).__name__}`, and not a number"):
        as_array(answer)


def test_rows_of_different_lengths_are_an_error_that_names_the_shapes():
    with pytest.raises(ValueError, match=r"different shapes: \(2,\), \(1,\)"):
        as_array([[1, 2], [3]])


SHAPES = [  # what is given, what is needed, whether the one is the other written otherwise
    ((3,), (3,), True),
    ((3, 1), (3,), True),
    ((3, 1, 1), (3,), True),
    ((1,), (), True),
    ((), (3,), True),
    ((1,), (3,), True),
    ((3,), (2, 3), True),
    ((2, 1), (2, 3), True),
    ((3, 1), (3, 1), True),
    ((1, 3), (3,), False),
    ((2,), (2, 3), False),
    ((3, 2), (3,), False),
    ((0,), (3,), False),
    ((4,), (3,), False),
    ((3,), (), False),
]


@pytest.mark.parametrize(("given", "needed", "fits"), SHAPES)
def test_a_shape_is_the_needed_one_up_to_trailing_ones_and_broadcasting(given, needed, fits):
    answer = np.arange(float(np.prod(given))).reshape(given)
    aligned = align(answer, needed)
    assert (aligned is not None) == fits
    if aligned is not None:
        assert aligned.shape == needed
        assert set(aligned.flat) == set(answer.flat)
        assert same(answer, aligned)
    else:
        assert not same(answer, np.zeros(needed))


@pytest.mark.parametrize(
    ("dtype", "tolerance"), [("float16", 1e-2), ("float32", 1e-4), ("float64", 1e-5), ("int64", 1e-5)]
)
def test_an_answer_is_as_exact_as_its_dtype_can_be(dtype, tolerance):
    """Within the tolerance, relative for large numbers and absolute for small ones; beyond it no more."""
    for right in (np.array([1000.0, -1000.0]), np.zeros(2)):
        answer = right.astype(dtype)
        allowed = tolerance * (1 + abs(right))
        assert same(answer, right + 0.9 * allowed)
        assert not same(answer, right + 1.1 * allowed * np.array([0, 1]))


def test_nan_agrees_with_nan_and_with_nothing_else():
    nan = np.array([1.0, np.nan])
    assert same(nan, nan)
    assert not same(nan, np.ones(2))
    assert not same(np.ones(2), nan)


def test_truth_values_and_integers_are_compared_as_numbers():
    assert same(np.array([True, False]), np.array([1.0, 0.0]))
    assert same(np.array([1, 0], dtype=np.uint8), np.array([True, False]))
    assert not same(np.array([0], dtype=np.uint8), np.array([-1.0]))
