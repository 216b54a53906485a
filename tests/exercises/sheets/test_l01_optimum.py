"""The optimum and the gradient of L against the package's closed form and its algebra."""

import numpy as np

import amteach as am


def objective(w, b, penalty):
    return am.linear(w, b) - penalty * am.l2


def test_the_optimum_is_the_closed_form_and_its_gradient_is_zero(trials):
    for (w, penalty), x in trials("linear-optimum"):
        np.testing.assert_allclose(x, am.linear_optimum(w, penalty))
        _, gradient = objective(w, 0.0, penalty).value_and_grad(np.array([x]))
        np.testing.assert_allclose(gradient, 0, atol=1e-12)


def test_the_gradient_is_the_algebras(trials):
    for (x, w, b, penalty), (value, gradient) in trials("linear-gradient"):
        other_value, other_gradient = objective(w, b, penalty).value_and_grad(x)
        np.testing.assert_allclose(value, other_value)
        np.testing.assert_allclose(gradient, other_gradient)
