"""Secret inputs: others than those that everybody sees, longer where that makes sense, and fair."""

import numpy as np
import pytest

import amteach as am
from amteach.classroom.secret import secretly
from amteach.exercises import EXERCISES

FUNCTIONS = [name for name, exercise in EXERCISES.items() if exercise.arguments]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_solution_is_right_on_them_and_they_make_sense(name):
    exercise = secretly(EXERCISES[name], 11)
    assert am.check(exercise, EXERCISES[name].reference)
    assert all(exercise.valid(*args) for args in exercise.cases())


def flat(args):
    return tuple(np.concatenate([np.ravel(a) for a in args]).round(6))


def test_they_are_not_those_that_everybody_sees_and_depend_on_the_seed():
    for name in FUNCTIONS:
        visible, one, again, other = (
            {flat(args) for args in exercise.cases()}
            for exercise in (EXERCISES[name], *(secretly(EXERCISES[name], seed) for seed in (1, 1, 2)))
        )
        assert one == again
        assert len(one - visible) >= (5 if name == "wilson-interval" else 10), name  # two small integers
        assert one != other, name


def test_half_of_them_have_longer_axes():
    longest = {
        name: [max((n for args in e.cases() for a in args for n in np.shape(a)), default=0) for e in both]
        for name, both in ((name, (EXERCISES[name], secretly(EXERCISES[name], 1))) for name in FUNCTIONS)
    }
    longer = [name for name, (usual, secret) in longest.items() if secret > usual]
    assert len(longer) >= 0.8 * sum(usual > 0 for usual, _ in longest.values()), set(FUNCTIONS) - set(longer)
