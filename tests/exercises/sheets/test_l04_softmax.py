"""The gradients of softmax and log-softmax against the package's objectives, and autograd."""

import numpy as np
import pytest

import amteach as am
from amteach.exercises import check


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
