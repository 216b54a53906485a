"""What the tests of the exercises share."""

import sys
from pathlib import Path

import pytest

from amteach.exercises import EXERCISES

sys.path.insert(0, str(Path(__file__).parent))  # for the banks of answers


@pytest.fixture
def trials():
    """name ↦ for each trial of an exercise its arguments, and the reference's answer."""

    def trials(name):
        exercise = EXERCISES[name]
        return [(args, exercise.reference(*args)) for args in exercise.cases()]

    return trials
