"""The scenes of lecture 10: attacks stay in their ball, and five nets start alike and are judged by a distance."""

from dataclasses import replace

import numpy as np
import pytest

from amteach.data import mnist, nearest
from amteach.scenes import attack, robust_gallery


def last(module, controls):
    """The finished numbers."""
    return module.SCENE.finished(controls)


@pytest.mark.parametrize("by", ["gradient", "evolution"])
@pytest.mark.parametrize(("norm", "length"), [("L2", lambda v: np.linalg.norm(v)), ("L∞", lambda v: np.abs(v).max())])
def test_every_picture_of_an_attack_lies_in_the_ball_and_between_0_and_1(by, norm, length):
    for start in ("4", "noise"):
        c = attack.Controls(start=start, norm=norm, radius=0.3, by=by, steps=6)
        n = last(attack, c)
        assert max(length(x - n.center) for pair in n.x for x in pair) <= 0.3 * (1 + 1e-5)
        assert n.x.min() >= 0
        assert n.x.max() <= 1


def test_the_cnn_is_fooled_and_the_other_net_is_not_fooled_by_the_same_picture():
    n = last(attack, attack.Controls())
    assert n.p[0, 0, 0] < 0.01
    assert n.p[-1, 0, 0] > 0.9
    assert n.p[-1, 0, 1] < 0.5
    assert n.p[-1, 1, 1] < n.p[-1, 0, 0]  # the adversarially trained net gives way less


def test_the_gradient_finds_more_than_evolution_that_looked_five_times_as_often():
    by = {w: last(attack, attack.Controls(by=w, steps=20)).p[-1, 0, 0] for w in ("gradient", "evolution")}
    assert by["gradient"] > by["evolution"]


def test_the_five_nets_start_from_the_same_picture():
    n = last(robust_gallery, robust_gallery.Controls(steps=3))
    assert n.x.shape[:2] == (4, 50)
    for row in n.x[0]:
        np.testing.assert_array_equal(row, n.x[0, 0])


def test_the_distances_are_those_to_the_nearest_training_images(real):
    n = last(robust_gallery, robust_gallery.Controls(steps=3))
    expected = nearest.nearest(n.x[-1][:, None]).distance.reshape(5, 10).mean(axis=1)
    assert n.distance is not None
    np.testing.assert_allclose(n.distance, expected)
    assert "a test digit has 4.2" in robust_gallery.draw(n).summary


def test_where_mnist_is_missing_the_pictures_are_there_and_a_line_says_what_is_not(monkeypatch):
    def none(*args):
        raise mnist.FileMissing("nothing here")

    monkeypatch.setattr(robust_gallery, "nearest", none)
    n = last(robust_gallery, robust_gallery.Controls(steps=2))
    picture = robust_gallery.draw(n)
    assert "amteach data" in picture.note
    assert len(picture.readouts) == 1
    assert robust_gallery.draw(replace(n, missing="")).note == ""
