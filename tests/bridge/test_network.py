"""What holds for the Function of a network: parts compose, seeds replay, threads and processes share it."""

import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

import amteach as am
from amteach.bridge import first_run, undisturbed
from amteach.bridge.from_torch import from_torch
from amteach.bridge.network import Network
from amteach.bridge.relu_rules import with_relu_rule

torch.set_num_threads(1)


class Residual(nn.Module):
    """Two layers with a way around the second, all in float64."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.a, self.norm, self.b = nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Linear(5, 5)
        self.top = nn.Linear(5, 3)
        self.double()

    def forward(self, x):
        h = torch.tanh(self.norm(self.a(x)))
        return self.top(h + torch.tanh(self.b(h)))


class Noisy(nn.Module):
    """Dropout that is on in eval mode too."""

    def forward(self, x):
        return F.dropout(x, 0.5, training=True)


class Lenet(nn.Module):
    def __init__(self, flatten="view"):
        super().__init__()
        torch.manual_seed(0)
        self.flatten = flatten
        self.conv1, self.conv2, self.fc = nn.Conv2d(1, 3, 3), nn.Conv2d(3, 4, 3), nn.Linear(64, 3)

    def forward(self, x):
        x = torch.relu(self.conv2(torch.relu(self.conv1(x))))
        return self.fc(x.view(len(x), 64) if self.flatten == "view" else x.flatten(1))


def points(n=3, d=4, seed=0):
    return np.random.default_rng(seed).normal(size=(n, d))


def images(n=3, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 1, 8, 8)).astype(np.float32)


def grads(f, x, seed=5):
    y, pullback = f.forward(x)
    return y, pullback(np.random.default_rng(seed).normal(size=y.shape).astype(y.dtype))


# between two layers


@pytest.mark.parametrize("cut", ["a", "norm"])
def test_what_lies_above_a_layer_after_what_lies_below_it_is_the_network(cut, kind):
    """f = (above the cut) ∘ (below it): chain rule across the cut, where nothing leads around it."""
    net, x = Residual(), kind(points())
    whole, below = from_torch(net), from_torch(net, cut)
    above = from_torch(net, above=cut, inputs=kind(np.zeros((1, 4))))
    for one, other in zip(grads_of(whole, x), grads_of(above @ below, x), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10)


def grads_of(f, x):
    y, pullback = f.forward(x)
    return np.asarray(y), np.asarray(pullback(y))


def test_what_leads_around_the_layer_comes_from_the_inputs():
    """top(h + tanh(b)): with b put in, h is that of the input."""
    net, x, b = Residual(), points(), points(d=5, seed=1)
    y, pullback = from_torch(net, above="b", inputs=x).forward(b)
    with torch.no_grad():
        h = torch.tanh(net.eval().norm(net.a(torch.from_numpy(x))))
        by_hand = net.top(h + torch.tanh(torch.from_numpy(b)))
    np.testing.assert_allclose(y, by_hand, rtol=1e-10)
    d = points(d=3, seed=2)
    np.testing.assert_allclose(pullback(d), d @ net.top.weight.detach().numpy() * (1 - np.tanh(b) ** 2), rtol=1e-10)


def test_from_a_layer_to_a_layer():
    net = Residual()
    f = from_torch(net, "b", above="a", inputs=points(1))
    assert f.name == "Residual.b above a"
    a = points(d=5)
    with torch.no_grad():
        np.testing.assert_allclose(f(a), net.eval().b(torch.tanh(net.norm(torch.from_numpy(a)))), rtol=1e-10)


def test_a_layer_that_runs_twice_is_begun_at_its_first_run_or_at_its_second_name():
    fc = nn.Linear(4, 4).double()
    net, x = nn.Sequential(fc, nn.Tanh(), fc), points()
    with torch.no_grad():
        np.testing.assert_allclose(from_torch(net, above="0", inputs=x)(x), net[1:](torch.from_numpy(x)))
    np.testing.assert_allclose(from_torch(net, above="2", inputs=x)(x), x)


def test_grad_cam_is_a_line():
    """Class k weighs the channels by the mean gradient of its logit there; here on a network where it is known."""
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2, 3, bias=False))
    x = images(1)
    a = from_torch(net, "0")(x)
    grad = (am.logit(2) @ from_torch(net, above="0", inputs=x)).value_and_grad(a)[1]
    weights: Any = net.get_parameter("3.weight").detach().numpy()[2]
    np.testing.assert_allclose(grad.sum((2, 3))[0], weights, rtol=1e-5)


def test_ascent_in_activations():
    net = Lenet("flatten")
    f = am.logit(1) @ from_torch(net, above="conv1", inputs=images(1))
    a = from_torch(net, "conv1")(images(2))
    trace = am.record(am.walk(f, a, am.ascent(0.1)), steps=5)
    assert (np.diff(trace.value, axis=0) > 0).all()


def test_an_embedding_is_climbed_by_the_lines_that_are_written():
    net = nn.Sequential(nn.Embedding(10, 6), nn.Flatten(), nn.Linear(18, 3))
    tokens = torch.tensor([[1, 2, 3]])
    f, start = am.logit(0) @ from_torch(net, above="0", inputs=tokens), net.get_submodule("0")(tokens).detach()
    states = am.walk(f, start, am.ascent(0.1))
    assert float(next(states).value[0]) == pytest.approx(net(tokens)[0, 0].item(), rel=1e-6)
    assert tuple(am.record(states, steps=3).x.shape) == (4, 1, 3, 6)


# random networks


def test_a_random_network_is_drawn_by_the_walk_and_its_seed_replays_it():
    net = nn.Sequential(nn.Linear(4, 3), Noisy()).double()
    f = am.logit(1) @ from_torch(net, random=True)
    assert f.is_random
    before = torch.get_rng_state()
    one, same, other = (am.record(am.walk(f, points(), am.ascent(0.1), seed=seed), steps=6).value for seed in (0, 0, 1))
    assert torch.equal(torch.get_rng_state(), before)
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other)


def test_what_is_drawn_is_one_function():
    """Value and gradient are of one mask: for dropout, y = m x and dx = m dy, with m 0 or 2."""
    f = from_torch(Noisy(), random=True).draw(np.random.default_rng(0))
    x = points(5, 50)
    y, pullback = f.forward(x)
    mask = pullback(np.ones_like(x))
    assert set(np.unique(mask)) == {0.0, 2.0}
    np.testing.assert_array_equal(y, mask * x)
    np.testing.assert_array_equal(f(x), y)
    np.testing.assert_array_equal(pullback(np.ones_like(x)), mask)  # and at the second time
    again = from_torch(Noisy(), random=True).draw(np.random.default_rng(1))
    assert not np.array_equal(again(x), y)


def test_a_network_that_is_not_random_may_be_said_to_be():
    f = from_torch(nn.Tanh(), random=True).draw(np.random.default_rng(0))
    np.testing.assert_array_equal(f(points()), from_torch(nn.Tanh())(points()))


def test_another_thread_that_draws_random_numbers_does_not_make_the_network_random(monkeypatch):
    """The numbers go on by themselves, once, while the network is tried out."""
    states = iter([torch.tensor([0]), torch.tensor([1])] + [torch.tensor([2])] * 20)
    monkeypatch.setattr(first_run, "random_state", lambda device: next(states))
    assert from_torch(nn.Linear(4, 3))(points()).shape == (3, 3)


# memory formats


def noticed(f, x):
    net: Any = f.forward
    f(x)
    return next(iter(net.habits.values()))


def test_channels_last_is_chosen_where_it_gives_the_same_and_only_there():
    assert noticed(from_torch(Lenet("flatten")), images()).channels_last
    assert not noticed(from_torch(Lenet("view")), images()).channels_last
    assert not noticed(from_torch(nn.Flatten()), images()).channels_last  # nothing to gain
    assert not noticed(from_torch(nn.Sequential(nn.Flatten(2), nn.Conv1d(1, 2, 3))), images()).channels_last


def test_both_formats_agree_on_a_network_that_bears_both():
    view, flat = from_torch(Lenet("view")), from_torch(Lenet("flatten"))
    for a, b in zip(grads(view, images()), grads(flat, images()), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)


def test_a_constant_picture_does_not_hide_that_numbers_are_read_from_other_places():
    """All pixels of the first batch are equal, so a wrong format would show no difference on it."""

    class Strided(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(2, 1, 1)

        def forward(self, x):
            return self.conv(x) * 0 + x.as_strided((len(x), 1, 8, 8), (128, 64, 8, 1))

    f = from_torch(Strided())
    f(np.full((3, 2, 8, 8), 0.5, np.float32))
    x = np.random.default_rng(0).normal(size=(3, 2, 8, 8)).astype(np.float32)
    np.testing.assert_allclose(f(x)[:, 0], x[:, 0], atol=1e-6)


def test_the_choice_is_made_once_for_each_shape_of_a_row():
    runs = []

    class Counts(nn.Module):
        def forward(self, x):
            runs.append(len(x))
            return x

    f = from_torch(Counts())
    f(points(3))
    first = len(runs)
    assert set(runs[:-1]) == {2}  # two rows are enough to try it out
    for n in (1, 3, 40):
        f(points(n))
    assert runs[first:] == [1, 3, 40]
    f(points(3, 5))
    assert len(runs) > first + 4


def test_the_gradient_lies_in_memory_as_x_does():
    x = images()
    for net in (Lenet("flatten"), Lenet("view")):
        dx = grads(from_torch(net), x)[1]
        assert dx.flags.c_contiguous
        t = torch.from_numpy(x)
        y, pullback = from_torch(net).forward(t)
        assert pullback(y).is_contiguous()


# rows


def test_rows_that_change_one_another_are_refused_but_not_alone():
    net = nn.BatchNorm1d(4, track_running_stats=False)
    f = from_torch(net)
    with pytest.raises(ValueError, match=r"given a batch of shape \(3, 4\), lets its rows change one another"):
        f(points())
    one = from_torch(nn.GRU(4, 2).double(), output=0)
    with pytest.warns(UserWarning, match="batch_first=True"):
        assert one(np.zeros((1, 5, 4))).shape == (1, 5, 2)
    with pytest.raises(ValueError, match="rows change one another"):
        one(np.zeros((2, 5, 4)))


# second pullbacks


def test_a_pullback_asked_again_goes_back_through_the_same_x():
    """torch's graph is gone after the first; the network runs again, on the x that there was."""
    net, x = Residual(), points()
    d = points(d=3, seed=1)
    _, pullback = from_torch(net).forward(x)
    first = pullback(d)
    x += 1
    np.testing.assert_array_equal(pullback(d), first)
    np.testing.assert_array_equal(pullback(2 * d), 2 * first)


# threads and processes


def test_threads_share_a_network():
    """32 runs at once: values and gradients are those of one thread, batch norm and modes are left as they were."""
    net = Residual().train()
    net.b.eval()
    cases = [(None, None), ("norm", None), ("b", None), (None, "a")]
    functions = [from_torch(net, layer, above=above, inputs=points(1) if above else ()) for layer, above in cases]
    starts = [points(d=5 if above else 4) for _, above in cases]
    alone = [grads(f, x) for f, x in zip(functions, starts, strict=True)]
    before = {name: buffer.clone() for name, buffer in net.named_buffers()}
    begin = threading.Barrier(8)

    def work(i):
        begin.wait()
        return [grads(functions[(i + j) % 4], starts[(i + j) % 4]) for j in range(40)]

    with ThreadPoolExecutor(8) as pool:
        for i, answers in enumerate(pool.map(work, range(8))):
            for j, answer in enumerate(answers):
                for a, b in zip(answer, alone[(i + j) % 4], strict=True):
                    np.testing.assert_array_equal(a, b)
    assert all(torch.equal(buffer, before[name]) for name, buffer in net.named_buffers())
    assert [part.training for part in net.modules()] == [True, True, True, False, True]
    assert not any(part._forward_hooks for part in net.modules())


class Waits(nn.Module):
    """Runs until it is let go, and says in which mode it ran to the end."""

    def __init__(self):
        super().__init__()
        self.inside, self.go, self.modes = threading.Event(), threading.Event(), []

    def forward(self, x):
        self.inside.set()
        self.go.wait(10)
        self.modes.append(self.training)
        return x


def test_a_run_that_ends_does_not_switch_the_mode_of_one_that_goes_on():
    net = Waits().train()
    f: Any = from_torch(net)
    slow = threading.Thread(target=lambda: f(points()))
    slow.start()
    assert net.inside.wait(10)
    with undisturbed.evaluating(net):  # a second run begins and ends meanwhile
        pass
    assert not net.training
    net.go.set()
    slow.join()
    assert set(net.modes) == {False}
    assert net.training


def named_output(y):
    """A function that can be sent, for it has a name."""
    return y["a"]


class Wrapped(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Residual()

    def forward(self, x, scale):
        return {"a": self.net(x) * scale, "b": x}


SENT = {
    "a network": lambda: from_torch(Residual()),
    "a layer": lambda: from_torch(Residual(), "b"),
    "above a layer": lambda: from_torch(Residual(), above="a", inputs=points(1)) @ from_torch(Residual(), "a"),
    "with inputs and outputs": lambda: from_torch(Wrapped(), output=named_output, inputs=torch.full((1, 1), 2.0)),
    "with a rule": lambda: with_relu_rule(nn.Sequential(nn.Linear(4, 3).double(), nn.ReLU()), "guided"),
    "random": lambda: from_torch(Noisy(), random=True).draw(np.random.default_rng(0)),
}


@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("case", SENT)
def test_a_function_can_be_sent_where_its_network_can(case, used):
    f, x = SENT[case](), points()
    if used:
        grads(f, x)
    if case == "above a layer":
        f = f.parts[0]
        x = points(d=5)
    sent = pickle.loads(pickle.dumps(f))
    assert sent.name == f.name
    for a, b in zip(grads(sent, x), grads(f, x), strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_random_network_is_drawn_the_same_after_it_was_sent():
    f = from_torch(Noisy(), random=True)
    sent = pickle.loads(pickle.dumps(f))
    one, other = (g.draw(np.random.default_rng(3))(points()) for g in (f, sent))
    np.testing.assert_array_equal(one, other)


# devices and dtypes


def test_the_network_computes_in_the_numbers_of_most_of_its_weights_now():
    """Also after it has been converted."""

    class Asks(nn.Module):
        def __init__(self):
            super().__init__()
            self.offset = nn.Parameter(torch.zeros(1, dtype=torch.float64))
            self.fc = nn.Linear(4, 3)

        def forward(self, x):
            asked.append(x.dtype)
            return self.fc(x)

    asked, net = [], Asks()
    f = from_torch(net)
    assert f(points()).dtype == np.float64
    net.double()
    f(points())
    assert (asked[0], asked[-1]) == (torch.float32, torch.float64)
    from_torch(nn.Identity(), dtype=torch.float16)(points())
    assert from_torch(nn.Identity(), device="cpu")(points()).dtype == np.float64


def test_the_forward_of_such_a_function_is_a_network():
    assert isinstance(from_torch(Residual()).forward, Network)


class WithNothing(nn.Module):
    """A layer that returns its output and nothing else, as attention does without its weights."""

    def forward(self, x):
        return 2 * x, None


class TakesTheFirst(nn.Module):
    def __init__(self):
        super().__init__()
        self.below = WithNothing()

    def forward(self, x):
        y, nothing = self.below(x)
        assert nothing is None
        return 3 * y


def test_x_takes_the_place_of_the_first_of_several_outputs():
    x = np.ones((2, 4))
    np.testing.assert_allclose(from_torch(TakesTheFirst(), above="below", inputs=np.zeros((1, 4)))(x), 3 * x)
