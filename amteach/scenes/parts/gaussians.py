"""Three classes of points of the plane, each normal: what the probabilistic scenes share.

Here all that a real network hides is known: p(x), p(k|x), and where each class is most likely.
"""

from __future__ import annotations

import numpy as np

from ...functions.gaussians import log_gaussians, log_joint
from ...pictures import marks
from . import plane as parts

WEIGHTS = np.array([0.3, 0.4, 0.3])
MEANS = np.array([[-1.6, -1.2], [1.7, -0.8], [0.2, 2.0]])
COVARIANCES = np.array([[[0.5, 0.0], [0.0, 0.5]], [[1.0, 0.4], [0.4, 0.8]], [[1.6, 0.2], [0.2, 0.7]]])

NET = log_joint(WEIGHTS, MEANS, COVARIANCES)  # its logits are log p(k, x), so that its softmax is the true p(k|x)
LOG_P = log_gaussians(WEIGHTS, MEANS, COVARIANCES)
CLASSES = ("1", "2", "3")
WINDOW = (-parts.REACH, parts.REACH)


def histogram(x: np.ndarray, density: np.ndarray, label: str, size: marks.Pair) -> marks.Plane:
    """The histogram of x₁ over points (…, 2), and that of a density on the window's grid, each of area 1."""
    counts, edges = np.histogram(x[..., 0], np.linspace(-parts.REACH, parts.REACH, 41))
    height = counts / (x[..., 0].size * (edges[1] - edges[0]))
    stairs = np.stack([np.repeat(edges, 2)[1:-1], np.repeat(height, 2)], axis=1)
    marginal = density.sum(axis=0) / (density.sum() * (parts.AXIS[1] - parts.AXIS[0]))
    content = [
        marks.Lines([np.stack([parts.AXIS, marginal], axis=1)], "the density", "black", width=2.0),
        marks.Lines([stairs], label, "orange", width=2.0),
    ]
    window = ((-parts.REACH, parts.REACH), (0.0, 1.6 * float(marginal.max())))
    return marks.Plane(*window, content, "what the chains visit", "x₁", "share", equal=False, size=size)
