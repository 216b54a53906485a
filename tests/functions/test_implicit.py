"""The density that a classifier implies: the source's identities, on classifiers of the plane whose Z can be computed.

The density below is made on a grid from p(k, x) = exp z_k / Z alone; the identities then relate it to the classifier.
"""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.function import Function
from amteach.functions.gaussians import log_gaussian, log_joint
from amteach.functions.implicit_density import log_density, log_integral, log_sum_exp, shifted

RNG = np.random.default_rng(0)
REACH = 12.0
AXIS = np.linspace(-REACH, REACH, 601)
GRID = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)
A, B = RNG.normal(size=(2, 8)), 2 * RNG.normal(size=(8, 3))


def _tanh_net(x):
    h = np.tanh(x @ A)
    return h @ B, lambda d: ((d @ B.T) * (1 - h * h)) @ A.T


SMALL_NET = shifted(Function(_tanh_net, "net"), -0.3 * am.l2)  # tanh is bounded, so it is the −0.3‖x‖² that makes Z
SD = np.array([1.5, 0.7, 1.0])
NORMAL = log_joint([0.5, 0.2, 0.3], [[-2.0, 0.0], [2.0, 1.0], [0.0, -3.0]], SD[:, None, None] ** 2 * np.eye(2))
CLASSIFIERS = {"a net": SMALL_NET, "normal classes": NORMAL, "shifted": shifted(NORMAL, am.linear([0.4, -0.2]))}


@pytest.fixture(params=CLASSIFIERS, ids=str)
def net(request):
    return CLASSIFIERS[request.param]


def integral(density):
    """∫ density over the window, for values of shape (grid, …), by the trapezoid rule."""
    square = density.reshape(len(AXIS), len(AXIS), *density.shape[1:])
    return np.trapezoid(np.trapezoid(square, AXIS, axis=0), AXIS, axis=0)


@pytest.fixture
def joint(net):
    """p(k, x) = exp z_k(x) / Z on the grid, (points, classes)."""
    z = np.exp(net(GRID))
    return z / integral(z.sum(axis=1))


def test_p_of_the_class_is_the_softmax(net, joint):
    assert np.allclose(joint / joint.sum(axis=1, keepdims=True), am.probabilities(net(GRID)), atol=1e-12)


def test_log_p_of_x_is_log_sum_exp_minus_log_z(net, joint):
    log_p = log_density(log_sum_exp @ net, -REACH, REACH)(GRID)
    near = log_p > -30
    assert np.allclose(log_p[near], np.log(joint.sum(axis=1)[near]), atol=1e-6)
    assert np.isclose(integral(np.exp(log_p)), 1, atol=1e-6)


@pytest.mark.parametrize("k", range(3))
def test_the_logits_gradient_is_the_score_of_the_class(net, joint, k):
    """∇z_k = ∇ log p(x|k), the right side by differences of the density on the grid."""
    conditional = joint[:, k] / integral(joint[:, k])
    inner = (np.abs(GRID) < 4).all(axis=1)
    down, right = np.gradient(np.log(conditional).reshape(len(AXIS), -1), AXIS[1] - AXIS[0])
    score = np.stack([right, down], axis=-1).reshape(-1, 2)
    _, gradient = (am.logit(k) @ net).value_and_grad(GRID[inner])
    assert np.allclose(gradient, score[inner], atol=0.02 * np.abs(gradient).max())
    assert np.allclose(
        log_density(am.logit(k) @ net, -REACH, REACH)(GRID[inner]), np.log(conditional[inner]), atol=1e-6
    )


@pytest.mark.parametrize("k", range(3))
def test_the_logit_is_largest_where_its_class_is_most_likely(net, joint, k):
    assert net(GRID)[:, k].argmax() == joint[:, k].argmax()


def test_what_is_added_to_all_logits_leaves_the_classifier_and_makes_another_density():
    g = am.linear([0.4, -0.2])
    log_p, tilted = (log_density(log_sum_exp @ f, -REACH, REACH)(GRID) for f in (NORMAL, shifted(NORMAL, g)))
    assert np.allclose(am.probabilities(NORMAL(GRID)), am.probabilities(shifted(NORMAL, g)(GRID)))
    moved = tilted - log_p - g(GRID)
    assert np.allclose(moved, moved[0])
    assert abs(moved[0]) > 0.1


TWO = [0.5, 0.5], [[-1.0, 0.0], [2.0, 1.0]], [0.5 * np.eye(2), 2.0 * np.eye(2)]


def test_with_the_prior_the_prototype_without_it_the_most_certain_point(kind):
    """log p(k|x) + log p(x) is largest at μ_k; log p(k|x) alone where Σ₁⁻¹(x − μ₁) = Σ₂⁻¹(x − μ₂), beyond μ₁."""
    net = log_joint(*TWO)
    alone = am.log_softmax(0) @ net
    certain = (2.0 * np.array(TWO[1][0]) - 0.5 * np.array(TWO[1][1])) / 1.5
    starts = kind(np.array([[-3.0, 2.0], [1.0, 1.0], [0.0, -4.0]]))
    for f, top in ((alone + log_sum_exp @ net, TWO[1][0]), (alone, certain)):
        x = to_numpy(am.record(am.walk(f, starts, am.line_search(1e3)), steps=150).x[-1])
        assert np.allclose(x, top, atol=0.01)
        assert np.allclose(f.value_and_grad(np.array([top]))[1], 0, atol=1e-12)
    assert np.linalg.norm(certain - TWO[1][0]) > 1


def test_the_integral_of_a_normal_distribution_is_one_and_of_its_multiple_the_multiple():
    f = log_gaussian([0.5, -1.0], [[1.0, 0.6], [0.6, 2.0]])
    assert np.isclose(log_integral(f, -10, 10), 0, atol=1e-9)
    three = am.score(lambda x: (f(x) + np.log(3), 0 * x), "3 N")
    assert np.isclose(log_integral(three, -10, 10), np.log(3), atol=1e-9)


@pytest.mark.parametrize("f", [am.linear([1.0, 0.0]), 0.0 * am.l2, -0.001 * am.l2, am.l2], ids=repr)
def test_what_has_no_integral_on_the_square_is_refused(f):
    with pytest.raises(ValueError, match="has not died away at the edge"):
        log_integral(f, -8, 8)


@pytest.mark.parametrize(("low", "high", "points"), [(1, 1, 9), (2, -2, 9), (-np.inf, 2, 9), (-8, 8, 2)])
def test_what_is_no_square_is_refused(low, high, points):
    with pytest.raises(ValueError, match=r"low is a finite|high is a finite number above low|3 or more"):
        log_integral(-am.l2, low, high, points)


def test_what_gives_several_numbers_for_a_point_is_refused():
    with pytest.raises(ValueError, match=r"an array of shape \(3,\) for each: write am.log_sum_exp @ net"):
        log_density(NORMAL, -REACH, REACH)


def test_logits_too_large_for_an_exponential_are_no_trouble(kind):
    value, grad = log_sum_exp.value_and_grad(kind(np.array([[1e4, 1e4], [-1e4, -2e4]])))
    assert np.allclose(to_numpy(value), [1e4 + np.log(2), -1e4])
    assert np.allclose(to_numpy(grad), [[0.5, 0.5], [1, 0]])
    with pytest.raises(ValueError, match=r"logits of shape \(batch, units\)"):
        log_sum_exp(np.zeros(3))
