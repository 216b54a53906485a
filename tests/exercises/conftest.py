"""What the tests of the exercises share."""

import pytest

from amteach.exercises import EXERCISES


@pytest.fixture
def trials():
    """name ↦ for each trial of an exercise its arguments, and the reference's answer."""

    def trials(name):
        exercise = EXERCISES[name]
        return [(args, exercise.reference(*args)) for args in exercise.cases()]

    return trials
