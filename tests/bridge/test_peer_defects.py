"""Defects that were reproduced in other libraries for activation maximization, each shown to be absent here."""

from itertools import islice

import numpy as np
import pytest
import torch
from torch import nn

import amteach as am
from amteach.bridge.from_torch import from_torch
from amteach.experiments.visualize import visualize
from amteach.functions.function import Function
from amteach.walks.modifiers import clipped

torch.set_num_threads(1)


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4 * 36, 3)).train()


A, B = am.linear(w=[1.0, 2.0]), am.l2
X = np.array([[3.0, -2.0], [0.5, 1.0]])
SHAPE = (1, 1, 8, 8)


def test_the_image_that_is_returned_is_the_one_that_was_scored():
    """Elsewhere 15.84 was reported, and the image returned scored 0.56."""
    f = am.logit(1) @ from_torch(network())
    trace = am.record(am.walk(f, am.noise(SHAPE), am.ascent(0.5)), steps=20)
    np.testing.assert_allclose(trace.value, np.stack([f(x) for x in trace.x]), rtol=1e-5)
    for state in islice(am.walk(f @ am.jitter(2), am.noise(SHAPE), am.ascent(0.5)), 20):
        np.testing.assert_allclose(state.f(state.x), state.value, rtol=1e-5)
    seen = visualize(network(), unit=1, shape=SHAPE[1:], steps=20)
    np.testing.assert_allclose(seen.score, f(seen.picture), rtol=1e-5)


def test_twice_A_plus_three_times_B_is_2A_plus_3B():
    """Elsewhere it was 6A + 3B."""
    np.testing.assert_allclose((2 * A + 3 * B)(X), 2 * A(X) + 3 * B(X), rtol=1e-12)


def test_twice_A_leaves_A_as_it_is():
    before = A(X)
    twice = 2 * A
    np.testing.assert_allclose(twice(X), 2 * before)
    np.testing.assert_array_equal(A(X), before)


def test_no_hook_stays_on_the_network_and_no_gradient_of_its_weights_grows():
    net = network()
    for layer in (None, "1"):
        f = am.l2 @ from_torch(net, layer)
        am.record(am.walk(f, am.noise(SHAPE), am.ascent(0.01)), steps=5)
    visualize(net, "0", unit=2, shape=SHAPE[1:], steps=5)
    assert not any((*m._forward_hooks, *m._forward_pre_hooks, *m._backward_hooks) for m in net.modules())
    assert all(weight.grad is None and weight.requires_grad for weight in net.parameters())
    assert net.training


def test_a_wrong_shape_is_called_a_wrong_shape():
    """Elsewhere it was swallowed, and the advice was to put the model into eval mode."""
    with pytest.raises(ValueError, match=r"(?s)shape \(1, 3, 8, 8\).*takes \(batch, 1, rows, columns\)") as error:
        am.walk(am.logit(0) @ from_torch(network()), am.noise((1, 3, 8, 8)), am.ascent(0.1))
    assert "eval" not in str(error.value)


def test_a_sequential_network_is_a_network():
    """Elsewhere it crashed, because it has no layers with names of its own."""
    net = nn.Sequential(nn.Flatten(), nn.Sequential(nn.Linear(64, 5), nn.ReLU()), nn.Linear(5, 3))
    assert from_torch(net, layer="1.0")(am.noise(SHAPE)).shape == (1, 5)
    assert visualize(net, "1.0", unit=4, steps=3, shape=SHAPE[1:]).picture.shape == SHAPE


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("direction", [am.normalized, am.adam(), am.sign, clipped(1.0)])
def test_a_constant_start_gives_no_nan(value, direction):
    """Elsewhere the start was divided by its standard deviation, or a gradient of zero by its length."""
    zero = Function(lambda x: (0 * x.sum((1, 2, 3)), lambda d: np.zeros_like(x)), "0")
    for f in (am.logit(1) @ from_torch(network()), zero, am.total_variation, am.lp(6)):
        trace = am.record(am.walk(-f, am.constant(SHAPE, value), am.ascent(0.01, direction)), steps=5)
        assert not trace.note
        assert np.isfinite(trace.x).all()


def test_a_batch_of_starts_gives_all_its_images():
    """Elsewhere only the first came back."""
    starts = np.concatenate([am.noise(SHAPE, seed=seed) for seed in range(3)])
    f = am.logit(1) @ from_torch(network())
    together = am.record(am.walk(f, starts, am.ascent(0.1)), steps=4).x
    assert together.shape == (5, 3, 1, 8, 8)
    for i in range(3):
        alone = am.record(am.walk(f, starts[i : i + 1], am.ascent(0.1)), steps=4).x[:, 0]
        np.testing.assert_allclose(together[:, i], alone, atol=1e-5)
    assert visualize(network(), unit=1, start=starts, steps=2).picture.shape == (3, 1, 8, 8)


def test_the_best_image_is_not_one_step_late():
    """From −0.5 by steps of 1 over −(x)², the best is 0.5 or −0.5, and never the image after it."""
    f = -am.l2
    trace = am.record(am.walk(f, [[-2.0]], am.ascent(0.9)), steps=3)  # −2, 1.6, −1.28, …: each nearer to 0
    assert float(trace.best.value[0]) == float(trace.value.max()) == float(f(trace.best.x)[0])
    over = am.record(am.walk(f, [[-2.0]], am.ascent(1.2)), steps=3)  # −2, 2.8, …: each farther, the start is best
    assert (float(over.best.x[0, 0]), int(over.best.t[0])) == (-2.0, 0)


def test_the_jitter_is_undone_and_the_picture_does_not_drift():
    """A bright pixel that f neither wants nor minds stays where it is, for ever; elsewhere it wandered off."""
    x0 = np.zeros(SHAPE)
    x0[0, 0, 3, 4] = 1.0
    only_mean = am.linear(w=np.full(SHAPE[1:], 1e-3))
    x = am.record(am.walk(only_mean @ am.jitter(3), x0, am.ascent(1.0)), steps=50).x
    np.testing.assert_allclose(x[-1] - x0, 50e-3, rtol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_steps_smaller_than_a_shade_do_not_vanish(dtype):
    """Elsewhere the image was rounded to 1/255 after each step."""
    x0 = np.full((1, 4), 0.5, dtype)
    rate = 1 / 255 / 1000
    trace = am.record(am.walk(am.linear(w=np.ones(4)), x0, am.ascent(rate, operator=am.clip(0, 1))), steps=1000)
    np.testing.assert_allclose(trace.x[-1], 0.5 + 1 / 255, rtol=1e-4)
    assert (np.diff(trace.x[:, 0, 0]) > 0).all()


def test_a_clip_of_the_gradient_is_a_clip_of_the_inputs_gradient():
    """Elsewhere the gradients of the weights were clipped, and the step was as long as before."""
    net = network()
    f = 1e6 * am.logit(1) @ from_torch(net)
    trace = am.record(am.walk(f, am.noise(SHAPE), am.ascent(1.0, clipped(0.25))), steps=5)
    lengths = np.sqrt((np.diff(trace.x, axis=0) ** 2).sum(axis=(1, 2, 3, 4)))
    np.testing.assert_allclose(lengths, 0.25, rtol=1e-4)


@pytest.mark.parametrize(
    ("make", "shape"),
    [
        (lambda: nn.Sequential(nn.Conv2d(1, 3, 3), nn.Flatten(), nn.Linear(3 * 26 * 26, 2)), (1, 28, 28)),
        (lambda: nn.Sequential(nn.Conv2d(2, 3, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(3, 2)), (2, 17, 9)),
        (lambda: nn.Sequential(nn.Conv1d(1, 3, 5), nn.Flatten(), nn.Linear(3 * 96, 2)), (1, 100)),
        (lambda: nn.Linear(12, 2), (12,)),
    ],
    ids=["grey 28×28", "two channels, not square", "a signal", "a vector"],
)
def test_grey_small_and_one_dimensional_inputs_are_inputs(make, shape):
    seen = visualize(make(), unit=1, shape=shape, steps=5)
    assert seen.picture.shape == (1, *shape)
    assert "<figure" in seen._repr_html_()
