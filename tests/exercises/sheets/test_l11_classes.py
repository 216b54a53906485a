"""The log-probability of several classes against the package's log-softmax, and autograd."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES, check


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
