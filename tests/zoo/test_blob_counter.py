"""The blob counter: the same in NumPy and in torch, as good as its card says, and what it is shown can be counted."""

import numpy as np
import pytest

from amteach import zoo
from amteach.data import blobs
from amteach.store import cards

FRESH = blobs.draw(400, seed=77)


def quiet(line):
    pass


def test_it_counts_pictures_that_it_has_never_seen():
    error = np.abs(zoo.blob_counter()(FRESH.images)[:, 0] - FRESH.counts)
    assert error.mean() < 0.3
    assert zoo.card("blob_counter")["mean_error"] < 0.3


@pytest.mark.slow
def test_the_error_on_the_card_is_that_of_the_net(torch):
    from amteach.training.loop import mean_error

    test = blobs.load("test")
    error = mean_error(zoo.blob_counter_module(), test.images, test.counts)
    assert error == pytest.approx(zoo.card("blob_counter")["mean_error"], abs=2e-4)


def test_the_card_says_what_the_file_holds():
    card, weights = zoo.card("blob_counter"), cards.load("blob_counter")
    assert sum(w.size for w in weights.values()) == card["parameters"]
    assert card["bytes"] < 300_000
    assert {"data", "recipe", "seed", "epochs", "versions", "sha256"} <= set(card)


def test_it_is_the_same_in_numpy_and_in_torch_in_value_and_gradient(torch):
    x = FRESH.images[:7].astype(float)
    weights = np.random.default_rng(0).normal(size=(7, 1))
    module = zoo.blob_counter_module().double()
    there = torch.from_numpy(x).requires_grad_()
    z = module(there)
    (slope,) = torch.autograd.grad((z * torch.from_numpy(weights)).sum(), there)
    ours, pullback = zoo.blob_counter().forward(x)
    np.testing.assert_allclose(ours, z.detach().numpy(), rtol=1e-9)
    np.testing.assert_allclose(pullback(weights), slope.numpy(), rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(zoo.blob_counter("torch")(FRESH.images[:7]), ours, atol=1e-4)


def test_what_it_cannot_count_is_refused():
    count = zoo.blob_counter()
    with pytest.raises(
        ValueError, match=r"the blob counter needs images of shape \(n, 1, 28, 28\).*write x\[:, None\]"
    ):
        count(np.zeros((2, 28, 28)))
    with pytest.raises(ValueError, match=r"\(n, 1, 28, 28\), but x has the shape \(0, 1, 28, 28\)"):
        count(np.zeros((0, 1, 28, 28)))
    with pytest.raises(TypeError, match=r"the blob counter needs floating-point images.*x / 255"):
        count(np.zeros((1, 1, 28, 28), int))
    with pytest.raises(TypeError, match="the blob counter needs a NumPy array of images, but x is a list"):
        count.forward([[0.0]])
    with pytest.raises(ValueError, match="jax"):
        zoo.blob_counter("jax")
    with pytest.raises(ValueError, match='backend="torch"'):
        zoo.blob_counter(device="cuda")
