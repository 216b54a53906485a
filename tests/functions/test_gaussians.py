"""Normal distributions and their mixtures: scipy's densities, differences, Bayes' rule, and draws that fit."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.gaussians import gaussian_samples, log_gaussian, log_gaussians, log_joint

RNG = np.random.default_rng(0)
WEIGHTS, MEANS = np.array([0.2, 0.5, 0.3]), 2 * RNG.normal(size=(3, 4))
ROOTS = RNG.normal(size=(3, 4, 4))
COVARIANCES = ROOTS @ ROOTS.swapaxes(1, 2) + 0.3 * np.eye(4)
PARTS = WEIGHTS, MEANS, COVARIANCES
X = 3 * RNG.normal(size=(5, 4))


def test_each_logit_is_scipys_density_of_that_part(kind):
    stats = pytest.importorskip("scipy.stats", reason="scipy is the oracle here")
    z = to_numpy(log_joint(*PARTS)(kind(X)))
    expected = [np.log(w) + stats.multivariate_normal(m, c).logpdf(X) for w, m, c in zip(*PARTS, strict=True)]
    assert np.allclose(z, np.transpose(expected), rtol=1e-12)


def test_the_mixture_is_scipys_density_and_its_softmax_is_bayes_rule(kind):
    stats = pytest.importorskip("scipy.stats", reason="scipy is the oracle here")
    joint = np.stack([w * stats.multivariate_normal(m, c).pdf(X) for w, m, c in zip(*PARTS, strict=True)], axis=1)
    assert np.allclose(to_numpy(log_gaussians(*PARTS)(kind(X))), np.log(joint.sum(axis=1)), rtol=1e-11)
    posterior = am.probabilities(log_joint(*PARTS)(kind(X)))
    assert np.allclose(to_numpy(posterior), joint / joint.sum(axis=1, keepdims=True), atol=1e-12)


@pytest.mark.parametrize("k", range(3))
def test_the_log_joint_is_log_p_of_the_class_plus_log_p_of_the_point(k, kind):
    """log p(k|x) + log p(x) = log p(k, x), in value and in gradient: what a prior adds to a classifier."""
    net = log_joint(*PARTS)
    both, grad = (am.log_softmax(k) @ net + log_gaussians(*PARTS)).value_and_grad(kind(X))
    joint, joint_grad = (am.logit(k) @ net).value_and_grad(kind(X))
    assert np.allclose(to_numpy(both), to_numpy(joint), rtol=1e-10)
    assert np.allclose(to_numpy(grad), to_numpy(joint_grad), atol=1e-10)


@pytest.mark.parametrize("f", [log_gaussians(*PARTS), log_gaussian(MEANS[0], COVARIANCES[0]), log_joint(*PARTS)])
def test_the_pullback_is_that_of_central_differences(f, kind):
    v, h = RNG.normal(size=X.shape), 1e-6
    slope = (to_numpy(f(kind(X + h * v))) - to_numpy(f(kind(X - h * v)))) / (2 * h)
    d = RNG.normal(size=slope.shape)
    dx = to_numpy(f.forward(kind(X))[1](kind(d)))
    along = (slope * d).reshape(len(X), -1).sum(axis=1)
    assert np.allclose(along, am.dot(v, dx), rtol=1e-6)


def test_the_gradient_of_a_normal_distribution_is_minus_precision_times_distance(kind):
    _, grad = log_gaussian(MEANS[1], COVARIANCES[1]).value_and_grad(kind(X))
    assert np.allclose(to_numpy(grad), -(X - MEANS[1]) @ np.linalg.inv(COVARIANCES[1]))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_kind_and_dtype_are_kept(dtype, kind):
    x = kind(X.astype(dtype))
    value, grad = log_gaussians(*PARTS).value_and_grad(x)
    assert type(value) is type(grad) is type(x)
    assert value.dtype == grad.dtype == x.dtype


def test_far_from_everything_nothing_overflows(kind):
    value, grad = log_gaussians(*PARTS).value_and_grad(kind(np.full((1, 4), 1e6)))
    assert np.isfinite(to_numpy(value)).all()
    assert np.isfinite(to_numpy(grad)).all()


def test_the_draws_have_the_weights_means_and_covariances_of_the_mixture():
    """z-scores of 3 weights, 12 means and 30 covariances: the largest of 45 is above 5.2 once in 100,000 seeds."""
    n = 200_000
    x, k = gaussian_samples(n, *PARTS, seed=1)
    assert np.abs((np.bincount(k) / n - WEIGHTS) / np.sqrt(WEIGHTS * (1 - WEIGHTS) / n)).max() < 5.2
    for part, (mean, covariance) in enumerate(zip(MEANS, COVARIANCES, strict=True)):
        mine = x[k == part]
        sd = np.sqrt(np.diagonal(covariance))
        assert np.abs((mine.mean(axis=0) - mean) / sd * np.sqrt(len(mine))).max() < 5.2
        error = np.sqrt((np.outer(sd, sd) ** 2 + covariance**2) / len(mine))  # of an entry of a normal covariance
        assert np.abs((np.cov(mine.T) - covariance) / error).max() < 5.2


def test_weights_that_were_rounded_are_weights_still():
    third = [0.333333] * 3  # their sum is off by 1e-6
    assert np.isfinite(log_joint(third, MEANS, COVARIANCES)(X)).all()
    assert gaussian_samples(5, third, MEANS, COVARIANCES)[0].shape == (5, 4)


def test_the_same_seed_draws_the_same():
    first, again, other = (gaussian_samples(9, *PARTS, seed=seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (([0.5, 0.6], MEANS[:2], COVARIANCES[:2]), "sum to 1"),
        (([1.0], MEANS[:2], COVARIANCES[:2]), r"but these are \(1,\), \(2, 4\) and \(2, 4, 4\)"),
        (([1.0], MEANS[:1], -COVARIANCES[:1]), "not positive definite"),
        (([1.0], MEANS[0], COVARIANCES[0]), r"means \(K, d\)"),
    ],
)
def test_what_is_no_mixture_is_refused(parts, message):
    with pytest.raises(ValueError, match=message):
        log_joint(*parts)
    with pytest.raises(ValueError, match=message):
        gaussian_samples(3, *parts)


@pytest.mark.parametrize("shape", [(5, 3), (4,), (2, 5, 4)])
def test_a_point_of_another_shape_is_refused(shape):
    with pytest.raises(ValueError, match=r"needs points of shape \(batch, 4\)"):
        log_gaussians(*PARTS)(np.zeros(shape))
