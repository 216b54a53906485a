"""The transformer's recipe makes the same net from the same seed, with a row on its card for each seed."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.training import registry

pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")
from amteach.zoo.transformer.recipe import mnist_transformer

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
