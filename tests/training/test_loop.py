"""The loop: Adam, a rate that falls along a cosine, every image once an epoch, one seed; its losses and measures."""

from typing import Any

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.training import registry

torch = pytest.importorskip("torch", reason="torch is not installed: pip install 'amteach[torch]'")

from torch import nn  # noqa: E402

from amteach.training import loop  # noqa: E402
from amteach.training.losses import cross_entropy, fast_gradient, squared_error  # noqa: E402

IMAGES, LABELS = draw(70, seed=10).images, draw(70, seed=10).labels


def quiet(line):
    pass


def small() -> Any:
    """A net with a convolution and a dense layer."""
    return nn.Sequential(nn.Conv2d(1, 2, 9, stride=9), nn.ReLU(), nn.Flatten(), nn.Linear(18, 10))


class Spy:
    """A loss that remembers what it was given."""

    def __init__(self):
        self.done, self.x, self.y, self.modes = [], [], [], []

    def __call__(self, module, x, y, done):
        self.done.append(done)
        self.x.append(x)
        self.y.append(y)
        self.modes.append(module.training)
        return cross_entropy(module, x, y, done)


@pytest.fixture
def spy():
    return Spy()


@pytest.fixture
def optimizers(monkeypatch):
    """The Adams that were made; each remembers the rate of each of its steps."""
    made = []

    class Adam(torch.optim.Adam):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.rates = []
            made.append(self)

        def step(self, *args, **kwargs):
            self.rates.append(self.param_groups[0]["lr"])
            return super().step(*args, **kwargs)

    monkeypatch.setattr(torch.optim, "Adam", Adam)
    return made


@pytest.mark.parametrize("rate", [1e-3, 0.02])
def test_the_rate_falls_to_0_along_a_cosine(optimizers, rate):
    """η_k = η/2 (1 + cos(π k/n)) at step k of n, and 0 after the last."""
    loop.train(small(), IMAGES, LABELS, cross_entropy, epochs=3, batch=10, rate=rate, report=quiet)
    (adam,) = optimizers
    k, n = np.arange(21), 21
    np.testing.assert_allclose(adam.rates, rate / 2 * (1 + np.cos(np.pi * k / n)), rtol=1e-9)
    assert adam.param_groups[0]["lr"] == pytest.approx(0.0, abs=1e-12)


def test_what_lies_behind_grows_from_0_to_1(spy):
    loop.train(small(), IMAGES, LABELS, spy, epochs=2, batch=10, report=quiet)
    np.testing.assert_allclose(spy.done, np.arange(14) / 14, rtol=1e-12)


def test_every_image_comes_once_in_an_epoch_with_its_target_and_each_epoch_in_another_order(spy):
    """As many as fill whole batches."""
    targets = np.arange(70) % 10
    images = np.repeat(np.arange(70, dtype=np.float32), 28 * 28).reshape(70, 1, 28, 28)
    loop.train(small(), images, targets, spy, epochs=2, batch=16, report=quiet)
    assert [len(x) for x in spy.x] == [16] * 8
    x, y = torch.cat(spy.x)[:, 0, 0, 0].numpy().astype(int), torch.cat(spy.y).numpy()
    np.testing.assert_array_equal(targets[x], y)
    first, second = x[:64], x[64:]
    assert len(set(first)) == len(set(second)) == 64
    assert list(first) != list(second)
    assert list(first) != sorted(first)


def test_without_a_word_it_takes_4_epochs_in_batches_of_128_with_the_rate_1e_3_and_the_seed_0(spy, optimizers, capsys):
    images, labels = np.repeat(IMAGES, 4, axis=0), np.repeat(LABELS, 4)
    module, same = small(), small()
    loop.train(module, images, labels, spy)
    assert [len(x) for x in spy.x] == [128] * 8
    assert optimizers[0].rates[0] == 1e-3
    assert capsys.readouterr().out.count("\n") == 4
    loop.train(same, images, labels, cross_entropy, seed=0, report=quiet)
    for a, b in zip(module.parameters(), same.parameters(), strict=True):
        assert torch.equal(a, b)


def test_a_step_is_adams_on_the_gradient_of_this_batch_alone(spy):
    """Two steps by hand, from the first weights: no gradient is left over from the step before."""
    module, mine = small(), small()
    loop.train(module, IMAGES, LABELS, spy, seed=3, epochs=1, batch=35, rate=0.01, report=quiet)
    with torch.random.fork_rng():
        torch.manual_seed(3)
        for layer in mine.modules():
            if hasattr(layer, "reset_parameters"):
                layer.reset_parameters()
    adam = torch.optim.Adam(mine.parameters(), lr=0.01)
    for x, y, rate in zip(spy.x, spy.y, (0.01, 0.005), strict=True):
        adam.param_groups[0]["lr"] = rate
        adam.zero_grad()
        nn.functional.cross_entropy(mine(x), y).backward()
        adam.step()
    for a, b in zip(module.parameters(), mine.parameters(), strict=True):
        torch.testing.assert_close(a, b)


def test_the_first_weights_and_the_order_come_from_the_seed_alone():
    """Not from what the module held before, nor from torch's own random state; which stays as it was."""
    nets = []
    for state in (1, 2):
        torch.manual_seed(state)
        module = small()
        expected = torch.random.get_rng_state()
        nets.append(loop.train(module, IMAGES, LABELS, cross_entropy, seed=5, epochs=1, batch=10, report=quiet))
        assert nets[-1] is module
        assert torch.equal(torch.random.get_rng_state(), expected)
    other = loop.train(small(), IMAGES, LABELS, cross_entropy, seed=6, epochs=1, batch=10, report=quiet)
    for a, b, c in zip(*(net.parameters() for net in (*nets, other)), strict=True):
        assert torch.equal(a, b)
        assert not torch.equal(a, c)


def test_it_learns_and_says_so(spy):
    said = []
    module = loop.train(small().eval(), IMAGES, LABELS, spy, epochs=15, batch=10, rate=0.02, report=said.append)
    assert [line.partition(":")[0] for line in said] == [f"epoch {k} of 15" for k in range(1, 16)]
    first, last = (float(said[i].rpartition(" ")[2]) for i in (0, -1))
    assert last < first / 2
    assert all(spy.modes)
    assert not module.training
    assert loop.accuracy(module, IMAGES, LABELS) > 0.7


def test_the_loss_that_is_said_is_the_mean_of_the_epochs():
    said = []
    losses = iter([1.0, 2.0, 6.0, 4.0])
    constant = lambda module, x, y, done: module(x).sum() * 0 + next(losses)
    loop.train(small(), IMAGES, LABELS, constant, epochs=2, batch=35, report=said.append)
    assert said == ["epoch 1 of 2: loss 1.5000", "epoch 2 of 2: loss 5.0000"]


def test_images_are_channels_last_while_it_trains_and_the_weights_are_not_afterwards(spy):
    color = np.random.default_rng(0).random((20, 3, 28, 28), np.float32)
    module: Any = nn.Sequential(nn.Conv2d(3, 4, 9), nn.Flatten(), nn.Linear(4 * 400, 10))
    inside = []
    spied = lambda m, x, y, done: (
        inside.append(m[0].weight.is_contiguous(memory_format=torch.channels_last)) or spy(m, x, y, done)
    )
    loop.train(module, color[::-1], np.arange(20) % 10, spied, epochs=1, batch=10, report=quiet)
    assert all(inside)
    assert all(x.is_contiguous(memory_format=torch.channels_last) for x in spy.x)
    assert module[0].weight.is_contiguous()


@pytest.mark.parametrize("batch", [7, 70, 500])
def test_the_accuracy_of_a_net_that_always_says_three(batch):
    net = small()
    with torch.no_grad():
        net[3].weight.zero_()
        net[3].bias.copy_(torch.eye(10)[3])
    assert loop.accuracy(net, IMAGES, LABELS, batch) == pytest.approx((LABELS == 3).mean())


@pytest.mark.parametrize("batch", [7, 70, 500])
def test_the_mean_error_is_that_of_each_image_with_its_own_count(batch):
    first_pixel = lambda x: x[:, :, 0, 0]
    images = np.repeat(np.arange(70, dtype=np.float32), 28 * 28).reshape(70, 1, 28, 28)
    counts = np.arange(70) + np.where(np.arange(70) % 2, 3, -1)
    assert loop.mean_error(first_pixel, images, counts, batch) == 2.0


def test_outputs_are_computed_some_at_a_time_and_not_recorded(spy):
    seen = []
    weight = torch.ones(1, requires_grad=True)
    net = lambda x: seen.append(len(x)) or x[:, 0, 0, :1] * weight
    np.testing.assert_array_equal(loop.outputs(net, IMAGES, 30), IMAGES[:, 0, 0, :1])
    assert seen == [30, 30, 10]
    loop.outputs(net, np.repeat(IMAGES, 8, axis=0))
    assert seen[3:] == [500, 60]


def test_threads_are_as_many_as_said_within_and_as_before_afterwards():
    torch.set_num_threads(1)
    with loop.threads(2):
        assert torch.get_num_threads() == 2
    assert torch.get_num_threads() == 1

    @loop.threads(3)
    def failing():
        assert torch.get_num_threads() == 3
        raise RuntimeError("in between")

    for _ in range(2):
        with pytest.raises(RuntimeError, match="in between"):
            failing()
        assert torch.get_num_threads() == 1


def test_what_ships_of_a_net_is_its_weights_and_what_is_known_of_them():
    torch.set_num_threads(1)
    net = small()
    weights, about = loop.weights_and_card(net, seed=7, data="none")
    assert {key: w.shape for key, w in weights.items()} == {key: tuple(w.shape) for key, w in net.state_dict().items()}
    for key, w in net.state_dict().items():
        np.testing.assert_array_equal(weights[key], w)
    assert about == {
        "seed": 7,
        "data": "none",
        "threads": 1,
        "parameters": 2 * 81 + 2 + 180 + 10,
        "versions": registry.versions("numpy", "torch"),
    }


def test_the_losses_are_their_formulas():
    z = torch.tensor([[1.0, 2.0, -1.0], [0.0, 0.0, 3.0]])
    net: Any = lambda x: z[x.long()]
    x, y = torch.tensor([0, 1]), torch.tensor([1, 0])
    p = torch.softmax(z, dim=1)
    torch.testing.assert_close(cross_entropy(net, x, y, 0.0), -(p[0, 1].log() + p[1, 0].log()) / 2)
    counts = torch.tensor([4.0, 1.0])
    torch.testing.assert_close(squared_error(net, x, counts, 0.0), torch.tensor(((1.0 - 4) ** 2 + (0 - 1) ** 2) / 2))


def test_the_fast_gradient_moves_each_image_by_the_radius_to_where_the_loss_is_larger():
    """Loss Σ w·x: each image goes to x + r w/‖w‖, cut off at 0 and 1; nothing is differentiated through the move."""
    w = torch.tensor([3.0, -4.0]).reshape(1, 1, 1, 2)
    seen = []

    def loss(module, x, y, done):
        seen.append((x, y, done))
        return (module * w * x).sum()

    x = torch.tensor([[0.5, 0.5], [0.95, 0.02]]).reshape(2, 1, 1, 2)
    module = torch.ones(1, requires_grad=True)
    targets = torch.arange(2)
    value = fast_gradient(loss, 0.25)(module, x, targets, 0.3)
    moved, y, done = seen[1]
    assert y is targets
    assert done == 0.3
    torch.testing.assert_close(moved.flatten(1), torch.tensor([[0.65, 0.3], [1.0, 0.0]]))
    assert not moved.requires_grad
    assert not x.requires_grad
    torch.testing.assert_close(value, (w * moved).sum(), check_stride=False)
    value.backward()
    torch.testing.assert_close(module.grad, (w * moved).sum()[None])
