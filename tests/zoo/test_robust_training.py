"""What is added to the cross-entropy is what its formula says."""

import numpy as np
import pytest

from amteach.data.drawn_digits import draw

TEST = draw(40, seed=11)


@pytest.fixture
def m(torch):
    """The losses, with torch's random numbers fixed."""
    from amteach.zoo.robust import losses

    torch.manual_seed(0)
    return losses


@pytest.fixture
def some(m, torch):
    """A fresh net in double precision, six digits and their labels."""
    from amteach.zoo.robust.module import robust_net_module

    return robust_net_module().double(), torch.from_numpy(TEST.images[:6]).double(), torch.from_numpy(TEST.labels[:6])


class Parabola:
    """z_k(x) = ½ xᵀ A_k x + b_k·x, whose derivatives are known."""

    def __init__(self, torch):
        rng = np.random.default_rng(0)
        A, b = rng.normal(size=(10, 6, 6)), rng.normal(size=(10, 6))
        self.x, self.y = torch.from_numpy(rng.normal(size=(4, 1, 2, 3))), torch.arange(4)
        self.A, self.b = torch.from_numpy(A + A.transpose(0, 2, 1)), torch.from_numpy(b)

    def __call__(self, x):
        flat = x.flatten(1)
        return 0.5 * ((flat @ self.A) * flat).sum(2).T + flat @ self.b.T


def test_the_derivatives_of_a_parabola(m, torch):
    net = Parabola(torch)
    x, y = net.x, net.y
    z, s, _ = m.derivatives(net, x, y, 0.5)
    A, b = net.A[y], net.b[y]
    flat = x.flatten(1)
    np.testing.assert_allclose(z.detach(), net(x))
    np.testing.assert_allclose(s.flatten(1).detach(), (A @ flat[:, :, None])[:, :, 0] + b, rtol=1e-9)
    draws = torch.stack([m.derivatives(net, x, y, 0.5)[2].detach() for _ in range(300)])
    trace = A.diagonal(dim1=1, dim2=2).sum(1)
    spread = draws.std(0) / 300**0.5
    assert ((draws.mean(0) - trace).abs() < 4 * spread).all()


def test_the_estimate_does_not_depend_on_the_slope(m, torch):
    """v and −v: the first order drops out exactly, not only on the average."""
    net, steep = Parabola(torch), Parabola(torch)
    x, y = net.x, net.y
    steep.b = 1000 * steep.b
    torch.manual_seed(3)
    h = m.derivatives(net, x, y, 0.1)[2]
    torch.manual_seed(3)
    np.testing.assert_allclose(m.derivatives(steep, x, y, 0.1)[2].detach(), h.detach(), rtol=1e-5, atol=1e-5)


def test_each_loss_is_its_formula(m, some, torch):
    net, x, y = some
    ce = torch.nn.functional.cross_entropy(net(x), y)
    torch.manual_seed(5)
    _, s, h = m.derivatives(net, x, y, 0.1)
    length = s.flatten(1).square().sum(1)
    losses = {
        m.score_matching(0.3, 0.2): ce + 0.3 * (h + length / 2 + 0.2 * h**2).mean(),
        m.anti_score(0.3, most=1e-9): ce - 0.3 * h.clamp(max=1e-9).mean(),
        m.gradient_norm(0.3): ce + 0.3 * length.mean(),
    }
    for loss, expected in losses.items():
        torch.manual_seed(5)
        np.testing.assert_allclose(loss(net, x, y, 0.5).item(), expected.item(), rtol=1e-9)


def test_every_loss_reaches_every_weight(m, some):
    net, x, y = some
    for loss in (m.adversarial(2.0), m.score_matching(0.1, 0.1), m.anti_score(0.1), m.gradient_norm(0.1)):
        net.zero_grad()
        loss(net, x, y, 1.0).backward()
        assert all(p.grad.abs().sum() > 0 for p in net.parameters() if p is not net.dense2.bias)


def test_the_training_attack_stays_in_its_ball_and_is_worse_for_the_net_than_a_random_push(m, some, torch):
    net, x, y = some
    for epsilon in (0.1, 2.0):
        moved = m.attacked(net, x, y, epsilon, steps=5)
        assert (moved - x).flatten(1).norm(dim=1).max() <= epsilon * (1 + 1e-9)
        assert (moved.min(), moved.max()) >= (0, 0)
        assert moved.max() <= 1
        error = lambda p: torch.nn.functional.cross_entropy(net(p), y).item()
        random = (x + epsilon * m.unit(torch.randn_like(x))).clamp(0, 1)
        assert error(moved) > error(random)
        assert error(moved) > error(x)


def test_the_radius_grows_with_the_training(m, some, torch, monkeypatch):
    seen = []
    monkeypatch.setattr(m, "attacked", lambda net, x, y, epsilon, steps: seen.append(epsilon) or x)
    for done in (0.0, 0.25, 0.5, 1.0):
        m.adversarial(2.0)(*some, done)
    assert seen[0] < 0.01
    np.testing.assert_allclose(seen[1:], [1.0, 2.0, 2.0], rtol=0.01)
