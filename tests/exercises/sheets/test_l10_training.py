"""The shifted gradients and the trace of the curvature against the package's, and closed forms."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES
from amteach.functions.implicit_density import shifted

TRACE = EXERCISES["trace-from-three-values"].reference


def test_the_gradients_are_those_of_the_shifted_net(trials):
    for (J, s, k, dg), (logit, log_softmax) in trials("shifted-gradients"):
        z0 = np.log(np.maximum(s, 1e-300))
        net = am.Function(lambda x, J=J, z0=z0: (z0 + x @ J.T, lambda d: d @ J))
        both = shifted(net, am.linear(w=dg))
        x = np.zeros((1, J.shape[1]))
        np.testing.assert_allclose((am.logit(k) @ both).value_and_grad(x)[1][0], logit)
        np.testing.assert_allclose((am.log_softmax(k) @ both).value_and_grad(x)[1][0], log_softmax, atol=1e-9)


def test_the_shift_changes_the_gradient_of_the_logit_alone(trials):
    for (J, s, k, dg), parts in trials("shifted-gradients"):
        quiet = J[k] - s @ J
        np.testing.assert_allclose(parts[1], quiet)
        np.testing.assert_allclose(parts[0] - J[k], dg)


def test_on_a_parabola_the_estimate_is_the_trace():
    """z(x) = ½ xᵀHx + w·x at x = 0: exact along the axes, and right on the average."""
    rng = np.random.default_rng(0)
    H = rng.normal(size=(4, 4))
    H = H + H.T
    w = rng.normal(size=4)
    sd = 0.3
    z = lambda x: 0.5 * np.einsum("ni,ij,nj->n", x, H, x) + x @ w
    v = sd * rng.standard_normal((200_000, 4))
    assert abs(TRACE(z(v), z(-v), 0.0, sd) - np.trace(H)) < 0.05
    axes = 2 * sd * np.eye(4)  # four draws whose vvᵀ adds up to 4 σ² I: no luck is involved
    np.testing.assert_allclose(TRACE(z(axes), z(-axes), 0.0, sd), np.trace(H))


def test_the_estimate_is_what_the_training_uses(torch):
    from amteach.zoo.robust.losses import derivatives
    from amteach.zoo.robust.module import robust_net_module

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
