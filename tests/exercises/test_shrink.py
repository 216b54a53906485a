"""The smallest counterexample: it fails, and nothing that is simpler by one change does."""

import numpy as np
import pytest

from amteach.exercises.shrink import candidates, cost, plainer_numbers, shrink

AXES = (("n", "d"), ("d",), (), ())


def arguments(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 5))
    d = int(rng.integers(1, 5))
    return rng.normal(size=(n, d)).round(2), rng.normal(size=d).round(2), round(float(rng.normal()), 2), 3


FAILS = {
    "negative": lambda args: (args[0] < 0).any(),
    "two rows": lambda args: len(args[0]) >= 2,
    "large sum": lambda args: args[0].sum() + args[1].sum() > 1.3,
    "a number above a half": lambda args: args[2] > 0.5,
    "unequal": lambda args: args[1].shape == (3,) and len(set(args[1])) == 3,
}


@pytest.mark.parametrize("fails", FAILS.values(), ids=FAILS)
def test_what_is_found_fails_and_no_candidate_that_fails_is_simpler(fails):
    failing = [args for args in map(arguments, range(20)) if fails(args)]
    assert failing
    for args in failing:
        smallest = shrink(args, AXES, fails)
        assert fails(smallest)
        assert cost(smallest) <= cost(args)
        assert not [c for c in candidates(smallest, AXES) if cost(c) < cost(smallest) and fails(c)]


def test_what_always_fails_shrinks_to_zeros_of_one_row_and_what_is_simple_stays():
    smallest = shrink(arguments(3), AXES, lambda args: True)
    np.testing.assert_equal(smallest, (np.zeros((1, 1)), np.zeros(1), 0.0, 0))
    assert shrink(smallest, AXES, lambda args: True) is smallest


def test_an_axis_loses_one_index_in_every_argument_that_has_it():
    args = (np.arange(6.0).reshape(2, 3), np.array([7.0, 8.0, 9.0]), 0.5, 3)
    shapes = [tuple(map(np.shape, c)) for c in candidates(args, AXES)]
    assert shapes[:5] == [((1, 3), (3,), (), ())] * 2 + [((2, 2), (2,), (), ())] * 3
    assert set(shapes[5:]) == {((2, 3), (3,), (), ())}
    without = [c[1].tolist() for c in candidates(args, AXES) if len(c[1]) == 2]
    assert without == [[8.0, 9.0], [7.0, 9.0], [7.0, 8.0]]
    rows = [c[0][0].tolist() for c in candidates(args, AXES) if len(c[0]) == 1]
    assert rows == [[3.0, 4.0, 5.0], [0.0, 1.0, 2.0]]


def test_the_last_index_of_an_axis_stays_and_so_does_an_axis_whose_name_is_its_length():
    args = (np.ones((1, 2)), np.ones(2))
    assert {c[0].shape for c in candidates(args, (("n", "2"), ("2",)))} == {(1, 2)}
    assert {c[0].shape for c in candidates(args, (("n", "d"), ("d",)))} == {(1, 2), (1, 1)}


def test_candidates_change_one_argument_the_numbers_first_and_leave_the_arguments_alone():
    args = (np.array([0.3, -1.7]), 2.6)
    changed = []
    for candidate in candidates(args, ((), ())):
        different = [i for i, (a, b) in enumerate(zip(args, candidate, strict=True)) if not np.array_equal(a, b)]
        assert len(different) == 1
        changed += different
    assert changed == sorted(changed, reverse=True)
    assert set(changed) == {0, 1}
    np.testing.assert_equal(args, (np.array([0.3, -1.7]), 2.6))


@pytest.mark.parametrize("number", [7, 7.25, -3.5])
def test_a_number_becomes_a_plainer_one_of_its_kind(number):
    plainer = list(plainer_numbers(number))
    assert {type(v) for v in plainer} == {type(number)}
    kinds = {type(number)(v) for v in (0, 1, 2, -1, 0.5, round(number), number - 1)}
    assert set(plainer) == kinds


def test_an_array_becomes_plain_at_once_or_entry_by_entry():
    array = np.array([[2.6, -0.2]])
    whole = [[[0, 0]], [[1, 1]], [[3, -0.0]]]
    entries = [[[v, -0.2]] for v in (0, 1, 2, -1, 0.5, 3)] + [[[2.6, v]] for v in (0, 1, 2, -1, 0.5, 0)]
    np.testing.assert_array_equal([*plainer_numbers(array)], whole + entries)
    np.testing.assert_array_equal(array, [[2.6, -0.2]])


def test_what_is_read_faster_costs_less():
    """Fewer numbers before fewer characters, and these before smaller numbers; the sign costs a character."""
    in_order = [
        (np.zeros(2),),
        (np.array([0.0, 1.0]),),
        (np.array([0.0, -1.0]),),
        (np.array([0.25, 1.0]),),
        (np.zeros(3),),
    ]
    costs = [cost(args) for args in in_order]
    assert costs == sorted(costs)
    assert len(set(costs)) == len(costs)
    assert cost((1.0, np.array([[2.0], [-3.0]]))) == (3, 4, 6.0)
    assert cost(()) == (0, 0, 0)
