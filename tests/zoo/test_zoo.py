"""The nets that ship are those on their cards, in both backends, or an error says what to write."""

import sys

import numpy as np
import pytest

from amteach import zoo
from amteach.store import cards
from amteach.zoo.robust.net import NETS

IMAGE = (1, 28, 28)
SIZES = {"mnist_cnn": 110_986, "blob_counter": 12_761, "planted_tag": 2 * 24_298, "mnist_transformer": 71_946}
SIZES |= {f"robust_{name}": 94_214 for name in NETS}
FUNCTIONS = {  # what is loaded with a backend, and the shape of a row that it takes
    "mnist_cnn": (zoo.mnist_cnn, IMAGE),
    "mnist_cnn, a layer": (lambda *how, **device: zoo.mnist_cnn(*how, **device, layer="relu2"), IMAGE),
    "blob_counter": (zoo.blob_counter, IMAGE),
    "mnist_transformer": (zoo.mnist_transformer, IMAGE),
    "mnist_transformer, tokens": (lambda *how, **device: zoo.mnist_transformer(*how, **device, layer="gelu1"), IMAGE),
    "mnist_transformer, attention": (
        lambda *how, **device: zoo.mnist_transformer(*how, **device, layer="attention2"),
        IMAGE,
    ),
    "robust_net": (lambda *how, **device: zoo.robust_net("adversarial", *how, **device), IMAGE),
    "mnist_decoder": (zoo.mnist_decoder, (16,)),
    "mnist_denoiser": (zoo.mnist_denoiser, (16,)),
    "plane_decoder": (zoo.plane_decoder, (2,)),
}
MODULES = {
    "mnist_cnn": zoo.mnist_cnn_module,
    "blob_counter": zoo.blob_counter_module,
    "robust_net": zoo.robust_net_module,
    "mnist_transformer": zoo.mnist_transformer_module,
}
every_function = pytest.mark.parametrize(("load", "row"), FUNCTIONS.values(), ids=FUNCTIONS)
every_module = pytest.mark.parametrize("load", MODULES.values(), ids=MODULES)


@pytest.mark.parametrize("name", SIZES)
def test_the_card_says_what_the_file_holds(name):
    card, weights = zoo.card(name), cards.load(name)
    assert sum(w.size for w in weights.values()) == card["parameters"] == SIZES[name]
    assert {w.dtype for w in weights.values()} == {np.dtype("float32")}
    assert card["bytes"] < 500_000
    assert {"data", "recipe", "seed", "epochs", "versions", "sha256"} <= set(card)


def test_the_mnist_cnn_is_as_good_as_that_of_its_source():
    assert zoo.card("mnist_cnn")["test_accuracy"] >= 0.984


@pytest.mark.slow
def test_the_accuracy_on_the_card_is_that_of_the_net(torch, real):
    from amteach.training.loop import accuracy

    right = accuracy(zoo.mnist_cnn_module(), real[1].images, real[1].labels)
    assert round(right, 4) == pytest.approx(zoo.card("mnist_cnn")["test_accuracy"], abs=2e-4)


@every_function
def test_it_is_the_same_in_both_backends_in_value_and_gradient(load, row, torch):
    x = np.random.default_rng(0).random((5, *row), np.float32)
    y, pullback = load().forward(x)
    there, other = load("torch").forward(torch.from_numpy(x))
    np.testing.assert_allclose(there, y, atol=1e-3)
    d = np.random.default_rng(1).normal(size=y.shape).astype(np.float32)
    dx = pullback(d)
    np.testing.assert_allclose(other(torch.from_numpy(d)), dx, atol=1e-4 * np.abs(dx).max())
    np.testing.assert_array_equal(load("torch", "cpu")(x), there)


@every_function
def test_an_unknown_backend_or_a_device_without_torch_is_refused(load, row):
    with pytest.raises(ValueError, match='backend=\'jax\' is neither "numpy" nor "torch"'):
        load("jax")
    with pytest.raises(ValueError, match="device='cuda' is for torch: write backend=\"torch\", device='cuda'"):
        load(device="cuda")


@every_function
def test_without_torch_the_error_says_what_to_install(load, row, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ImportError, match=r'^backend="torch" needs torch.*pip install "amteach\[torch\]"'):
        load("torch")
    assert load()(np.zeros((1, *row))).shape[0] == 1


@every_module
def test_without_torch_a_module_says_so_too(load, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ImportError, match=rf'^{load.__name__}\(\) needs torch.*pip install "amteach\[torch\]"'):
        load()


@every_module
def test_each_call_gives_a_module_of_its_own_in_eval_mode(load, torch):
    module = load()
    assert not any(part.training for part in module.modules())
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.zero_()
    assert all(bool(parameter.detach().any()) for parameter in load().parameters())
