"""A shipped net is sent to another process as its name, and a network of one's own whole; the numbers are the same."""

import pickle

import numpy as np
import pytest

from amteach import logit, zoo
from amteach.store import cards
from amteach.store.files import FileMissing
from amteach.zoo.imagenet import files
from amteach.zoo.robust.net import NETS

cloudpickle = pytest.importorskip("cloudpickle")

IMAGE, SMALL = (1, 28, 28), 10_000  # bytes
SHIPPED = {
    "mnist_cnn": (zoo.mnist_cnn, {}, IMAGE),
    "mnist_cnn, a layer": (zoo.mnist_cnn, {"layer": "relu2"}, IMAGE),
    "mnist_cnn, torch": (zoo.mnist_cnn, {"backend": "torch"}, IMAGE),
    "mnist_cnn, a layer, torch": (zoo.mnist_cnn, {"backend": "torch", "layer": "conv1"}, IMAGE),
    "mnist_head": (zoo.mnist_head, {}, (64, 12, 12)),
    "mnist_transformer": (zoo.mnist_transformer, {}, IMAGE),
    "mnist_transformer, tokens, torch": (zoo.mnist_transformer, {"backend": "torch", "layer": "gelu1"}, IMAGE),
    "blob_counter": (zoo.blob_counter, {}, IMAGE),
    "blob_counter, torch": (zoo.blob_counter, {"backend": "torch"}, IMAGE),
    **{f"robust_net {name}": (zoo.robust_net, {"name": name}, IMAGE) for name in NETS},
    "robust_net, torch": (zoo.robust_net, {"backend": "torch"}, IMAGE),
    "mnist_decoder": (zoo.mnist_decoder, {}, (16,)),
    "mnist_denoiser, torch": (zoo.mnist_denoiser, {"backend": "torch"}, (16,)),
    "plane_decoder": (zoo.plane_decoder, {}, (2,)),
    "planted_tag": (zoo.planted_tag.net, {"which": "delivered"}, IMAGE),
    "squeezenet": (zoo.squeezenet, {"layer": "features.3"}, (3, 40, 40)),
}
BOTH_WAYS = "(lambda y, pullback: (y, pullback(0.7 * y + 1)))(*f.forward(x))"


def both_ways(f, x):
    y, pullback = f.forward(x)
    return y, pullback(0.7 * y + 1)


def loaded(name, request):
    """The net, or the test is skipped where torch or its weights are missing."""
    load, how, _ = SHIPPED[name]
    if "torch" in name or name == "squeezenet":
        request.getfixturevalue("torch")
    if name.startswith("mnist_transformer") and not (cards.folder_of("mnist_transformer") / "net.py").is_file():
        pytest.skip("the weights of the transformer are not here")
    if name == "squeezenet":
        try:
            files.find("squeezenet")
        except FileMissing as missing:
            pytest.skip(str(missing))
    return load(**how)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_net_is_sent_as_its_name_and_is_the_same_elsewhere(name, request, elsewhere):
    f = loaded(name, request)
    x = np.random.default_rng(0).random((2, *SHIPPED[name][2]), np.float32)
    here = both_ways(f, x)  # which fills what it remembers
    assert len(pickle.dumps(f)) < SMALL
    assert len(cloudpickle.dumps(logit(0) @ f)) < SMALL
    for pickler in (pickle, cloudpickle):
        there = elsewhere(BOTH_WAYS, pickler, f=f, x=x)
        assert all(np.array_equal(a, b) and a.dtype == b.dtype for a, b in zip(there, here, strict=True))
        assert elsewhere("f.name", pickler, f=f.named("mine")) == "mine"


def test_a_sent_net_is_as_good_as_new_and_can_be_sent_on():
    f = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(zoo.mnist_cnn(layer="pool")))))
    assert f(np.zeros((1, *IMAGE))).shape == (1, 64, 12, 12)


def test_the_parts_of_the_sparse_autoencoder_are_sent_as_names():
    sae = zoo.sparse_autoencoder()
    a = np.random.default_rng(0).normal(size=(2, 128, 3, 3))
    sent = pickle.loads(pickle.dumps(sae))
    assert all(len(pickle.dumps(part)) < SMALL for part in (sae, sae.encode, sae.decode))
    assert np.array_equal(pickle.loads(pickle.dumps(sae.encode))(a), sae.encode(a))
    assert np.array_equal(sent.decode(sent.encode(a)), sae.decode(sae.encode(a)))


def test_weights_of_ones_own_are_sent_with_the_net_but_not_what_it_remembers(elsewhere):
    from amteach.zoo.mnist.net import cnn

    f = cnn({name: 2 * w for name, w in cards.load("mnist_cnn").items()})
    fresh = len(cloudpickle.dumps(f))
    x = np.random.default_rng(0).random((2, *IMAGE), np.float32)
    here = both_ways(f, x)
    assert len(cloudpickle.dumps(f)) == fresh
    there = elsewhere(BOTH_WAYS, cloudpickle, f=f, x=x)
    assert all(np.array_equal(a, b) for a, b in zip(there, here, strict=True))


@pytest.mark.parametrize("rule", [None, "guided"])
def test_a_torch_network_is_sent_whole_and_is_the_same_elsewhere(torch, rule, elsewhere):
    from amteach.bridge.from_torch import from_torch
    from amteach.bridge.relu_rules import with_relu_rule

    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(144, 3))
    f = with_relu_rule(net, rule) if rule else from_torch(net)
    x = np.random.default_rng(0).random((2, 1, 8, 8), np.float32)
    fresh = len(pickle.dumps(f))
    here = both_ways(f, x)
    assert len(pickle.dumps(f)) == fresh, "what was noticed at its first run is not sent"
    for pickler in (pickle, cloudpickle):
        there = elsewhere(BOTH_WAYS, pickler, f=f, x=x)
        assert all(np.array_equal(a, b) for a, b in zip(there, here, strict=True))


def test_a_random_network_draws_the_same_elsewhere(torch, elsewhere):
    from amteach.bridge.from_torch import from_torch

    class Noisy(torch.nn.Module):
        def forward(self, x):
            return torch.nn.functional.dropout(x, 0.5, training=True)

    f, x = from_torch(Noisy(), random=True), np.ones((1, 50), np.float32)
    here = f.draw(np.random.default_rng(4))(x)
    assert np.array_equal(elsewhere("f.draw(rng)(x)", cloudpickle, f=f, x=x, rng=np.random.default_rng(4)), here)
