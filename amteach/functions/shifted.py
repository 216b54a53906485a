"""The demonstration that a logit says less than it seems to: the same classifier, with other logits."""

from __future__ import annotations

from .arrays import namespace, rows
from .function import Combined, Function


def shifted(net: Function, g: Function) -> Function:
    """z(x) + g(x) (1, …, 1):   the same g(x) added to every logit.   dx = (∂z/∂x)ᵀ d + (Σ_k d_k) ∂g/∂x.

    net : x ↦ z, (batch, K);   g : x ↦ one number per row

    softmax does not see g, so this network names every picture as `net` does, with the same confidence; but its logits
    climb wherever g leads.

    >>> import amteach as am, numpy as np
    >>> net = shifted(am.identity, 5 * am.l2)
    >>> x = np.array([[1.0, 0.0]])
    >>> net(x), bool(np.allclose(am.probabilities(net(x)), am.probabilities(x)))
    (array([[6., 5.]]), True)

    Source: Srinivas & Fleuret (2021).
    """

    def forward(x):
        z, pull = net.forward(x)
        y, pull_g = g.forward(x)
        if z.ndim != 2 or tuple(y.shape) != (z.shape[0],):
            raise ValueError(
                f"shifted(net, g) needs logits of shape (batch, K) and one number per row from g, but {net.name} gives "
                f"{tuple(z.shape)} and {g.name} gives {tuple(y.shape)}"
            )
        return z + rows(y, z), lambda d: pull(d) + pull_g(namespace(d).sum(d, axis=1))

    return Function(forward, f"shifted({net.name}, {g.name})", Combined(shifted, (net, g)))
