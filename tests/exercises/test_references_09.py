"""The references of lecture 09 are right: against autograd, the package's own steps, and what defines them."""

import numpy as np

import amteach as am
from amteach.exercises import EXERCISES, check


def test_the_code_gradient_is_that_of_autograd(torch):
    def through(h, w, b, d):
        h, w, b, d = (torch.tensor(a) for a in (h, w, b, d))
        h.requires_grad_()
        x = torch.sigmoid(h @ w.T + b)
        x.backward(d)
        return x.detach(), h.grad

    assert check("code-gradient", through)


def test_the_code_gradient_is_that_of_the_decoders_layers(trials):
    from amteach.zoo.mnist.net import dense

    for (h, w, b, d), (pictures, gradient) in trials("code-gradient"):
        x, pullback = (am.sigmoid_range() @ dense(w, b)).forward(h)
        np.testing.assert_allclose(pictures, x)
        np.testing.assert_allclose(gradient, pullback(d))


def test_no_other_line_denoises_better(trials):
    """R is the regression of codes on noisy codes: its slope is cov(code, h) / var(h), over a large sample."""
    rng = np.random.default_rng(0)
    for (_, m, s, sigma), _ in trials("best-denoiser"):
        code = m + s * rng.standard_normal((100_000, len(m)))
        h = code + sigma * rng.standard_normal(code.shape)
        denoised, _ = EXERCISES["best-denoiser"].reference(h[:50], m, s, sigma)
        for i in range(len(m)):
            slope = np.cov(code[:, i], h[:, i])[0, 1] / h[:, i].var()
            line = code[:, i].mean() + slope * (h[:50, i] - h[:, i].mean())
            np.testing.assert_allclose(np.array(denoised)[:, i], line, atol=0.03 * s)


def test_the_score_is_that_of_the_density_with_the_noise_on_it(trials):
    for (h, m, s, sigma), (_, score) in trials("best-denoiser"):
        log_density = lambda x, m=m, v=s**2 + sigma**2: -((x - m) ** 2) / (2 * v)
        slope = (log_density(h + 1e-5) - log_density(h - 1e-5)) / 2e-5
        np.testing.assert_allclose(score, slope, atol=1e-7)


def test_no_training_picture_is_nearer(trials):
    for (samples, train), (index, distance) in trials("is-it-a-copy"):
        for x, i, d in zip(samples, index, distance, strict=True):
            np.testing.assert_allclose(np.linalg.norm(x - train[i]), d)
            assert all(np.linalg.norm(x - y) >= d - 1e-12 for y in train)


def test_a_training_picture_is_its_own_copy(trials):
    for (_, train), _ in trials("is-it-a-copy"):
        index, distance = EXERCISES["is-it-a-copy"].reference(train, train)
        assert index == list(range(len(train)))
        np.testing.assert_array_equal(distance, 0)
