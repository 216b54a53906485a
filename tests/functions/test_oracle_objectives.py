"""The objectives on layers, single outputs and batches again in torch's own words, derived by torch's autograd."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.batch import diversity, each, gram
from amteach.functions.hidden_layers import channel, cosine, deep_dream, direction, neuron
from amteach.functions.implicit_density import shifted
from amteach.functions.objectives import margin
from amteach.functions.regression import down, target, up

V = np.random.default_rng(7).normal(size=4)
LAYER, SIGNAL, POINT = (4, 5, 6), (4, 7), (4,)


def best_of_others(t, z, k):
    return z[:, [j for j in range(z.shape[1]) if j != k]].amax(1)


def angle(t, a):
    v = t.from_numpy(V).reshape(1, -1, *[1] * (a.ndim - 2)).expand_as(a)
    return t.cosine_similarity(a, v, dim=1).reshape(len(a), -1).mean(1)


def unlike(t, x):
    """−mean over the other rows of the cosine, from the whole matrix of cosines."""
    x = x.flatten(1)
    cosines = t.cosine_similarity(x[:, None], x[None], dim=-1)
    return -(cosines.sum(1) - cosines.diagonal()) / (len(x) - 1)


def grams(t, a):
    return t.einsum("ncp,ndp->ncd", a.flatten(2), a.flatten(2)) / a[0, 0].numel()


def with_g(t, x):
    return x.sin() + (0.5 * x.square().sum(1) - 1)[:, None]


sine = am.Function(lambda x: (np.sin(x), lambda d: np.cos(x) * d), "sin")
half_square = 0.5 * am.l2 - am.score(lambda x: (np.ones(len(x)), 0 * x))

ORACLES = {
    "margin": (margin(2), lambda t, z: z[:, 2] - best_of_others(t, z, 2), POINT),
    "margin, one unit a row": (
        margin([0, 3, 1]),
        lambda t, z: t.cat([z[i : i + 1, k] - best_of_others(t, z[i : i + 1], k) for i, k in enumerate([0, 3, 1])]),
        POINT,
    ),
    "margin of two is a logit of both": (margin(0), lambda t, z: z[:, 0] - z[:, 1], (2,)),
    "neuron": (neuron(1, 2, 3), lambda t, a: a[:, 1, 2, 3], LAYER),
    "neuron, one unit a row": (neuron([3, 0, 1], 4, 5), lambda t, a: a[t.arange(3), t.tensor([3, 0, 1]), 4, 5], LAYER),
    "channel": (channel(1), lambda t, a: a[:, 1].mean((1, 2)), LAYER),
    "channel of a signal": (channel(3), lambda t, a: a[:, 3].mean(1), SIGNAL),
    "channel of a dense layer": (channel(3), lambda t, a: a[:, 3], POINT),
    "direction": (direction(V), lambda t, a: t.einsum("nchw,c->n", a, t.from_numpy(V)) / 30, LAYER),
    "direction in a signal": (direction(V), lambda t, a: t.einsum("ncl,c->n", a, t.from_numpy(V)) / 7, SIGNAL),
    "cosine": (cosine(V), angle, LAYER),
    "cosine in a signal": (cosine(V), angle, SIGNAL),
    "cosine in a dense layer": (cosine(V), angle, POINT),
    "deep_dream": (deep_dream, lambda t, a: 0.5 * a.square().flatten(1).sum(1), LAYER),
    "up": (up, lambda t, z: z[:, 0], (1,)),
    "down": (down, lambda t, z: -z, ()),
    "target": (target(2.5), lambda t, z: -t.nn.functional.mse_loss(z, t.full_like(z, 2.5), reduction="none"), ()),
    "target, one a row": (target([1, 2, -3]), lambda t, z: -((z[:, 0] - t.tensor([1, 2, -3])) ** 2), (1,)),
    "each": (
        each([am.logit(1), am.softmax(2), 3 * margin(0)]),
        lambda t, z: t.stack([z[0, 1], t.softmax(z[1], 0)[2], 3 * (z[2, 0] - z[2, 1:].max())]),
        POINT,
    ),
    "diversity": (diversity, unlike, LAYER),
    "gram": (gram, grams, LAYER),
    "diversity of Olah et al.": (diversity @ gram, lambda t, a: unlike(t, grams(t, a)), LAYER),
    "shifted": (shifted(sine, half_square), with_g, POINT),
    "log_softmax of shifted": (
        am.log_softmax(1) @ shifted(sine, half_square),
        lambda t, x: t.log_softmax(with_g(t, x), 1)[:, 1],
        POINT,
    ),
}


@pytest.mark.parametrize(("f", "in_torch", "shape"), ORACLES.values(), ids=ORACLES)
@pytest.mark.parametrize("seed", range(3))
def test_value_and_pullback_are_those_of_autograd(f, in_torch, shape, seed, expect_autograd):
    expect_autograd(f, in_torch, shape, seed)
