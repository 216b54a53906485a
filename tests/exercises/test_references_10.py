"""The references of lecture 10 are right: against the package's own walk, a search, autograd, or what defines them."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES
from amteach.functions.implicit_density import shifted
from amteach.walks.attacks import attack, within

TRACE = EXERCISES["trace-from-three-values"].reference


def test_the_step_is_that_of_the_packages_ascent(trials):
    for (x, c, g, rate, radius), new in trials("attack-step"):
        step = am.ascent(rate, am.normalized, within(radius, c[None]))
        second = am.record(am.walk(am.linear(w=g), x[None], step), steps=1).x[1, 0]
        np.testing.assert_allclose(new, second, atol=1e-12)


def test_the_step_ends_in_the_ball_and_in_the_range_of_pictures(trials):
    for (_, c, _, _, radius), new in trials("attack-step"):
        assert np.linalg.norm(new - c) <= radius * (1 + 1e-12)
        assert new.min() >= 0
        assert new.max() <= 1


def test_the_push_makes_the_two_classes_level_and_no_other_push_of_its_length_gets_as_far(trials):
    rng = np.random.default_rng(0)
    for (W, x, k, j), r in trials("smallest-push"):
        ahead = lambda push, W=W, x=x, k=k, j=j: (W @ (x + push))[k] - (W @ (x + push))[j]
        assert abs(ahead(r)) < 1e-9
        others = rng.normal(size=(200, len(x)))
        others *= np.linalg.norm(r) / np.linalg.norm(others, axis=1, keepdims=True)
        sign = np.sign(ahead(0 * r))
        assert all(sign * ahead(other) >= -1e-9 for other in others)


def test_the_smallest_push_is_the_radius_at_which_the_attack_succeeds(trials):
    for (W, x, k, j), r in trials("smallest-push"):
        picture = np.full((1, len(x)), 0.5)
        f = am.linear(w=W[j] - W[k])
        length = float(np.linalg.norm(r))
        if 1e-6 < length < 0.4:  # a small enough push leaves no pixel outside 0 … 1
            gained = attack(f, picture, length).value - f(picture)
            np.testing.assert_allclose(gained, length * np.linalg.norm(W[j] - W[k]), rtol=1e-6)


def test_the_gradients_are_those_of_the_shifted_net(trials):
    for (J, s, k, dg), (logit, log_softmax) in trials("shifted-gradients"):
        z0 = np.log(np.maximum(s, 1e-300))
        net = am.Function(lambda x, J=J, z0=z0: (z0 + x @ J.T, lambda d: d @ J))
        both = shifted(net, am.linear(w=dg))
        x = np.zeros((1, J.shape[1]))
        np.testing.assert_allclose((am.logit(k) @ both).value_and_grad(x)[1][0], logit)
        np.testing.assert_allclose((am.log_softmax(k) @ both).value_and_grad(x)[1][0], log_softmax, atol=1e-9)


def test_the_log_softmax_of_a_net_does_not_hear_of_the_shift(trials):
    for (J, s, k, dg), parts in trials("shifted-gradients"):
        quiet = J[k] - s @ J
        np.testing.assert_allclose(parts[1], quiet)
        np.testing.assert_allclose(parts[0] - J[k], dg)


def test_on_a_parabola_the_estimate_is_the_trace():
    """z(x) = ½ xᵀHx + w·x at x = 0: exact along the axes, and right on the average."""
    rng = np.random.default_rng(0)
    H = rng.normal(size=(4, 4))
    H, w, sd = H + H.T, rng.normal(size=4), 0.3
    z = lambda x: 0.5 * np.einsum("ni,ij,nj->n", x, H, x) + x @ w
    v = sd * rng.standard_normal((200_000, 4))
    assert abs(TRACE(z(v), z(-v), 0.0, sd) - np.trace(H)) < 0.05
    axes = 2 * sd * np.eye(4)  # four draws whose vvᵀ adds up to 4 σ² I: no luck is involved
    np.testing.assert_allclose(TRACE(z(axes), z(-axes), 0.0, sd), np.trace(H))


def test_the_estimate_is_what_the_training_uses(torch):
    from amteach.zoo.robust.modules import derivatives, robust_net_module

    torch.manual_seed(0)
    net, x, y = robust_net_module().double(), torch.rand(6, 1, 28, 28).double(), torch.arange(6)
    torch.manual_seed(1)
    _, _, h = derivatives(net, x, y, 0.1)
    torch.manual_seed(1)
    v = 0.1 * torch.randn_like(x)
    own = lambda p: net(p).gather(1, y[:, None])[:, 0].detach().numpy()
    for i in range(6):
        there, back = own(x + v)[i : i + 1], own(x - v)[i : i + 1]
        np.testing.assert_allclose(h[i].item(), TRACE(there, back, own(x)[i], 0.1), rtol=1e-6)
