"""A classifier as a density of pictures: its logits z say how likely a picture is, if one reads them that way.

    p(k, x) = exp z_k(x) / Z,     p(x) = Σ_k exp z_k(x) / Z,     Z = ∫ Σ_k exp z_k(x) dx

Then p(k|x) = p(k, x) / p(x) is the softmax.  Training looks at nothing else, but p(x) comes with it.  And

    log p(x|k) = z_k(x) − log Z_k,     Z_k = ∫ exp z_k(x) dx,     so that ∇ log p(x|k) = ∇z_k:

an ascent on a logit climbs the density of pictures of that class which the network implies.  That density is not fixed
by training: `shifted` adds the same g(x) to every logit, which changes p(x) and leaves the classifier as it was.
Source: Srinivas & Fleuret (2021); Grathwohl et al. (2020).
"""

from __future__ import annotations

import math

import numpy as np

from .arrays import Array, namespace, rows
from .checks import function, number, whole
from .function import Combined, Function
from .objectives import probabilities
from .score import score


def _log_sum_exp(z: Array) -> tuple[Array, Array]:
    xp = namespace(z)
    if z.ndim != 2:
        raise ValueError(f"log_sum_exp needs logits of shape (batch, units), but they have {tuple(z.shape)}")
    top = xp.max(z, axis=1, keepdims=True)  # so that no exponential overflows
    return (top + xp.log(xp.sum(xp.exp(z - top), axis=1, keepdims=True)))[:, 0], probabilities(z)


log_sum_exp = score(_log_sum_exp, name="log Σ exp")
"""log Σ_k exp z_k,   ∇ = softmax(z).   z has the shape (batch, K).   log_sum_exp @ net is log p(x) + log Z."""


def log_integral(f: Function, low: float, high: float, points: int = 201) -> float:
    """log ∫ exp f(x) dx over the square low … high of the plane, by the sum over a grid of points² points.

    f takes x of shape (batch, 2).  The sum is nearly exact where exp f is smooth and falls to 0 inside the square.  Any
    other f is refused: the square is too small, or there is no integral.

    >>> import amteach as am
    >>> round(log_integral(-0.5 * am.l2, -8, 8), 6), round(float(np.log(2 * np.pi)), 6)
    (1.837877, 1.837877)
    """
    f = function("log_integral(f={}, low, high)", f)
    low = number("log_integral(f, low={}, high)", low, "low is a finite number")
    high = number("log_integral(f, low, high={})", high, f"high is a finite number above low = {low:g}", above=low)
    points = whole("log_integral(..., points={})", points, "a whole number of points is needed, 3 or more", least=3)
    axis = np.linspace(low, high, points)
    height = f(np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2))
    if height.shape != (points**2,):
        raise ValueError(
            f"log_integral needs one number per point, but {f} gives an array of shape {height.shape[1:]} for each: "
            "write am.log_sum_exp @ net, or am.logit(0) @ net"
        )
    height = height.reshape(points, points)
    edge = max(height[[0, -1]].max(), height[:, [0, -1]].max())
    if not edge < height.max() - 14:
        raise ValueError(
            f"exp({f.name}) has not died away at the edge of the square {low:g} … {high:g}, where it still has "
            f"{math.exp(edge - height.max()):.2g} of its height: take a wider square; if that does not help, ∫ exp f "
            "does not exist"
        )
    return float(height.max() + np.log(np.exp(height - height.max()).sum()) + 2 * np.log(axis[1] - axis[0]))


def log_density(f: Function, low: float, high: float) -> Function:
    """log p(x) = f(x) − log ∫ exp f,   ∇ = ∇f:   the density that is proportional to exp f, on the plane.

    log_density(log_sum_exp @ net, −8, 8) is log p(x), and log_density(logit(k) @ net, −8, 8) is log p(x|k).

    >>> import amteach as am
    >>> log_density(-0.5 * am.l2, -8, 8)(np.zeros((1, 2))).round(6)        # −log 2π
    array([-1.837877])
    """
    log_z = log_integral(f, low, high)
    return f + score(lambda x: (0 * x[:, 0] - log_z, 0 * x), name="−log Z")


def shifted(net: Function, g: Function) -> Function:
    """z(x) + g(x) (1, …, 1):   the same g(x) added to every logit.   dx = (∂z/∂x)ᵀ d + (Σ_k d_k) ∂g/∂x.

    net : x ↦ z, (batch, K);   g : x ↦ one number per row

    softmax does not depend on what is added to all logits, so this network names every picture as `net` does, with the
    same confidence; but an ascent on one of its logits climbs g as well.

    >>> import amteach as am
    >>> net = shifted(am.identity, 5 * am.l2)
    >>> x = np.array([[1.0, 0.0]])
    >>> net(x), bool(np.allclose(am.probabilities(net(x)), am.probabilities(x)))
    (array([[6., 5.]]), True)

    Source: Srinivas & Fleuret (2021).
    """
    net = function("shifted(net={}, g)", net)
    g = function("shifted(net, g={})", g)

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
