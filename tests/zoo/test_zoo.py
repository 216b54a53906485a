"""The net that ships is the one on its card, in NumPy and in torch, or an error says what is wrong."""

import json
import sys

import numpy as np
import pytest

from amteach import zoo
from amteach.data.drawn_digits import draw
from amteach.store import cards
from amteach.store.files import FileDamaged

ARRAYS = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.ones(4, dtype=np.float32)}


def test_the_card_says_what_the_file_holds():
    card, weights = zoo.card("mnist_cnn"), cards.load("mnist_cnn")
    assert sum(w.size for w in weights.values()) == card["parameters"] == 110_986
    assert {w.dtype for w in weights.values()} == {np.dtype("float32")}
    assert card["test_accuracy"] >= 0.984
    assert {"data", "recipe", "seed", "epochs", "versions", "sha256"} <= set(card)


@pytest.mark.slow
def test_the_accuracy_on_the_card_is_that_of_the_net(torch, real):
    from amteach.training.loop import accuracy

    right = accuracy(zoo.mnist_cnn_module(), real[1].images, real[1].labels)
    assert round(right, 4) == pytest.approx(zoo.card("mnist_cnn")["test_accuracy"], abs=2e-4)


def test_the_net_is_the_same_in_numpy_in_torch_and_as_a_module(torch):
    x = draw(8, seed=0).images
    z = zoo.mnist_cnn()(x)
    assert z.shape == (8, 10)
    with torch.no_grad():
        tensor = torch.from_numpy(x)
        np.testing.assert_allclose(zoo.mnist_cnn(backend="torch")(tensor).numpy(), z, atol=1e-4)
        np.testing.assert_allclose(zoo.mnist_cnn_module()(tensor).numpy(), z, atol=1e-4)


def test_each_call_gives_a_net_of_its_own(torch):
    module = zoo.mnist_cnn_module()
    assert not module.training
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.zero_()
    assert float(zoo.mnist_cnn_module().state_dict()["dense.weight"].abs().max()) > 0


def test_without_torch_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    for ask in (lambda: zoo.mnist_cnn(backend="torch"), zoo.mnist_cnn_module):
        with pytest.raises(ImportError, match=r'pip install "amteach\[torch\]"'):
            ask()
    assert zoo.mnist_cnn()(draw(1, seed=0).images).shape == (1, 10)


@pytest.mark.parametrize("name", ["mnist_decoder", "mnist_denoiser", "plane_decoder", "robust_net", "blob_counter"])
def test_without_torch_the_other_nets_say_so_too(name, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "amteach.bridge.from_torch", raising=False)
    with pytest.raises(ImportError, match=r'pip install "amteach\[torch\]"'):
        getattr(zoo, name)(backend="torch")


def test_an_unknown_backend_or_a_device_without_torch():
    with pytest.raises(ValueError, match="jax"):
        zoo.mnist_cnn(backend="jax")
    with pytest.raises(ValueError, match="backend=\"torch\", device='cuda'"):
        zoo.mnist_cnn(device="cuda")


def test_what_is_written_is_what_is_loaded(tmp_path):
    card = cards.write("net", ARRAYS, {"seed": 7}, tmp_path)
    assert cards.card("net", tmp_path) == card
    assert (card["seed"], card["arrays"]) == (7, {"a": "2×3", "b": "4"})
    for key, a in cards.load("net", tmp_path).items():
        np.testing.assert_array_equal(a, ARRAYS[key])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["net.json", "net.safetensors"]


def flip(folder):
    data = bytearray((folder / "net.safetensors").read_bytes())
    data[-1] ^= 1
    (folder / "net.safetensors").write_bytes(data)


def edit(folder, **changes):
    card = json.loads((folder / "net.json").read_text())
    (folder / "net.json").write_text(json.dumps(card | changes))


def no_safetensors(folder):
    (folder / "net.safetensors").write_bytes(b"not a net")
    edit(folder, sha256=cards.sha256(b"not a net"))


BREAK = {
    "a flipped bit": (flip, "is damaged"),
    "half a file": (
        lambda f: (f / "net.safetensors").write_bytes((f / "net.safetensors").read_bytes()[:60]),
        "60 bytes",
    ),
    "no file": (lambda f: (f / "net.safetensors").unlink(), "is missing"),
    "no card": (lambda f: (f / "net.json").unlink(), "there is no card"),
    "half a card": (lambda f: (f / "net.json").write_text("{"), "is not a card"),
    "a missing key": (lambda f: edit(f, arrays={"a": "2×3", "b": "4", "c": "1"}), "its card says.*'c'"),
    "a wrong shape": (lambda f: edit(f, arrays={"a": "3×2", "b": "4"}), "2×3.*its card says.*3×2"),
    "no safetensors": (no_safetensors, "is not a safetensors file"),
}


@pytest.mark.parametrize(("damage", "message"), BREAK.values(), ids=BREAK)
def test_a_broken_file_is_named_and_the_error_says_how_to_mend_it(tmp_path, damage, message):
    cards.write("net", ARRAYS, {}, tmp_path)
    damage(tmp_path)
    with pytest.raises(FileDamaged, match=f"(?s){message}.*amteach train net") as error:
        cards.load("net", tmp_path)
    assert str(tmp_path) in str(error.value)
