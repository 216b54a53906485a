"""What holds for every exercise's answers: right ones written otherwise are right, and any numbers get a verdict."""

from itertools import product

import numpy as np
import pytest

from amteach.exercises import EXERCISES, check

ALL = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def rewritten(exercise, change):
    """The reference, with every part of its answer changed."""

    def attempt(*args):
        answer = exercise.reference(*args)
        return tuple(map(change, answer)) if len(exercise.parts) > 1 else change(answer)

    return attempt


WRITTEN_OTHERWISE = {
    "lists": lambda part: np.asarray(part).tolist(),
    "float32": lambda part: np.asarray(part, dtype=np.float32),
    "a trailing axis": lambda part: np.asarray(part)[..., None],
    "a list of scalars": lambda part: [*map(np.float64, part)] if np.ndim(part) == 1 else part,
}


@ALL
def test_right_answers_written_otherwise_are_right(exercise):
    for written, change in WRITTEN_OTHERWISE.items():
        verdict = check(exercise.name, rewritten(exercise, change))
        assert verdict, f"{written}: {verdict}"


@ALL
def test_answers_of_any_shape_are_answered(exercise):
    """Numbers that have nothing to do with the question are wrong; nothing is raised, and no weights are suspected."""
    for part, shape in product(range(len(exercise.parts)), [(), (0,), (7,), (2, 3, 4)]):

        def attempt(*args, part=part, shape=shape):
            right = exercise.reference(*args)
            parts = list(right) if len(exercise.parts) > 1 else [right]
            parts[part] = np.full(shape, 77.7)
            return parts if len(parts) > 1 else parts[0]

        verdict = check(exercise.name, attempt if exercise.arguments else attempt())
        assert verdict.outcome == "wrong"
        assert shape or "the weights" not in verdict.text


@ALL
def test_tensors_are_right_too(exercise, torch):
    def tensor(part):
        return torch.tensor(np.asarray(part, dtype=np.float32), requires_grad=True)

    assert check(exercise.name, rewritten(exercise, tensor))


@ALL
def test_truth_values_and_small_integers_are_answered(exercise):
    """They cannot be subtracted, or wrap: the judge compares them as numbers."""
    for change in (lambda part: np.asarray(part) > 0, lambda part: np.abs(np.asarray(part)).clip(0, 9).astype("uint8")):
        verdict = check(exercise.name, rewritten(exercise, change))
        assert verdict.outcome in ("right", "wrong")
