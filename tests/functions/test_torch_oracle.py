"""A bigger library as the oracle: each Function again in torch's own words, differentiated by torch's autograd."""

import numpy as np
import pytest

import amteach as am

W = np.random.default_rng(7).normal(size=(6,))
SLICE = np.random.default_rng(8).normal(size=(3, 1, 2, 5, 6))


def hartley(torch, x):
    """Σ x[n, m] (cos φ + sin φ) / √(h w), φ = 2π (k n / h + l m / w), summed as it is written."""
    h, w = x.shape[-2:]
    n, m = (torch.arange(size, dtype=x.dtype) / size for size in (h, w))
    phase = 2 * torch.pi * (torch.arange(h)[:, None, None, None] * n[:, None] + torch.arange(w)[:, None, None] * m)
    return torch.einsum("...nm,klnm->...kl", x, torch.cos(phase) + torch.sin(phase)) / (h * w) ** 0.5


def spectrum(torch, h, w):
    """1 / |ν|, with ν = 0 counted as one cycle per picture; ν and 1 − ν are the same frequency."""
    k, l = (torch.minimum(torch.arange(size), size - torch.arange(size)).double() / size for size in (h, w))
    return 1 / torch.clamp((k[:, None] ** 2 + l**2).sqrt(), min=1 / max(h, w))


def blurred(torch, x, radius):
    """The mean of the neighbours, weighted with exp(−distance² / 2 radius²): the weights of a pixel sum to one."""
    h, w = x.shape[-2:]
    i, j = torch.arange(h, dtype=x.dtype), torch.arange(w, dtype=x.dtype)
    distance2 = (i[:, None] - i)[:, None, :, None] ** 2 + (j[:, None] - j)[None, :, None, :] ** 2
    weight = torch.exp(-distance2 / (2 * radius**2))
    return torch.einsum("ijkl,...kl->...ij", weight / weight.sum(dim=(2, 3), keepdim=True), x)


def variation(torch, x):
    return x.diff(dim=-1).square().flatten(1).sum(1) + x.diff(dim=-2).square().flatten(1).sum(1)


def projected(torch, x, radius):
    norm = torch.linalg.vector_norm(x.flatten(1), dim=1).reshape(-1, *[1] * (x.ndim - 1))
    return torch.where(norm > radius, radius * x / norm, x)


ORACLES = {
    "linear": (am.linear(W, b=0.5), lambda t, x: torch_dot(t, x, W) + 0.5, (6,)),
    "maximum": (am.maximum(), lambda t, x: x.max(dim=1).values, (6,)),
    "logit": (am.logit(2), lambda t, z: z[:, 2], (6,)),
    "softmax": (am.softmax(2), lambda t, z: t.softmax(z, dim=1)[:, 2], (6,)),
    "softmax, one unit a row": (
        am.softmax([0, 5, 2]),
        lambda t, z: t.softmax(z, dim=1).gather(1, t.tensor([[0], [5], [2]]))[:, 0],
        (6,),
    ),
    "log_softmax": (am.log_softmax(2), lambda t, z: t.log_softmax(z, dim=1)[:, 2], (6,)),
    "log_softmax is minus the cross-entropy": (
        am.log_softmax([1, 2, 3]),
        lambda t, z: -t.nn.functional.cross_entropy(z, t.tensor([1, 2, 3]), reduction="none"),
        (6,),
    ),
    "l2": (am.l2, lambda t, x: x.square().flatten(1).sum(1), (2, 5, 6)),
    "lp(6)": (am.lp(6), lambda t, x: t.linalg.vector_norm(x.flatten(1), ord=6, dim=1) ** 6, (2, 5, 6)),
    "lp(1)": (am.lp(1), lambda t, x: x.abs().flatten(1).sum(1), (2, 5, 6)),
    "total_variation": (am.total_variation, variation, (2, 5, 6)),
    "shift": (am.shift(2, -1), lambda t, x: t.roll(x, (2, -1), (-2, -1)), (2, 5, 6)),
    "blur": (am.blur(0.8), lambda t, x: blurred(t, x, 0.8), (2, 5, 6)),
    "fourier": (am.fourier((5, 6)), lambda t, z: hartley(t, spectrum(t, 5, 6) * z), (2, 5, 6)),
    "plane": (
        am.plane(*SLICE[:, 0]),
        lambda t, z: t.einsum("bi,i...->b...", t.cat([t.ones_like(z[:, :1]), z], 1), t.from_numpy(SLICE[:, 0])),
        (2,),
    ),
    "clip": (am.clip(-0.5, 0.7), lambda t, x: x.clamp(-0.5, 0.7), (6,)),
    "ball": (am.ball(2.4), lambda t, x: projected(t, x, 2.4), (6,)),
    "decay": (am.decay(0.3), lambda t, x: 0.7 * x, (6,)),
    "a whole objective": (
        (am.log_softmax(1) - 0.1 * am.l2) @ am.clip(-1, 1) + 2 * am.linear(W),
        lambda t, x: (
            t.log_softmax(x.clamp(-1, 1), 1)[:, 1] - 0.1 * x.clamp(-1, 1).square().sum(1) + 2 * torch_dot(t, x, W)
        ),
        (6,),
    ),
}


def torch_dot(torch, x, w):
    return x @ torch.from_numpy(w)


@pytest.mark.parametrize(("f", "in_torch", "shape"), ORACLES.values(), ids=ORACLES)
@pytest.mark.parametrize("seed", range(3))
def test_value_and_pullback_are_those_of_autograd(f, in_torch, shape, seed, expect_autograd):
    expect_autograd(f, in_torch, shape, seed)
