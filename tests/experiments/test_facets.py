"""The ways to facets differ in what they say they differ in, and the table measures the pictures that it holds."""

import numpy as np
import pytest

import amteach as am
from amteach.experiments.facets import ROWS, WAYS, facet_table


@pytest.fixture(scope="module")
def table():
    return facet_table((7,), steps=0.5)


def first(name, strength=1.0, seed=0):
    """The first state of a way's walk for the unit 7."""
    way = WAYS[name](7, strength, seed)
    return next(am.walk(way.f, way.x0, way.step, seed))


@pytest.mark.parametrize("name", WAYS)
def test_without_strength_a_way_climbs_the_plain_objective(name):
    plain = am.logit(7) @ am.zoo.mnist_cnn() - 0.5 * am.total_variation - 0.05 * am.l2
    state = first(name, strength=0.0)
    if name == "noise in each step":
        plain = am.logit(7) @ am.zoo.mnist_cnn()  # the prior is in the step
    value, grad = plain.value_and_grad(state.x)
    np.testing.assert_allclose(state.value, value, atol=1e-4)
    np.testing.assert_allclose(state.grad, grad, atol=1e-5)


@pytest.mark.parametrize(("name", "equal"), [("dropout", True), ("two units", True), ("random starts", False)])
def test_whose_starts_are_equal_are_set_apart_by_nothing_else(name, equal):
    way = WAYS[name](7, 1.0, 0)
    assert way.x0.shape == (ROWS, 1, 28, 28)
    assert (am.mean_distance(way.x0) == 0) == equal


def test_dropout_cuts_paths_that_stay_cut():
    way = WAYS["dropout"](7, 1.0, 0)
    assert not way.f.is_random
    plain = WAYS["dropout"](7, 0.0, 0).f
    assert am.mean_distance(plain.value_and_grad(way.x0)[1]) < 1e-4
    assert am.mean_distance(way.f.value_and_grad(way.x0)[1]) > 1, "each row climbs a network of its own"


def test_two_units_pull_to_two_logits():
    state, cnn = first("two units"), am.zoo.mnist_cnn()
    z = cnn(state.x)
    prior = (0.5 * am.total_variation + 0.05 * am.l2)(state.x)
    np.testing.assert_allclose(state.value, z[:, 7] + 0.3 * z[range(4), [8, 0, 3, 5]] - prior, rtol=1e-4)


def test_each_way_finds_pictures_of_the_unit(table):
    assert table.x.shape == (len(WAYS), 1, ROWS, 1, 28, 28)
    assert table.p.min() > 0.95
    np.testing.assert_allclose(table.p[2, 0], am.probabilities(am.zoo.mnist_cnn()(table.x[2, 0]))[:, 7])


def test_paid_for_unlikeness_they_are_more_unlike_in_what_is_paid_for(table):
    rows = {name: row for name, *row in table.rows()}
    plain, pixels, codes = (rows[name] for name in ("random starts", "diversity in pixels", "diversity in codes"))
    assert pixels[2] < plain[2] - 0.1
    assert codes[3] < plain[3] - 0.1
    assert rows["cluster means"][1] > plain[1]


def test_the_table_says_what_its_pictures_say(table):
    name, p, distance, pixels, codes = table.rows()[1]
    x, pool = table.x[1, 0], am.zoo.mnist_cnn(layer="pool")
    assert name == "cluster means"
    assert (p, distance, pixels) == pytest.approx((table.p[1].min(), am.mean_distance(x), am.mean_cosine(x)))
    assert codes == pytest.approx(am.mean_cosine(pool(x)))
    assert len(repr(table).splitlines()) == 1 + len(WAYS)
