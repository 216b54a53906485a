"""The rates and the steps of an ascent against the package's walks."""

import numpy as np
import pytest

import amteach as am


def objective(w, b, penalty):
    return am.linear(w, b) - penalty * am.l2


@pytest.mark.parametrize(("factor", "nearer"), [(0.99, True), (1.01, False)])
def test_the_limit_parts_the_walks_that_come_nearer_from_those_that_do_not(trials, factor, nearer):
    for (penalty,), (one_step, limit) in trials("step-size"):
        f, start = objective([1.0, -2.0], 0.0, penalty), [[3.0, 1.0]]
        top = am.linear_optimum([1.0, -2.0], penalty)
        np.testing.assert_allclose(am.record(am.walk(f, start, am.ascent(one_step)), 1).x[-1, 0], top)
        distance = np.linalg.norm(am.record(am.walk(f, start, am.ascent(factor * limit)), 20).x[:, 0] - top, axis=1)
        assert (np.diff(distance) < 0).all() == nearer


def test_the_steps_are_the_walks(trials):
    for (x0, w, penalty, rate, steps), x in trials("ascent-steps"):
        walk = am.walk(objective(w, 0.0, penalty), x0, am.ascent(rate))
        np.testing.assert_allclose(x, am.record(walk, steps).x[-1])
