"""What is done to pictures again in torch's own words, differentiated by torch's autograd."""

import math

import numpy as np
import pytest

import amteach as am
from amteach.functions.gaussians import gaussian_mixture
from amteach.functions.pad_and_crop import crop, flip, pad
from amteach.functions.parametrizations import decorrelated_colour, sigmoid_range
from amteach.functions.patches import patch_statistics, patches
from amteach.functions.penalties import l1, tv
from amteach.functions.rotation import rotate
from amteach.functions.scales import resize, scale

IMAGE, COLOUR = (2, 5, 6), (3, 5, 6)
rng = np.random.default_rng(7)
MEANS, ROOTS, MEAN = rng.normal(size=(3, 8)), rng.normal(size=(3, 8, 8)), rng.normal(size=8)
COVARIANCES = ROOTS @ ROOTS.swapaxes(1, 2) + np.eye(8)
WEIGHTS = np.array([0.2, 0.5, 0.3])


def variation(t, x, beta):
    """Each pixel's difference to the one below and to the one at its right; the last corner has neither."""
    down, right = x.diff(dim=-2, append=x[..., -1:, :]), x.diff(dim=-1, append=x[..., :, -1:])
    square = (down**2 + right**2).flatten(-2)[..., :-1]
    return (square ** (beta / 2)).flatten(1).sum(1)


def looked_up(t, x, matrix):
    """y[p] = x[matrix (p − middle) + middle], by torch's own bilinear sampler."""
    h, w = x.shape[-2:]
    middle = t.tensor([(h - 1) / 2, (w - 1) / 2], dtype=x.dtype)
    p = t.stack(t.meshgrid(t.arange(h), t.arange(w), indexing="ij"), -1) - middle
    places = p @ t.tensor(matrix, dtype=x.dtype).T / middle  # from −1 to 1
    grid = places.flip(-1).expand(len(x), -1, -1, -1)
    return t.nn.functional.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=True)


def turned(angle):
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return lambda t, x: looked_up(t, x, [[cos, sin], [-sin, cos]])


def scaled(factor):
    return lambda t, x: looked_up(t, x, [[1 / factor, 0.0], [0.0, 1 / factor]])


def resized(size):
    return lambda t, x: t.nn.functional.interpolate(x, size, mode="bilinear", align_corners=False)


def windows(t, x, size=2):
    return t.nn.functional.unfold(x, size).transpose(1, 2)


def off_statistics(t, x):
    """Row by row, with torch's own mean and covariance."""
    terms = []
    for row in windows(t, x):
        m, s = row.mean(0), t.cov(row.T, correction=0)
        terms.append(((m - t.from_numpy(MEAN)) ** 2).sum() + ((s - t.from_numpy(COVARIANCES[0])) ** 2).sum())
    return t.stack(terms)


def unlikely(t, x):
    parts = t.distributions.MultivariateNormal(t.from_numpy(MEANS), t.from_numpy(COVARIANCES))
    return -t.logsumexp(parts.log_prob(windows(t, x)[:, :, None]) + t.from_numpy(WEIGHTS).log(), -1).mean(1)


def in_colour(t, z):
    """lucid's matrix, divided by its longest column; √(0.26² + 0.27² + 0.27²)."""
    c = t.tensor([[0.26, 0.09, 0.02], [0.27, 0.00, -0.05], [0.27, -0.09, 0.03]], dtype=z.dtype)
    return t.einsum("ck,nkij->ncij", c / (0.26**2 + 2 * 0.27**2) ** 0.5, z)


ORACLES = {
    "l1": (l1, lambda t, x: x.abs().flatten(1).sum(1), IMAGE),
    **{f"tv({b})": (tv(b), lambda t, x, b=b: variation(t, x, b), IMAGE) for b in (1, 1.5, 2, 3)},
    "patches": (patches(2), windows, IMAGE),
    "patch_statistics": (patch_statistics(MEAN, COVARIANCES[0]) @ patches(2), off_statistics, IMAGE),
    "gaussian_mixture": (gaussian_mixture(WEIGHTS, MEANS, COVARIANCES) @ patches(2), unlikely, IMAGE),
    **{f"rotate({a})": (rotate(a), turned(a), IMAGE) for a in (1, -5, 45, 133, -170.5)},
    **{f"scale({s})": (scale(s), scaled(s), IMAGE) for s in (0.4, 0.95, 1.05, 3)},
    **{f"resize{s}": (resize(s), resized(s), IMAGE) for s in ((10, 12), (7, 9), (5, 6), (3, 4), (1, 1))},
    "pad": (pad(2, 0.5), lambda t, x: t.nn.functional.pad(x, (2, 2, 2, 2), value=0.5), IMAGE),
    "crop": (crop(2), lambda t, x: x[..., 2:-2, 2:-2], IMAGE),
    "flip": (flip, lambda t, x: x.flip(-1), IMAGE),
    "sigmoid_range": (sigmoid_range(-1, 3), lambda t, z: -1 + 4 * t.sigmoid(z), IMAGE),
    "decorrelated_colour": (decorrelated_colour, in_colour, COLOUR),
    "range of colour": (sigmoid_range() @ decorrelated_colour, lambda t, z: t.sigmoid(in_colour(t, z)), COLOUR),
    "a picture that is turned and framed": (
        am.l2 @ rotate(30) @ pad(2, 0.5),
        lambda t, x: turned(30)(t, t.nn.functional.pad(x, (2, 2, 2, 2), value=0.5)).square().flatten(1).sum(1),
        IMAGE,
    ),
}


@pytest.mark.parametrize(("f", "in_torch", "shape"), ORACLES.values(), ids=ORACLES)
@pytest.mark.parametrize("seed", range(3))
def test_value_and_pullback_are_those_of_autograd(f, in_torch, shape, seed, expect_autograd):
    expect_autograd(f, in_torch, shape, seed)
