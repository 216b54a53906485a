"""A recipe makes the same net from the same seed, and nothing is written that is not good enough."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.store import cards
from amteach.training import registry as training
from amteach.zoo.mnist import recipe as mnist_recipes

TRAIN, TEST = draw(512, seed=10), draw(200, seed=11)


def quiet(line):
    pass


@pytest.fixture(scope="module")
def made():
    pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")
    return mnist_recipes.mnist_cnn(quiet, TRAIN, TEST, epochs=3, least=0.5)


def test_the_same_seed_trains_the_same_net_bit_for_bit(made, torch):
    """Also when torch has been told to use another number of threads, which stays as it was."""
    torch.set_num_threads(3)
    weights, about = mnist_recipes.mnist_cnn(quiet, TRAIN, TEST, epochs=3, least=0.5)
    assert torch.get_num_threads() == 3
    torch.set_num_threads(1)
    assert about == made[1]
    for key, w in made[0].items():
        np.testing.assert_array_equal(weights[key], w)


def test_another_seed_trains_another_net(made):
    weights, _ = mnist_recipes.mnist_cnn(quiet, TRAIN, TEST, epochs=1, seed=1, least=0.0)
    assert not np.array_equal(weights["dense.weight"], made[0]["dense.weight"])


def test_the_callers_random_numbers_go_on_as_if_nothing_had_been_trained(torch):
    from amteach.training.loop import cross_entropy, mnist_cnn_module, train

    module = mnist_cnn_module()
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    train(module, TRAIN.images[:128], TRAIN.labels[:128], cross_entropy, epochs=1, report=quiet)
    assert torch.equal(torch.rand(3), expected)


def test_the_first_weights_come_from_the_seed_alone(torch):
    """Not from what the module held before."""
    from amteach.training.loop import cross_entropy, mnist_cnn_module, train

    nets = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        few = TRAIN.images[:128], TRAIN.labels[:128]
        nets.append(train(mnist_cnn_module(), *few, cross_entropy, epochs=1, report=quiet))
    for a, b in zip(nets[0].parameters(), nets[1].parameters(), strict=True):
        assert torch.equal(a, b)


def test_the_accuracy_of_a_net_that_always_says_three(torch):
    from amteach.training.loop import accuracy, mnist_cnn_module

    net = mnist_cnn_module()
    weights = net.state_dict()  # shares its memory with the net
    weights["dense.weight"].zero_()
    weights["dense.bias"].copy_(torch.eye(10)[3])
    assert accuracy(net, TEST.images, TEST.labels, batch=7) == pytest.approx(0.1)


def test_a_net_that_is_not_good_enough_is_not_written(torch, tmp_path, monkeypatch):
    monkeypatch.setattr(mnist_recipes.mnist, "load", lambda split: draw(128, seed=0))
    with pytest.raises(training.NotGoodEnough, match=r"below 0\.984: nothing was written"):
        training.make("mnist_cnn", tmp_path, quiet)
    assert list(tmp_path.iterdir()) == []


def test_what_a_recipe_makes_can_be_loaded_and_its_card_says_how_it_was_made(made, tmp_path, monkeypatch):
    monkeypatch.setattr(mnist_recipes, "mnist_cnn", lambda report: made)
    training.make("mnist_cnn", tmp_path, quiet)
    card = cards.card("mnist_cnn", tmp_path)
    assert card["parameters"] == 110_986
    assert (card["seed"], card["epochs"], card["data"]) == (0, 3, TRAIN.source)
    assert set(card["versions"]) == {"python", "numpy", "torch"}
    for key, w in cards.load("mnist_cnn", tmp_path).items():
        np.testing.assert_array_equal(w, made[0][key])


def test_an_unknown_recipe_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(ValueError, match="mnist_cnn, "):
        training.make("alexnet", tmp_path)
