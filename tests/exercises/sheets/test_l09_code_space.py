"""The gradient in code space against autograd, and the layers of the package's decoder."""

import numpy as np

import amteach as am
from amteach.exercises import check


def test_the_code_gradient_is_that_of_autograd(torch):
    def through(h, w, b, d):
        h, w, b, d = (torch.tensor(a) for a in (h, w, b, d))
        h.requires_grad_()
        x = torch.sigmoid(h @ w.T + b)
        x.backward(d)
        return x.detach(), h.grad

    assert check("code-gradient", through)


def test_the_code_gradient_is_that_of_the_decoders_layers(trials):
    from amteach.zoo.layers import dense

    for (h, w, b, d), (pictures, gradient) in trials("code-gradient"):
        x, pullback = (am.sigmoid_range() @ dense(w, b)).forward(h)
        np.testing.assert_allclose(pictures, x)
        np.testing.assert_allclose(gradient, pullback(d))
