"""The evolution strategy: it never falls, finds the top of a hill, asks for no gradient, and replays from its seed."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.score import score
from amteach.walks.evolution import evolve

F = am.linear(w=[1.0, 2.0, -1.0]) - 0.5 * am.l2
TOP = np.array([1.0, 2.0, -1.0])
STARTS = [[3.0, -2.0, 0.0], [0.0, 0.0, 9.0]]


def test_it_climbs_a_concave_function_to_its_top():
    trace = am.record(am.walk(F, STARTS, evolve(0.5)), steps=200)
    np.testing.assert_allclose(trace.x[-1], [TOP, TOP], atol=1e-3)


def test_it_never_falls_and_values_are_those_of_the_points():
    rough = score(lambda x: (np.sin(9 * x).sum(axis=1) - (x**2).sum(axis=1), 0 * x))
    trace = am.record(am.walk(rough, STARTS, evolve(1.0, children=3)), steps=60)
    assert (np.diff(trace.value, axis=0) >= 0).all()
    np.testing.assert_array_equal(rough(trace.x[-1]), trace.value[-1])


def test_it_climbs_what_has_no_gradient_where_ascent_stands_still():
    stairs = score(lambda x: (np.floor(x).sum(axis=1), np.zeros_like(x)))
    start = np.full((1, 4), 0.5)
    assert am.record(am.walk(stairs, start, evolve(0.5)), steps=30).value[-1] > 8
    assert am.record(am.walk(stairs, start, am.ascent(0.5)), steps=30).value[-1] == 0


def test_no_gradient_is_asked_for_after_the_start():
    called = []
    f = am.Function(lambda x: (-am.dot(x, x), lambda d: called.append(0) or -2 * am.rows(d, x) * x))
    am.record(am.walk(f, STARTS, evolve(0.1)), steps=5)
    assert len(called) == 1


def test_the_same_seed_replays_the_same_walk_and_another_does_not():
    one, again, other = (am.record(am.walk(F, STARTS, evolve(0.5), seed), steps=20).x for seed in (4, 4, 5))
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_more_children_are_no_worse_in_one_generation():
    """The first children of both are the same: the walk draws them in the same order."""
    few, many = (next(s for s in am.walk(F, STARTS, evolve(0.5, n)) if s.t == 1).value for n in (3, 30))
    assert (many >= few).all()


def test_the_operator_holds_for_every_state():
    keep = am.clip(0, 1) @ am.ball(0.3, center=np.full(3, 0.5))
    trace = am.record(am.walk(F, np.full((2, 3), 0.5), evolve(0.5, operator=keep)), steps=30)
    assert np.linalg.norm(trace.x - 0.5, axis=2).max() <= 0.3 + 1e-12
    best = 0.5 + 0.3 * (TOP - 0.5) / np.linalg.norm(TOP - 0.5)  # the nearest of the ball to the top
    np.testing.assert_allclose(
        am.record(am.walk(F, np.full((1, 3), 0.5), evolve(0.2, 50, keep)), 200).x[-1, 0], best, atol=0.02
    )


def test_the_width_follows_the_rule_of_one_fifth():
    """All children are higher: σ grows by a half.  None is: four such generations undo that."""
    up = am.Function(lambda x: (x + 100, lambda d: d))
    rises = am.walk(am.linear(w=[1.0, 1.0, 1.0]), STARTS, evolve(0.1, operator=up))
    sigma = [s.memory for _, s in zip(range(4), rises, strict=False)]
    np.testing.assert_allclose(sigma[1:], 0.1 * 1.5 ** np.array([[[1.0] * 2], [[2.0] * 2], [[3.0] * 2]]))
    flat = am.score(lambda x: (0 * x[:, 0], 0 * x))
    sigma = [s.memory for _, s in zip(range(5), am.walk(flat, STARTS, evolve(1.5)), strict=False)]
    np.testing.assert_allclose(sigma[4], [[1.0, 1.0]])


def test_at_the_top_of_a_hill_the_width_shrinks_with_the_distance():
    """A scale is never chosen: the walk comes nearer by the same factor again and again."""
    trace = am.record(am.walk(-am.l2, np.full((8, 5), 100.0), evolve(1.0)), steps=150)
    logs = np.log10(-trace.value[[50, 100, 150]]).mean(axis=1)
    assert logs[0] - logs[1] > 1
    assert logs[1] - logs[2] > 1


def test_tensors_stay_tensors(torch):
    trace = am.record(am.walk(-am.l2, torch.ones(2, 3), evolve(0.5)), steps=50)
    assert trace.x.dtype == torch.float32
    assert float(trace.value[-1].min()) > -0.01


def test_what_cannot_be_is_refused():
    for sd in (0, -1, np.inf):
        with pytest.raises(ValueError, match="evolve"):
            evolve(sd)
    with pytest.raises(ValueError, match="whole number of children"):
        evolve(0.1, children=0)
    with pytest.raises(TypeError, match=r"am\.clip"):
        evolve(0.1, operator=np.clip)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="draw it once"):
        am.record(am.walk(am.l2 @ am.jitter(1), np.ones((1, 1, 4, 4)), evolve(0.1)), steps=1)
    with pytest.raises(ValueError, match="evolve decides for each row on its own"):
        am.record(am.walk(am.diversity - am.l2, STARTS, evolve(0.1)), steps=1)
