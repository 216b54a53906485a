"""What the tests of the references share."""

import pytest

from amteach.exercises import EXERCISES

FEW = 6


@pytest.fixture
def trials():
    """name ↦ for a few trials of an exercise their arguments, and the reference's answer."""

    def trials(name):
        exercise = EXERCISES[name]
        return [(args, exercise.reference(*args)) for args in exercise.cases()[-FEW:]]

    return trials
