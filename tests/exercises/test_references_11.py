"""The references of lecture 11 are right: against the package's own functions, autograd, or what defines them."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES, check


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


def test_any_of_one_class_is_its_log_softmax(trials):
    reference = EXERCISES["any-of-these"].reference
    for (z, _), _ in trials("any-of-these"):
        for k in range(z.shape[1]):
            value, gradient = reference(z, np.eye(z.shape[1])[k])
            expected = am.log_softmax(k).value_and_grad(z)
            np.testing.assert_allclose(value, expected[0])
            np.testing.assert_allclose(gradient, expected[1], atol=1e-12)


def test_any_of_all_classes_is_certain(trials):
    reference = EXERCISES["any-of-these"].reference
    for (z, s), _ in trials("any-of-these"):
        value, gradient = reference(z, np.ones(len(s)))
        np.testing.assert_allclose(value, 0, atol=1e-12)
        np.testing.assert_allclose(gradient, 0, atol=1e-12)


def test_any_of_these_climbs_as_autograd_does(torch):
    def attempt(z, s):
        z = torch.tensor(z, requires_grad=True)
        value = torch.log((torch.softmax(z, dim=1) * torch.tensor(s)).sum(dim=1))
        value.sum().backward()
        return value, z.grad

    assert check("any-of-these", attempt)


def test_the_way_back_through_a_colour_matrix_is_the_adjoint(trials):
    """⟨d, C z⟩ = ⟨Cᵀ d, z⟩."""
    for (z, _, d), (x, carried) in trials("colour-pullback"):
        np.testing.assert_allclose((d * x).sum(), (carried * z).sum())


def test_the_colour_matrix_of_the_package_is_one_of_these():
    from amteach.functions.parametrizations import COLOURS

    rng = np.random.default_rng(0)
    z, d = rng.normal(size=(2, 2, 3, 4, 5))
    x, pullback = am.decorrelated_colour.forward(z)
    expected, carried = EXERCISES["colour-pullback"].reference(z, COLOURS, d)
    np.testing.assert_allclose(x, expected)
    np.testing.assert_allclose(pullback(d), carried)
