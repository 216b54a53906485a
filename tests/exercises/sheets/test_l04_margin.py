"""The margin, and what a shift of all logits leaves as it was, against the package's objectives."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES
from amteach.functions.objectives import margin


def test_the_margin_is_positive_where_the_class_wins_and_the_two_best_make_its_size(trials):
    for (z, k), ahead in trials("margin"):
        second, best = np.sort(z, axis=1)[:, -2:].T
        wins = z[:, k] == best
        np.testing.assert_allclose(ahead, np.where(wins, best - second, z[:, k] - best))
        np.testing.assert_allclose(ahead, margin(k)(z))


def test_what_is_said_to_stay_stays_and_the_rest_changes():
    objectives = [am.logit, am.softmax, am.log_softmax, margin]
    (z, k), g = EXERCISES["margin"].cases()[-1], np.array([[3.0]])
    stays = [np.allclose(f(k)(z), f(k)(z + g)) for f in objectives]
    assert stays == EXERCISES["shift-invariance"].reference()
