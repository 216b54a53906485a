"""The shipped CNN as it is used: in a walk, and inside of other code that uses autograd."""

import numpy as np
import pytest

import amteach as am
from amteach import zoo


def test_nothing_is_recorded_for_autograd_whatever_mode_is_on(torch):
    cnn = zoo.mnist_cnn(backend="torch")
    x = torch.zeros((1, 1, 28, 28), requires_grad=True)
    z, pullback = cnn.forward(x)
    assert not z.requires_grad
    assert not pullback(z).requires_grad
    assert x.grad is None
    with torch.inference_mode():
        z, pullback = cnn.forward(x)
    assert pullback(z).shape == x.shape


@pytest.mark.parametrize("backend", ["numpy", "torch"])
def test_a_walk_climbs_every_class_at_once(backend, request):
    """Ten classes from zeros, each row its own: after 20 small steps every logit is higher than at the start."""
    x = np.zeros((10, 1, 28, 28), np.float32)
    if backend == "torch":
        x = request.getfixturevalue("torch").from_numpy(x)
    climb = am.walk(am.logit(range(10)) @ zoo.mnist_cnn(backend), x, am.ascent(0.01))
    trace = am.record(climb, steps=20)
    assert bool((trace.value[-1] > trace.value[0]).all())
