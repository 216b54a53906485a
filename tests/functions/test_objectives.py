"""The objectives on K outputs z, and what they have to do with one another."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import dot, namespace, to_numpy
from amteach.functions.objectives import margin

Z = 3 * np.random.default_rng(0).normal(size=(6, 4))
UNITS = [0, 3, 1, 1, 2, 0]


@pytest.mark.parametrize("k", range(4))
def test_the_softmax_gradient_is_s_k_times_the_log_softmax_gradient(k, kind):
    s_k, softmax = am.softmax(k).value_and_grad(kind(Z))
    _, log_softmax = am.log_softmax(k).value_and_grad(kind(Z))
    assert np.allclose(to_numpy(softmax), to_numpy(s_k[:, None] * log_softmax), rtol=1e-12)


@pytest.mark.parametrize("k", range(4))
def test_log_softmax_is_the_logarithm_of_softmax(k, kind):
    assert np.allclose(np.log(to_numpy(am.softmax(k)(kind(Z)))), to_numpy(am.log_softmax(k)(kind(Z))), rtol=1e-12)


def test_the_probabilities_are_the_softmax_of_every_unit_and_sum_to_one(kind):
    p = to_numpy(am.probabilities(kind(Z)))
    assert np.allclose(p.sum(axis=1), 1)
    assert np.allclose(p, np.stack([to_numpy(am.softmax(k)(kind(Z))) for k in range(4)], axis=1), rtol=1e-12)


def test_the_probabilities_are_their_definition():
    assert np.allclose(am.probabilities(Z), np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True), rtol=1e-12)


def test_the_log_softmax_gradients_of_all_units_weighted_with_s_cancel(kind):
    """Σ_k s_k ∂log s_k = ∂ Σ_k s_k = 0."""
    gradients = sum(to_numpy(am.softmax(k).value_and_grad(kind(Z))[1]) for k in range(4))
    assert np.allclose(gradients, 0, atol=1e-15)


@pytest.mark.parametrize("objective", [am.logit, am.softmax, am.log_softmax, margin])
def test_one_unit_a_row_is_each_unit_on_its_own_row(objective, kind):
    value, gradient = objective(UNITS).value_and_grad(kind(Z))
    for row, k in enumerate(UNITS):
        alone, gradient_alone = objective(k).value_and_grad(kind(Z[row : row + 1]))
        assert np.allclose(to_numpy(value)[row], to_numpy(alone)[0], rtol=1e-12)
        assert np.allclose(to_numpy(gradient)[row], to_numpy(gradient_alone)[0], rtol=1e-12)


@pytest.mark.parametrize("objective", [am.softmax, am.log_softmax, margin])
@pytest.mark.parametrize("seed", range(3))
def test_the_same_g_on_all_logits_leaves_softmax_as_it_was(objective, seed, kind):
    """z(x) + g(x) (1, …, 1): softmax does not see g, neither in value nor in the gradient at x."""
    matrix = kind(np.random.default_rng(seed).normal(size=(4, 4)))
    net = am.Function(lambda x: (x @ matrix, lambda d: d @ matrix.T), "net")
    on_all = am.Function(lambda y: (namespace(y).stack([y] * 4, axis=1), lambda d: d.sum(1)), "(1, …, 1)")
    everywhere = on_all @ (5 * am.l2)

    x = kind(np.random.default_rng(seed + 10).normal(size=(5, 4)))
    plain, added = (objective(2) @ f for f in (net, net + everywhere))
    for a, b in zip(plain.value_and_grad(x), added.value_and_grad(x), strict=True):
        assert np.allclose(to_numpy(a), to_numpy(b), rtol=1e-9, atol=1e-12)
    logit, logit_added = ((am.logit(2) @ f).value_and_grad(x)[1] for f in (net, net + everywhere))
    assert not np.allclose(to_numpy(logit), to_numpy(logit_added))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_log_softmax_does_not_overflow(dtype, kind):
    z = kind(np.array([[1e4, 0, -1e4], [-1e4, -1e4, -1e4], [1e4, 1e4, 1e4]], dtype=dtype))
    value, gradient = am.log_softmax(2).value_and_grad(z)
    assert np.allclose(to_numpy(value), [-2e4, -np.log(3), -np.log(3)])
    assert np.allclose(to_numpy(gradient), [[-1, 0, 1], [-1 / 3, -1 / 3, 2 / 3], [-1 / 3, -1 / 3, 2 / 3]])


def test_softmax_stands_still_where_the_net_is_sure_of_another_class_and_log_softmax_does_not(kind):
    z = kind([[1e4, 0.0]])
    assert not to_numpy(am.softmax(1).value_and_grad(z)[1]).any()
    assert np.array_equal(to_numpy(am.log_softmax(1).value_and_grad(z)[1]), [[-1, 1]])


def test_a_step_up_the_log_softmax_raises_s_k(kind):
    z = kind(Z)
    better = z + 0.1 * am.log_softmax(1).value_and_grad(z)[1]
    assert np.all(to_numpy(am.softmax(1)(better) > am.softmax(1)(z)))


def test_dot_is_the_inner_product_of_rows(kind):
    a, b = np.random.default_rng(0).normal(size=(2, 3, 2, 4))
    assert np.allclose(to_numpy(dot(kind(a), kind(b))), np.einsum("nij,nij->n", a, b))


def test_several_classes_with_weights_are_their_weighted_sum(kind):
    value, gradient = (2 * am.logit(2) + 3 * am.logit(3)).value_and_grad(kind(Z))
    assert np.allclose(to_numpy(value), 2 * Z[:, 2] + 3 * Z[:, 3])
    assert np.array_equal(to_numpy(gradient), np.tile([0, 0, 2, 3], (6, 1)))


@pytest.mark.parametrize("k", range(4))
def test_the_margin_is_above_zero_where_the_net_names_k_and_nowhere_else(k, kind):
    assert np.array_equal(to_numpy(margin(k)(kind(Z))) > 0, Z.argmax(axis=1) == k)


@pytest.mark.parametrize("k", range(4))
def test_the_margin_holds_log_softmax_between_two_bounds(k, kind):
    """−log(1 + (K − 1) e^{−m}) ≤ log s_k ≤ −log(1 + e^{−m}): all others as good as the best, or none but it."""
    m, log_s = to_numpy(margin(k)(kind(Z))), to_numpy(am.log_softmax(k)(kind(Z)))
    assert np.all(-np.log1p(3 * np.exp(-m)) <= log_s)
    assert np.all(log_s <= -np.log1p(np.exp(-m)))


def test_between_equals_the_margin_is_ahead_of_the_first(kind):
    value, gradient = margin(1).value_and_grad(kind([[7.0, 1.0, 7.0], [1.0, 1.0, 1.0]]))
    assert np.array_equal(to_numpy(value), [-6, 0])
    assert np.array_equal(to_numpy(gradient), [[-1, 1, 0], [-1, 1, 0]])
