"""A recipe makes the same file from the same seed, with the arrays and the card that ship, or refuses to write one."""

from functools import cache

import numpy as np
import pytest

from amteach.data import blobs
from amteach.data.drawn_digits import draw
from amteach.store import cards
from amteach.training import registry
from amteach.zoo.robust.net import NETS

pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")

DIGITS = draw(200, seed=10), draw(310, seed=11)
BLOBS = blobs.draw(64, seed=10), blobs.draw(40, seed=11)
BRIEF = {  # the data of a recipe, and how to be quick and content with little
    "mnist_cnn": (DIGITS, {"epochs": 1, "least": 0.0}),
    "blob_counter": (BLOBS, {"epochs": 1, "most": 99.0}),
    "planted_tag": (DIGITS, {"epochs": 1, "least": 0.0}),
    "mnist_generator": (DIGITS, {"epochs": 2, "most": 99.0}),
    "mnist_plane": (DIGITS, {"epochs": 1, "most": 99.0}),
    "mnist_transformer": (DIGITS, {"epochs": 1, "least": 0.0, "seeds": (0, 1)}),
    "sparse_autoencoder": (DIGITS, {"epochs": 1, "least": 0.0}),
    **{f"robust_{name}": (DIGITS, {"epochs": 1, "least": 0.0, "seeds": (0, 1)}) for name in NETS},
}


def quiet(line):
    pass


def run(name, **changes):
    (train, test), how = BRIEF[name]
    return registry.recipe(name)(quiet, train=train, test=test, **(how | changes))


@cache
def made(name):
    """What the recipe makes, run once for all tests."""
    return run(name)


@pytest.fixture(autouse=True)
def no_long_measures(monkeypatch):
    """The measures of the robust nets take minutes and are tested by themselves."""
    monkeypatch.setattr("amteach.zoo.robust.recipe.measures", lambda net, train, test: {"accuracy": 0.5})


@pytest.mark.parametrize("name", BRIEF)
def test_the_same_seed_makes_the_same_file_whatever_the_threads_and_the_random_state(name, torch):
    """To the bit; and torch has as many threads afterwards as before."""
    arrays, about = made(name)
    torch.set_num_threads(3)
    torch.manual_seed(2)
    again, same = run(name)
    assert torch.get_num_threads() == 3
    torch.set_num_threads(1)
    assert about == same
    for key, w in arrays.items():
        np.testing.assert_array_equal(again[key], w)


@pytest.mark.parametrize("name", BRIEF)
def test_arrays_and_card_are_like_those_that_ship(name):
    arrays, about = made(name)
    shipped, card = cards.load(name), cards.card(name)
    assert {key: (w.shape, w.dtype) for key, w in arrays.items()} == {k: (w.shape, w.dtype) for k, w in shipped.items()}
    assert set(about) == set(card) - {"name", "arrays", "bytes", "sha256"}
    for what in ("threads", "parameters", "what", "recipe"):
        assert str(about[what]).replace(DIGITS[1].source, "MNIST test") == str(card[what])
    assert about["data"].startswith(str(BLOBS[0]) if name == "blob_counter" else DIGITS[0].source)


@pytest.mark.parametrize("name", BRIEF)
def test_another_seed_makes_another_net(name):
    other = {"seeds": (3,)} if "seeds" in BRIEF[name][1] else {"seed": 3}
    (arrays, _), (others, about) = made(name), run(name, **other)
    assert about["seed"] == 3
    assert not any(np.array_equal(w, others[key]) for key, w in arrays.items() if key.endswith("weight"))


@pytest.mark.parametrize("name", BRIEF)
def test_what_is_not_good_enough_is_refused_with_a_reason(name):
    limit = {"most": 0.01} if "most" in BRIEF[name][1] else {"least": 1.01}
    with pytest.raises(registry.NotGoodEnough, match=r"(above 0\.01|below 1\.01): nothing was written$"):
        run(name, **limit)


@pytest.mark.parametrize("name", [f"robust_{name}" for name in NETS])
def test_the_card_of_a_robust_net_has_a_measure_for_each_seed_and_the_net_of_the_first_ships(name):
    (arrays, about), (first, _) = made(name), run(name, seeds=(0,))
    assert about["measured"] == {"accuracy": [0.5, 0.5]}
    assert (about["seed"], about["seeds"]) == (0, [0, 1])
    for key, w in arrays.items():
        np.testing.assert_array_equal(first[key], w)


def test_two_robust_nets_of_one_seed_differ_by_their_losses_alone(torch):
    assert len({made(f"robust_{name}")[0]["dense2.bias"].tobytes() for name in NETS}) == len(NETS)
