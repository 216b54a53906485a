"""Standardizing and clipping against the package's functions, and autograd."""

import numpy as np

import amteach as am
from amteach.exercises import check


def test_standardizing_is_the_functions(trials):
    for (x, mean, std, d), (y, carried) in trials("standardize-pullback"):
        expected, pullback = am.standardize(mean, std).forward(x)
        np.testing.assert_allclose(y, expected)
        np.testing.assert_allclose(carried, pullback(d))


def test_standardizing_comes_back_as_in_autograd(torch):
    def attempt(x, mean, std, d):
        x = torch.tensor(x, requires_grad=True)
        y = (x - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
        y.backward(torch.tensor(d))
        return y, x.grad

    assert check("standardize-pullback", attempt)


def test_what_is_shown_is_the_nearest_picture_in_range(trials):
    """The clip is the projection onto the pictures: no picture in [0, 1] is nearer to x, and f is scored there."""
    for (x, w), (walked, shown) in trials("score-what-is-shown"):
        f = am.linear(w=w)
        np.testing.assert_allclose(walked, f(x))
        np.testing.assert_allclose(shown, f(am.clip(0, 1)(x)))
        others = np.random.default_rng(0).uniform(0, 1, (100, *x.shape))
        nearest = np.linalg.norm(am.clip(0, 1)(x) - x, axis=1)
        assert (np.linalg.norm(others - x, axis=2) >= nearest).all()
