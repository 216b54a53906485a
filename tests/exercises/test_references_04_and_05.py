"""The references of lectures 04 and 05 are right: against the package's own functions, a walk, autograd or NumPy."""

import numpy as np
import pytest

import amteach as am
from amteach.exercises import EXERCISES, check
from amteach.functions.objectives import margin


@pytest.mark.parametrize(("name", "objective"), [("softmax", am.softmax), ("log-softmax", am.log_softmax)])
def test_the_gradients_are_the_objectives(trials, name, objective):
    for (z, k), gradient in trials(f"{name}-gradient"):
        np.testing.assert_allclose(gradient, objective(k).value_and_grad(z)[1], atol=1e-12)
        assert check(f"{name}-gradient", lambda z, k: objective(k).value_and_grad(z)[1])


def test_the_gradients_of_both_are_those_of_autograd(torch):
    for function in (torch.softmax, torch.log_softmax):

        def by_autograd(z, k, function=function):
            z = torch.tensor(z, requires_grad=True)
            function(z, dim=1)[:, k].sum().backward()
            return z.grad

        assert check(f"{function.__name__.replace('_', '-')}-gradient", by_autograd)


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


def test_the_total_variation_is_the_penalty_of_a_picture_with_one_row(trials):
    for (x,), (value, gradient) in trials("tv-gradient"):
        other_value, other_gradient = am.total_variation.value_and_grad(x[:, None, :])
        np.testing.assert_allclose(value, other_value)
        np.testing.assert_allclose(gradient, other_gradient[:, 0])


def test_the_shift_comes_back_as_its_transpose(trials):
    rng = np.random.default_rng(0)
    for (d, dy, dx), carried in trials("shift-pullback"):
        y, pullback = am.shift(dy, dx).forward(x := rng.normal(size=d.shape))
        np.testing.assert_array_equal(carried, pullback(d))
        np.testing.assert_allclose((y * d).sum(), (x * carried).sum())


@pytest.mark.parametrize("d", [1, 2, 5, 8])
def test_the_step_in_pixels_is_what_a_step_in_fourier_coefficients_makes(d):
    """In one dimension H is cos − sin, written out, and s is 1/|ν|."""
    angle = 2 * np.pi * np.outer(np.arange(d), np.arange(d)) / d
    H = (np.cos(angle) + np.sin(angle)) / np.sqrt(d)
    s = 1 / np.maximum(abs(np.fft.fftfreq(d)), 1 / d)
    g, parametrization = np.random.default_rng(d).normal(size=d), am.fourier((1, d))
    assert EXERCISES["low-pass-step"].valid(g, H, s, 0.3)
    walk = am.walk(am.linear(g[None]) @ parametrization, am.zeros((1, 1, d)), am.ascent(0.3))
    before, after = parametrization(am.record(walk, 1).x[:, 0])
    np.testing.assert_allclose((after - before)[0], EXERCISES["low-pass-step"].reference(g, H, s, 0.3), atol=1e-12)


def test_penalty_and_decay_walk_the_same_way(trials):
    f, start = am.log_softmax(0), [[3.0, 1.0], [-1.0, 2.0]]
    for (penalty, rate), (share, new_rate) in trials("penalty-or-decay"):
        inside = am.record(am.walk(f - penalty * am.l2, start, am.ascent(rate)), 5)
        outside = am.record(am.walk(f, start, am.ascent(new_rate, operator=am.decay(share))), 5)
        np.testing.assert_allclose(inside.x, outside.x)


def test_a_blur_inside_and_outside_are_the_walks():
    size, blur = 6, am.blur(1.0)
    K = blur(np.eye(size)[:, :, None])[:, :, 0].T  # column j is what becomes of a single point at j
    assert not np.allclose(K, K.T), "at the edge the blur is not symmetric, so that K and its transpose differ"
    x, w = np.random.default_rng(0).normal(size=(2, size))
    f, start = am.linear(w[:, None]), x[None, :, None]
    inside = am.record(am.walk(f @ blur, start, am.ascent(0.5)), 1).x[-1, 0, :, 0]
    outside = am.record(am.walk(f, start, am.ascent(0.5, operator=blur)), 1).x[-1, 0, :, 0]
    np.testing.assert_allclose(EXERCISES["blur-operator-or-transform"].reference(x, w, K, 0.5), [inside, outside])
