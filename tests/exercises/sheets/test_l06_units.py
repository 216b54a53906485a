"""Channels, targets and top images against the package's objectives, autograd, and definitions."""

import numpy as np

import amteach as am
from amteach.data.exemplars import top
from amteach.exercises import EXERCISES, check
from amteach.functions.hidden_layers import channel
from amteach.functions.regression import target


def test_the_channels_mean_comes_back_as_in_autograd(torch):
    def mean(a, c, d):
        a = torch.tensor(a, requires_grad=True)
        a.mean(dim=(2, 3))[:, c].backward(torch.tensor(d))
        return a.grad

    assert check("channel-pullback", mean)


def test_the_channels_mean_comes_back_as_in_the_objective(trials):
    for (a, c, d), carried in trials("channel-pullback"):
        np.testing.assert_allclose(carried, channel(c).forward(a)[1](d))


def test_one_step_with_the_rate_one_half_hits_the_target(trials):
    """The objective is a parabola: along its gradient, and exactly half of it, lies the top."""
    for (z, y), (value, gradient) in trials("regression-target"):
        np.testing.assert_allclose(z + np.array(gradient) / 2, y)
        np.testing.assert_allclose(value, -(np.array(gradient) ** 2) / 4)


def test_the_target_is_the_objectives(trials):
    for (z, y), (value, gradient) in trials("regression-target"):
        np.testing.assert_allclose((value, gradient), target(y).value_and_grad(z))


def test_the_top_images_are_the_exemplars(trials):
    for (activations, unit, n), images in trials("top-k"):
        np.testing.assert_array_equal(images, top(am.logit(unit), activations, n=n).index)


def test_no_image_that_is_left_out_activates_the_unit_more(trials):
    for (activations, unit, n), images in trials("top-k"):
        column = activations[:, unit]
        assert len(set(images)) == n
        assert (np.diff(column[images]) <= 0).all()
        assert all(column[images[-1]] >= a for i, a in enumerate(column) if i not in images)


def test_of_equal_images_either_may_come_first():
    accept = EXERCISES["top-k"].accept
    tied = (np.array([[1.0], [2.0], [2.0], [0.0]]), 0, 2)
    assert accept((np.array([2, 1]),), tied)
    assert accept((np.array([1, 2]),), tied)
    for wrong in ([1, 1], [1, 0], [1, 4], [-1, 1], [1.5, 2], [np.nan, 1]):
        assert not accept((np.array(wrong),), tied)
