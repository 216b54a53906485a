"""The best denoiser against a regression, and its score against the density's slope."""

import numpy as np

from amteach.exercises import EXERCISES


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
