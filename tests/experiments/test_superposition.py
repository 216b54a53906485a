"""Which classes a unit answers to, and whether its picture shows it: on activities made up here, and on the units."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.experiments.readability import readability_table, unit_pictures
from amteach.experiments.superposition import selectivity, superposition_table, unit_vectors
from amteach.functions.function import Function

LABELS = np.repeat(np.arange(10), 30)
rng = np.random.default_rng(0)


def test_a_unit_of_one_class_one_of_two_and_one_of_none():
    noise = 0.1 * rng.random((300, 3))
    activity = noise + np.stack([LABELS == 4, (LABELS == 1) | (LABELS == 7), np.zeros(300)], axis=1)
    share, favourite, classes = selectivity(activity, LABELS, top=30)
    assert (share[0], favourite[0], classes[0]) == (1, 4, 1)
    assert 0.5 <= share[1] < 0.8
    assert favourite[1] in (1, 7)
    assert classes[1] == 2
    assert share[2] < 0.4
    assert classes[2] > 3


def test_selectivity_does_not_see_the_scale_of_a_unit_nor_the_order_of_the_digits():
    activity, order = rng.normal(size=(300, 5)), rng.permutation(300)
    same = selectivity(3 * activity[order] + 7, LABELS[order], top=30)
    for a, b in zip(same, selectivity(activity, LABELS, top=30), strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_feature_that_is_mostly_0_is_judged_by_the_digits_where_it_is_not():
    activity = np.zeros((300, 2))
    activity[LABELS == 9, 0] = rng.random(30) + 1
    share, favourite, classes = selectivity(activity, LABELS, top=100)
    assert (share[0], favourite[0], classes[0]) == (1, 9, 1)
    assert (share[1], classes[1]) == (0, 0)  # never active


@pytest.mark.parametrize(("shape", "top"), [((300,), 10), ((299, 2), 10), ((300, 2), 301), ((300, 2), 0)])
def test_what_cannot_be_judged_is_refused(shape, top):
    with pytest.raises(ValueError, match="a label for each digit"):
        selectivity(np.zeros(shape), LABELS, top)


@pytest.fixture(scope="module")
def table():
    return superposition_table(draw(120, seed=1))


def test_the_table_has_neurons_directions_and_features_of_one_layer(table):
    assert {kind: a.shape for kind, a in table.activity.items()} == {
        "neurons": (120, 128),
        "directions of features": (120, 256),
        "random directions": (120, 256),
        "random tokens": (120, 256),
        "features": (120, 256),
    }
    for kind, v in unit_vectors().items():
        np.testing.assert_allclose(np.linalg.norm(v, axis=1), 1, rtol=1e-5)
        np.testing.assert_allclose(table.activity[kind], table.activity["neurons"] @ v.T, rtol=1e-5, atol=1e-5)
    assert table.activity["features"].min() >= 0
    assert repr(table).count("\n") == 5


@pytest.mark.slow
def test_directions_of_features_are_more_selective_than_neurons_but_not_than_tokens_drawn_by_lot(real, torch):
    """What lecture 13 tells, with its own numbers."""
    t = superposition_table(real[1], backend="torch")
    median = {kind: np.median(selectivity(a, t.labels).share) for kind, a in t.activity.items()}
    assert median["directions of features"] > median["neurons"] + 0.05
    assert abs(median["neurons"] - median["random directions"]) < 0.05
    assert median["random tokens"] > median["directions of features"]
    assert median["features"] < median["neurons"]


def test_every_unit_gets_a_picture_of_itself_alone():
    """Where unit k is pixel (k, k), the picture is brightest there."""
    eye = np.stack([np.eye(28)[[k]].T @ np.eye(28)[[k]] for k in (3, 14, 20)])
    weights = eye.reshape(3, 784)

    def pixels(x):
        shape = x.shape
        return (x.reshape(len(x), -1) @ weights.T)[:, :, None], lambda d: (d[:, :, 0] @ weights).reshape(shape)

    x = unit_pictures(Function(pixels), 3, steps=60)
    assert x.shape == (3, 1, 28, 28)
    assert x.min() >= 0
    assert x.max() <= 1
    for picture, k in zip(x[:, 0], (3, 14, 20), strict=True):
        i, j = np.unravel_index(picture.argmax(), picture.shape)
        assert max(abs(i - k), abs(j - k)) <= 1


def test_pictures_are_judged_by_kind(table):
    judged = readability_table(table, draw(20, seed=3), steps=1)
    assert list(judged.kinds) == ["neurons", "directions of features", "random directions", "random tokens"]
    for kind, (x, higher, p, agrees, distance) in judged.kinds.items():
        assert len(x) == len(higher) == len(p) == len(agrees) == len(distance) == len(unit_vectors()[kind])
        assert ((p > 0.1) & (p <= 1)).all()
        assert (distance > 0).all()
    blank = readability_table(table, units=5, steps=1)
    assert {len(few.pictures) for few in blank.kinds.values()} == {5}
    assert np.isnan(blank.kinds["neurons"].distance).all()
    assert "nan" not in repr(blank)
