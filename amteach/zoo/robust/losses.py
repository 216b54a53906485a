"""Five ways to train one small net: what is added to the cross-entropy, or where it is evaluated.

    standard       CE
    adversarial    CE at the worst x' with ‖x' − x‖ ≤ ε that PGD finds              Madry et al. (2018)
    score matched  CE + λ (h + ½‖s‖² + μ h²),   s = ∂z_y/∂x,  h ≈ tr ∂²z_y/∂x²      Srinivas & Fleuret (2021)
    anti-score     CE − λ min(h, H): the trace is made large, where score matching makes it small      (the same)
    gradient norm  CE + λ ‖s‖²                                                      Drucker & Le Cun (1992)

Each is a loss that training.loop.train takes: (module, x, y, done) ↦ the mean over the batch.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ...training.losses import Loss, cross_entropy


def adversarial(radius: float, steps: int = 5, ramp: float = 0.5) -> Loss:
    """CE(z(x'), y),   x' ← clip(ball(x' + η g/‖g‖)), from a random place in the ball; η = 2.5 ε / steps.

    ε grows from 0 to the radius over the first `ramp` of the training: a fresh net that is attacked at full strength
    learns nothing.
    """

    def loss(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
        epsilon = radius * min(1.0, done / ramp + 1e-3)
        return cross_entropy(module, attacked(module, x, y, epsilon, steps), y, done)

    return loss


def attacked(module: nn.Module, x: Tensor, y: Tensor, epsilon: float, steps: int) -> Tensor:
    """Projected gradient ascent of the cross-entropy in the L2 ball about x and in [0, 1]."""
    v = epsilon * torch.rand(len(x), 1, 1, 1) * unit(torch.randn_like(x))
    for _ in range(steps):
        v.requires_grad_()
        (g,) = torch.autograd.grad(F.cross_entropy(module((x + v).clamp(0, 1)), y), v)
        v = v.detach() + 2.5 * epsilon / steps * unit(g)
        length = v.flatten(1).norm(dim=1)[:, None, None, None]
        v = (x + v * (epsilon / length.clamp_min(epsilon))).clamp(0, 1) - x
    return (x + v).detach()


def unit(g: Tensor) -> Tensor:
    """g/‖g‖ for each row."""
    return F.normalize(g.flatten(1)).reshape(g.shape)


def score_matching(weight: float, mu: float, sd: float = 0.1) -> Loss:
    """CE + λ (h + ½‖s‖² + μ h²)."""

    def loss(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
        z, s, h = derivatives(module, x, y, sd)
        matched = h + 0.5 * s.flatten(1).square().sum(1) + mu * h**2
        return F.cross_entropy(z, y) + weight * matched.mean()

    return loss


def anti_score(weight: float, most: float = 1000.0, sd: float = 0.1) -> Loss:
    """CE − λ min(h, H)."""

    def loss(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
        z, _, h = derivatives(module, x, y, sd)
        return F.cross_entropy(z, y) - weight * h.clamp(max=most).mean()

    return loss


def gradient_norm(weight: float) -> Loss:
    """CE + λ ‖s‖²."""

    def loss(module: nn.Module, x: Tensor, y: Tensor, done: float) -> Tensor:
        z, _, s = value_and_slope(module, x, y)
        return F.cross_entropy(z, y) + weight * s.flatten(1).square().sum(1).mean()

    return loss


def derivatives(module: nn.Module, x: Tensor, y: Tensor, sd: float) -> tuple[Tensor, Tensor, Tensor]:
    """z(x), the gradient s of z_y, and an estimate h of the trace of its second derivatives, one for each row.

    h = (2/σ²) E_v [z_y(x + v) − z_y(x)],   v ~ N(0, σ² I): Taylor to the second order, and Hutchinson's trace.  The
    mean is taken over one v and its mirror image −v, where the first order drops out exactly.
    """
    z, own, s = value_and_slope(module, x, y)
    v = sd * torch.randn_like(x)
    both = module(torch.cat([x + v, x - v])).gather(1, y.repeat(2)[:, None])[:, 0]
    there, back = both.chunk(2)
    return z, s, (there + back - 2 * own) / sd**2


def value_and_slope(module: nn.Module, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """z(x), z_y, and s = ∂z_y/∂x, through which the training differentiates once more."""
    x = x.detach().requires_grad_()
    z = module(x)
    own = z.gather(1, y[:, None])[:, 0]
    (s,) = torch.autograd.grad(own.sum(), x, create_graph=True)
    return z, own, s
