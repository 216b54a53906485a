"""What the tests of samplers share: densities whose moments are known, and how far a sample is from them."""

import numpy as np
import pytest

from amteach.functions.gaussians import gaussian_samples, log_gaussians, log_joint
from amteach.functions.objectives import probabilities


class Known:
    """A mixture of normal distributions, its exact draws, and a test of a sample against its closed-form moments."""

    def __init__(self, weights, means, covariances):
        self.parts = tuple(np.asarray(a, dtype=float) for a in (weights, means, covariances))
        self.f = log_gaussians(*self.parts)
        pi, mu, sigma = self.parts
        self.mean = pi @ mu
        off = mu - self.mean
        self.covariance = np.einsum("k,kij->ij", pi, sigma + off[:, :, None] * off[:, None])

    def draws(self, n, seed):
        """Exact draws, (n, d)."""
        return gaussian_samples(n, *self.parts, seed=seed)[0]

    def scores(self, x):
        """z-scores of the means, the covariances and the weights p(k) = E p(k|x), for independent rows x, (n, d).

        Each is (mean over the rows − truth) / standard error, about N(0, 1) where the rows are drawn from the mixture.
        """
        i, j = np.triu_indices(x.shape[1])
        centred = x - self.mean
        seen = [x, centred[:, i] * centred[:, j], probabilities(log_joint(*self.parts)(x))[:, 1:]]
        truth = [self.mean, self.covariance[i, j], self.parts[0][1:]]
        error = [
            (s.mean(axis=0) - t) / (s.std(axis=0, ddof=1) / len(s) ** 0.5) for s, t in zip(seen, truth, strict=True)
        ]
        return np.concatenate(error)


DENSITIES = {
    "normal": Known([1.0], [[1.0, -0.5]], [[[1.0, 0.6], [0.6, 0.8]]]),
    "two parts": Known([0.3, 0.7], [[-1.2, 0.0], [1.0, 0.5]], [np.eye(2) * 0.5, [[1.0, 0.3], [0.3, 0.6]]]),
    "three parts": Known(
        [0.2, 0.5, 0.3],
        [[-1.5, 0.0], [1.2, 1.0], [0.5, -1.5]],
        [np.eye(2) * 0.6, np.eye(2) * 0.5, [[1.0, -0.4], [-0.4, 0.7]]],
    ),
}


@pytest.fixture(params=DENSITIES, ids=str)
def known(request):
    """A density with closed-form moments."""
    return DENSITIES[request.param]
