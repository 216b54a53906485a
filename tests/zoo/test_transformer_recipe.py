"""The transformer's recipe makes the same net from the same seed, with a row on its card for each seed."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.training import registry

pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")
from amteach.zoo.transformer.recipe import mnist_transformer, sparse_autoencoder

TRAIN, TEST = draw(256, seed=10), draw(40, seed=11)
FEW = {"seeds": (0, 1), "epochs": 1, "least": 0.0}


def quiet(line):
    pass


def test_the_same_seed_trains_the_same_net_bit_for_bit():
    weights, about = mnist_transformer(quiet, TRAIN, TEST, **FEW)
    again, same = mnist_transformer(quiet, TRAIN, TEST, **FEW)
    other, _ = mnist_transformer(quiet, TRAIN, TEST, **(FEW | {"seeds": (1,)}))
    assert about == same
    assert len(about["measured"]["accuracy"]) == 2
    assert (about["seed"], about["seeds"], about["threads"], about["data"]) == (0, [0, 1], 1, TRAIN.source)
    for key, w in weights.items():
        np.testing.assert_array_equal(w, again[key])
    assert not np.array_equal(weights["position.weight"], other["position.weight"])


def test_a_net_that_is_not_good_enough_is_not_written(monkeypatch, tmp_path):
    with pytest.raises(registry.NotGoodEnough, match="nothing was written"):
        mnist_transformer(quiet, TRAIN, TEST, seeds=(0,), epochs=1)


def test_the_command_line_finds_it():
    assert "transformer of lecture 13" in registry.RECIPES["mnist_transformer"].summary


def test_images_are_shifted_and_nothing_else(torch):
    from amteach.zoo.transformer.losses import on_shifted

    seen = []
    loss = on_shifted(lambda module, x, y, done: seen.append(x) or x.sum(), pixels=2)
    torch.manual_seed(0)
    x = torch.zeros(1, 1, 28, 28)
    x[0, 0, 14, 14] = 1
    for _ in range(200):
        loss(None, x, None, 0.0)
    places = {tuple(int(i) for i in one[0, 0].nonzero()[0]) for one in seen}
    assert places == {(i, j) for i in range(12, 17) for j in range(12, 17)}


def test_the_penalty_cannot_be_escaped_by_longer_directions(torch):
    from amteach.zoo.transformer.losses import sparse_reconstruction
    from amteach.zoo.transformer.module import SparseAutoencoderModule

    module, a = SparseAutoencoderModule(5, 9).double(), torch.randn(4, 5, 7, 7).double()
    loss = sparse_reconstruction(0.3)
    before = loss(module, a, None, 0.0).item()
    with torch.no_grad():
        back, f = module(a)
        module.decoder.weight *= 10
    assert loss(module, a, None, 0.0).item() == pytest.approx(before)
    expected = ((back - a) ** 2).sum(1).mean() + 0.3 * f.sum(1).mean()
    assert before == pytest.approx(expected.item())


def test_the_same_seed_trains_the_same_autoencoder_bit_for_bit_and_with_directions_of_length_1():
    few = {"epochs": 1, "pictures": 64, "least": 0.0}
    weights, about = sparse_autoencoder(quiet, TRAIN, TEST, **few)
    again, same = sparse_autoencoder(quiet, TRAIN, TEST, **few)
    assert about == same
    for key, w in weights.items():
        np.testing.assert_array_equal(w, again[key])
    np.testing.assert_allclose(np.linalg.norm(weights["decoder.weight"], axis=0), 1, rtol=1e-5)
    with pytest.raises(registry.NotGoodEnough, match=r"in the layer's place.*nothing was written"):
        sparse_autoencoder(quiet, TRAIN, TEST, **(few | {"least": 1.1}))
