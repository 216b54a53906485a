"""The two scenes of lecture 13: one token of a transformer, and units of one of its layers."""

import numpy as np
import pytest

from amteach import zoo
from amteach.data.mnist import FileMissing
from amteach.pictures.marks import Bars
from amteach.scenes import superposition, transformer_parts
from amteach.scenes.scene import scene

PARTS, UNITS = scene("transformer_parts"), scene("superposition")


@pytest.fixture(scope="module")
def parts():
    return PARTS.finished(PARTS.Controls(steps=12, row=1, column=5, block=1))


def test_a_token_takes_in_all_as_much_as_there_is_and_what_the_net_says(parts):
    np.testing.assert_allclose(parts.attention.sum(axis=(2, 3)), 1, rtol=1e-6)
    whole = zoo.mnist_transformer(layer="attention1")(parts.x[-1, 0][None, None])
    np.testing.assert_allclose(parts.attention[-1].reshape(4, 49), whole[0, :, 7 + 5])


def test_a_place_is_most_like_itself(parts):
    assert np.isclose(parts.places[1, 5], 1)
    assert parts.places.max() == parts.places[1, 5]


def test_neighbouring_places_are_no_more_alike_than_random_vectors():
    """The lecture says so: cosines about 0, scattered by 1/√64."""
    p = transformer_parts.positions()
    beside = np.array([p[i, j, i, j + 1] for i in range(7) for j in range(6)])
    assert abs(beside.mean()) < 0.05
    assert abs(beside.std() - 0.125) < 0.03


def test_both_nets_begin_with_the_same_picture_and_become_surer(parts):
    np.testing.assert_array_equal(parts.x[0, 0], parts.x[0, 1])
    assert (parts.p[-1] > parts.p[0]).all()


def test_the_tokens_patch_is_shown_as_it_is_and_framed(parts):
    shown = transformer_parts.in_its_place(parts.x[:, 0], parts.c)
    np.testing.assert_array_equal(shown[:, 4:8, 20:24], parts.x[:, 0, 4:8, 20:24])
    assert (shown[:, 3, 19:25] == 0.6).all()
    np.testing.assert_allclose(shown[:, 20], 0.35 * parts.x[:, 0, 20])


@pytest.mark.parametrize("kind", superposition.KINDS)
def test_the_activity_of_a_unit_is_that_of_its_vector_and_the_walk_raises_it(kind):
    n = UNITS.finished(UNITS.Controls(kind=kind, unit=5, steps=8))
    v = superposition.units(0)[superposition.KINDS[kind]][5]
    a = superposition.layer()(superposition.digits().images[:7]).mean(axis=(2, 3))
    np.testing.assert_allclose(n.activity[:7], a @ v, atol=1e-5)
    assert n.climbed[-1] > n.climbed[0]
    shares = UNITS.draw(n).panels[1]
    assert isinstance(shares, Bars)
    assert np.isclose(shares.values.sum(), 1)
    assert shares.values.argmax() == shares.chosen


def test_without_mnist_drawn_digits_stand_in(monkeypatch):
    def missing(split):
        raise FileMissing(split)

    monkeypatch.setattr(superposition.mnist, "load", missing)
    digits = superposition.digits.__wrapped__()
    assert len(digits) == superposition.SEEN
    assert "drawn" in digits.source
