"""What the tests of the study share: drawn digits with their activations, and participants who answer by a rule."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.study.answers import Answer, Record, new_record
from amteach.study.references import Natural, natural
from amteach.study.trials import Trial, trials


@pytest.fixture(scope="session")
def digits() -> Natural:
    """400 drawn digits, half of them references, half of them questions."""
    return natural(draw(400, seed=1))


@pytest.fixture(scope="session")
def thirty_trials(digits) -> list[Trial]:
    """The trials of a participant."""
    return trials("heron", 3, digits)


@pytest.fixture
def answered(thirty_trials):
    """A function that gives the record of somebody who is right with these probabilities in each kind of trial."""

    def record(participant="heron", seed=0, catch=1.0, **right) -> Record:
        rng = np.random.default_rng(seed)
        chance = [catch if t.catch else right.get(t.block, 1.0) for t in thirty_trials]
        choices = [t.right if rng.random() < p else 1 - t.right for t, p in zip(thirty_trials, chance, strict=True)]
        answers = [Answer(i, choice, 2, 1000 + i) for i, choice in enumerate(choices)]
        return new_record(participant, seed, "drawn", thirty_trials).with_answers(answers)

    return record
