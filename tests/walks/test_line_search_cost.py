"""What a line search costs: one evaluation of f for each try, and few tries."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

X = np.random.default_rng(0).normal(size=(6, 2, 3))
W = np.random.default_rng(1).normal(size=(2, 3))


def counted(f):
    """f, and the list of the batches it was evaluated at."""
    evaluated = []

    def forward(x):
        evaluated.append(x)
        return f.forward(x)

    return am.Function(forward, "f"), evaluated


def states(f, x0, steps, **how):
    walk = am.walk(f, x0, am.line_search(**how))
    return [next(walk) for _ in range(steps + 1)]


@pytest.mark.parametrize("f", [0 * am.l2, am.linear(W) - 0.5 * am.l2], ids=["flat everywhere", "at the maximum"])
def test_where_the_gradient_is_zero_it_stays_and_asks_once(f, kind):
    watched, evaluated = counted(f)
    walk = states(watched, kind(np.stack([W, W])), 3)
    assert np.array_equal(to_numpy(walk[-1].x), np.stack([W, W]))
    assert len(evaluated) == 1 + 3


def test_a_gradient_that_points_downhill_costs_its_tries_and_moves_nothing(kind):
    wrong = am.score(lambda x: (am.dot(x, x), -2 * x), "wrong")
    watched, evaluated = counted(wrong)
    walk = states(watched, kind(X), 2, tries=7)
    assert np.array_equal(to_numpy(walk[-1].x), X)
    assert not to_numpy(walk[-1].memory[0]).any()
    assert len(evaluated) == 1 + 2 * 8


def test_the_search_goes_on_where_it_ended_so_that_two_tries_a_step_are_enough(kind):
    watched, evaluated = counted(am.linear(W) - 100.0 * am.l2)
    states(watched, kind(X), 20, rate=1.0)
    assert len(evaluated) <= 1 + 8 + 2 * 19
