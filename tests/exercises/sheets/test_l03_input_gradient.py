"""The pullback and the chain rule against finite differences."""

import numpy as np

from amteach.exercises import EXERCISES


def finite_difference(f, x, eps=1e-6):
    """∂f/∂x by central differences, for a number f(x)."""
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[i] = eps
        gradient[i] = (f(x + e) - f(x - e)) / (2 * eps)
    return gradient


def test_the_pullback_and_the_chain_rule_are_derivatives(trials):
    for (x, d), carried in trials("relu-pullback"):
        x = np.where(x == 0, -0.1, x)  # at the kink there is no derivative
        np.testing.assert_allclose(
            EXERCISES["relu-pullback"].reference(x, d),
            finite_difference(lambda x, d=d: (np.maximum(x, 0) * d).sum(), x),
            atol=1e-6,
        )
        assert carried.shape == d.shape
    for (x, W1, W2, k), gradient in trials("chain-rule"):
        if (W1 @ x != 0).all():
            np.testing.assert_allclose(
                gradient,
                finite_difference(lambda x, W1=W1, W2=W2, k=k: (W2 @ np.maximum(W1 @ x, 0))[k], x),
                atol=1e-6,
            )


def test_at_zero_the_relu_is_shut():
    """By convention, as in torch: nothing is carried back through max(0, 0)."""
    zero = np.zeros((2, 3))
    np.testing.assert_array_equal(EXERCISES["relu-pullback"].reference(zero, zero + 1), zero)
    np.testing.assert_array_equal(EXERCISES["chain-rule"].reference(np.zeros(3), zero + 1, np.ones((1, 2)), 0), 0)
