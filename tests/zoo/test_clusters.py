"""Cluster means: they find the clusters that are there, and what ships is of its class and of several kinds."""

import sys
from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.data.drawn_digits import draw
from amteach.store import cards


@pytest.fixture
def clouds():
    """Three clouds of 30, 20 and 10 codes, and pictures that tell which cloud they belong to."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install 'amteach[facets]'")
    rng = np.random.default_rng(0)
    cloud = np.repeat([0, 1, 2], [30, 20, 10])
    codes = 10.0 * np.eye(3)[cloud] + rng.normal(size=(60, 3))
    order = rng.permutation(60)
    images = np.broadcast_to(cloud[:, None, None, None].astype(np.float32), (60, 1, 4, 4)).copy()
    return codes[order], images[order]


def test_clusters_are_found_the_largest_first(clouds):
    means = am.cluster_means(*clouds, clusters=3, nearest=5)
    assert means.shape == (3, 1, 4, 4)
    np.testing.assert_array_equal(means[:, 0, 0, 0], [0, 1, 2])


def test_the_means_are_those_of_the_pictures_nearest_to_the_centre(clouds):
    """With one cluster the centre is the mean code, whatever the turn of the components."""
    codes, images = clouds
    images = images + np.random.default_rng(1).normal(size=images.shape)
    nearest = np.argsort(np.linalg.norm(codes - codes.mean(axis=0), axis=1))[:7]
    means = am.cluster_means(codes, images, clusters=1, nearest=7)
    np.testing.assert_allclose(means[0], images[nearest].mean(axis=0))


def test_codes_may_have_any_shape_and_are_left_alone(clouds):
    codes, images = clouds
    before = codes.copy(), images.copy()
    means = am.cluster_means(codes.reshape(60, 3, 1, 1), images, clusters=3, nearest=5)
    np.testing.assert_array_equal(means, am.cluster_means(codes, images, clusters=3, nearest=5))
    np.testing.assert_array_equal(codes, before[0])
    np.testing.assert_array_equal(images, before[1])


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"clusters": 61}, "60 codes, 60 pictures"),
        ({"nearest": 61}, "60 codes, 60 pictures"),
        ({"clusters": 0}, "1 or more"),
        ({"nearest": 0}, "1 or more"),
    ],
)
def test_more_clusters_than_pictures_are_refused(clouds, how, words):
    with pytest.raises(ValueError, match=words):
        am.cluster_means(*clouds, **how)


def test_codes_of_other_pictures_are_refused(clouds):
    with pytest.raises(ValueError, match="59 codes, 60 pictures"):
        am.cluster_means(clouds[0][1:], clouds[1])


def test_without_scikit_learn_the_way_out_is_said(clouds, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(ImportError, match=r'"amteach\[facets\]".*am.facet_starts'):
        am.cluster_means(*clouds)


def test_the_starts_that_ship_are_taken_for_their_digit_and_differ():
    cnn = am.zoo.mnist_cnn()
    for digit in range(10):
        starts = am.facet_starts(digit)
        assert (cnn(starts).argmax(axis=1) == digit).all()
        assert starts.min() >= 0
        assert starts.max() <= 1
        assert am.mean_distance(starts) > 3
    wrong: Any
    for wrong in (10, -1, 7.5):
        with pytest.raises(ValueError, match="0 to 9"):
            am.facet_starts(wrong)


def test_the_recipe_makes_what_the_card_says():
    pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install 'amteach[facets]'")
    pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")
    from amteach.zoo.mnist.recipe import mnist_facets

    arrays, about = mnist_facets(lambda line: None, draw(300, seed=0), pictures=30)
    assert arrays["means"].shape == cards.load("mnist_facets")["means"].shape
    assert arrays["means"].dtype == np.float32
    assert set(about) <= set(cards.card("mnist_facets"))
