"""What these tests share: the table of every Function there is, and torch's autograd as the oracle."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.alignment import alignment
from amteach.functions.axes import permute
from amteach.functions.batch import diversity, each, gram
from amteach.functions.gaussians import gaussian_mixture, log_gaussian, log_gaussians, log_joint
from amteach.functions.hidden_layers import channel, cosine, deep_dream, direction, neuron
from amteach.functions.implicit_density import log_density, log_sum_exp, shifted
from amteach.functions.likeness import caricature, feature_inversion
from amteach.functions.maco import maco, magnitudes
from amteach.functions.objectives import margin
from amteach.functions.pad_and_crop import crop, flip, pad, random_crop, random_flip
from amteach.functions.parametrizations import decorrelated_colour, sigmoid_range
from amteach.functions.patches import patch_statistics, patches
from amteach.functions.penalties import l1, tv
from amteach.functions.preprocessing import reshape, standardize
from amteach.functions.regression import down, target, up
from amteach.functions.rotation import random_rotate, rotate
from amteach.functions.scales import random_scale, resize, scale
from amteach.functions.transforms import add_noise
from amteach.walks.attacks import within
from amteach.walks.pixels import clip_small_norm

IMAGE, COLOUR, SIGNAL, POINT, PLANE = (2, 5, 6), (3, 5, 6), (2, 7), (6,), (2,)


def drawn(f, seed=3):
    """One step's worth of a random f."""
    return f.draw(np.random.default_rng(seed))


def weights(*shape, seed=7):
    return np.random.default_rng(seed).normal(size=shape)


SLICE, CENTERS = weights(3, *IMAGE, seed=1), weights(3, *IMAGE, seed=2)
CORNERS = weights(3, *POINT, seed=1)
ROOTS = weights(3, 4, 4)
DENSITY = ([0.2, 0.5, 0.3], weights(3, 4), ROOTS @ ROOTS.swapaxes(1, 2) + np.eye(4))
MIXTURE = gaussian_mixture(*DENSITY)
STATISTICS = patch_statistics(weights(4), ROOTS[0] @ ROOTS[0].T)

# The rows of a batch are computed each on its own.  A row begins with the public name it is about.
ROWWISE = {
    "identity": (am.identity, POINT),
    "linear": (am.linear(weights(*POINT), b=0.5), POINT),
    "linear of an image": (am.linear(weights(*IMAGE)), IMAGE),
    "score of one's own": (am.score(lambda x: (am.dot(x, x), 2 * x)), POINT),
    "maximum": (am.maximum(), POINT),
    "maximum, even": (am.maximum(ties="even"), POINT),
    "logit": (am.logit(2), POINT),
    "softmax": (am.softmax(2), POINT),
    "log_softmax": (am.log_softmax(2), POINT),
    "margin": (margin(2), POINT),
    "log_sum_exp": (log_sum_exp, POINT),
    "log_density": (log_density(-0.5 * am.l2, -8, 8), PLANE),
    "log_joint": (log_joint(*DENSITY), (4,)),
    "log_gaussians": (log_gaussians(*DENSITY), (4,)),
    "log_gaussian": (log_gaussian(DENSITY[1][0], DENSITY[2][0]), (4,)),
    "shifted": (shifted(2 * am.identity, am.l2), POINT),
    "neuron": (neuron(1, 2, 3), IMAGE),
    "neuron of a signal": (neuron(1, 6), SIGNAL),
    "channel": (channel(1), IMAGE),
    "channel of a dense layer": (channel(4), POINT),
    "direction": (direction(weights(2)), IMAGE),
    "cosine": (cosine(weights(2)), IMAGE),
    "cosine in a signal": (cosine(weights(2)), SIGNAL),
    "cosine in a dense layer": (cosine(weights(6)), POINT),
    "deep_dream": (deep_dream, IMAGE),
    "gram": (gram, IMAGE),
    "up": (up, (1,)),
    "down": (down, (1,)),
    "target": (target(0.7), (1,)),
    "l1": (l1, IMAGE),
    "feature_inversion": (feature_inversion(weights(1, *IMAGE)), IMAGE),
    "caricature": (caricature(weights(1, *IMAGE)), IMAGE),
    "caricature, the inner product": (caricature(weights(1, *POINT), power=0), POINT),
    "permute": (permute(1, 2, 0), IMAGE),
    "permute of tokens": (permute(1, 0), SIGNAL),
    "l2": (am.l2, IMAGE),
    "lp(1.5)": (am.lp(1.5), IMAGE),
    "lp(6)": (am.lp(6), IMAGE),
    "total_variation": (am.total_variation, IMAGE),
    **{f"tv({beta})": (tv(beta), IMAGE) for beta in (1, 1.5, 2, 3)},
    "patches": (patches(2), IMAGE),
    "patches without channels": (patches(3), (4, 5)),
    "patch_statistics": (STATISTICS, (5, 4)),
    "gaussian_mixture": (MIXTURE, (5, 4)),
    "gaussian_mixture of pictures": (MIXTURE @ patches(2), (1, 4, 5)),
    "standardize": (standardize([0.5, -1.0], [0.25, 2.0]), IMAGE),
    "reshape": (reshape((5, 12)), IMAGE),
    "shift": (am.shift(2, -1), IMAGE),
    "jitter, drawn": (drawn(am.jitter(3)), IMAGE),
    "blur": (am.blur(0.8), IMAGE),
    "blur(0)": (am.blur(0), IMAGE),
    "add_noise, drawn": (drawn(add_noise(0.3)), IMAGE),
    **{f"rotate({angle})": (rotate(angle), IMAGE) for angle in (0, 20, -75, 90, 200)},
    "random_rotate, drawn": (drawn(random_rotate([-30, 40])), COLOUR),
    **{f"scale({factor})": (scale(factor), IMAGE) for factor in (0.3, 0.9, 1, 1.3)},
    "random_scale, drawn": (drawn(random_scale([0.9, 1.2])), COLOUR),
    "resize": (resize((8, 4)), IMAGE),
    "pad": (pad(2), IMAGE),
    "pad with grey": (pad(1, 0.5), IMAGE),
    "crop": (crop(1), IMAGE),
    "random_crop, drawn": (drawn(random_crop(3, 2)), IMAGE),
    "flip": (flip, IMAGE),
    "random_flip, drawn": (drawn(random_flip), IMAGE),
    "the transforms of Distill": (
        drawn(crop(1) @ am.jitter(1) @ random_rotate([-5, 5]) @ random_scale([0.9, 1.1]) @ am.jitter(2) @ pad(1, 0.5)),
        COLOUR,
    ),
    "fourier": (am.fourier(IMAGE[-2:]), IMAGE),
    "maco": (maco(magnitudes(weights(4, *IMAGE))), IMAGE),
    "maco, one spectrum for all channels": (maco(magnitudes(weights(4, 6, 4))), (2, 6, 4)),
    "sigmoid_range": (sigmoid_range(-1, 3), IMAGE),
    "decorrelated_colour": (decorrelated_colour, COLOUR),
    "the parametrization of Distill": (sigmoid_range() @ decorrelated_colour @ am.fourier(COLOUR[-2:]), COLOUR),
    "plane": (am.plane(*SLICE), PLANE),
    "clip": (am.clip(-0.5, 0.7), IMAGE),
    "box": (am.box(0.5), IMAGE),
    "box about a picture": (am.box(0.5, CENTERS[0]), IMAGE),
    "ball, outside": (am.ball(0.5), IMAGE),
    "ball, inside": (am.ball(50.0), IMAGE),
    "ball, some rows": (am.ball(2.4), POINT),
    "ball about a number": (am.ball(3.0, 0.5), IMAGE),
    "ball about a picture": (am.ball(3.0, CENTERS[0]), IMAGE),
    "within": (within(1.0, abs(CENTERS[0]) % 1), IMAGE),
    "sphere": (am.sphere(2.0), IMAGE),
    "clip_small_norm": (clip_small_norm(40), IMAGE),
    "decay": (am.decay(0.3), IMAGE),
    "sum": (am.linear(weights(*POINT)) + am.l2, POINT),
    "difference": (am.linear(weights(*POINT)) - 0.3 * am.l2, POINT),
    "multiple": (-2.5 * am.softmax(1), POINT),
    "composition": (am.l2 @ am.blur(0.7) @ am.clip(-1, 1), IMAGE),
    "sum of pictures": (am.blur(0.7) + am.shift(1, 1), IMAGE),
    "composition with a sum inside": (am.lp(4) @ (am.blur(0.7) - 2 * am.shift(1, 1)), IMAGE),
    "the lecture's line": (
        drawn((am.linear(weights(*IMAGE)) @ am.jitter(2) - 0.02 * am.total_variation) @ am.fourier(IMAGE[-2:])),
        IMAGE,
    ),
    "a plane through a landscape": ((am.log_softmax(1) - 0.1 * am.l2) @ am.plane(*CORNERS), PLANE),
}

# Something is given for each row of a batch of three, or the value of a row depends on the other rows.
BATCHWISE = {
    "logit, one unit a row": (am.logit([0, 5, 2]), POINT),
    "softmax, one unit a row": (am.softmax([0, 5, 2]), POINT),
    "log_softmax, one unit a row": (am.log_softmax([0, 5, 2]), POINT),
    "margin, one unit a row": (margin([0, 5, 2]), POINT),
    "neuron, one unit a row": (neuron([0, 1, 1], 2, 3), IMAGE),
    "channel, one unit a row": (channel([0, 1, 1]), IMAGE),
    "target, one a row": (target([1, -2, 5]), ()),
    "each, one Function a row": (each([am.logit(0), am.softmax(1), 2 * am.l2]), POINT),
    "dropout, one mask a row": (drawn(am.dropout(0.4)), IMAGE),
    "box about a picture for each row": (am.box(0.5, CENTERS), IMAGE),
    "ball about a picture for each row": (am.ball(8.0, CENTERS), IMAGE),
    "diversity": (diversity, IMAGE),
    "diversity ∘ gram": (diversity @ gram, IMAGE),
    "alignment": (alignment(1.5, 2), IMAGE),
    "feature_inversion, one picture a row": (feature_inversion(weights(3, *POINT)), POINT),
    "caricature, one picture a row": (caricature(weights(3, *SIGNAL), power=2), SIGNAL),
}
FUNCTIONS = ROWWISE | BATCHWISE


def pytest_generate_tests(metafunc):
    """A test that asks for `every_function` is made for each line of the table: a Function and the shape of a point."""
    for name, table in (("every_function", FUNCTIONS), ("every_rowwise_function", ROWWISE)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, table.values(), ids=table)


@pytest.fixture
def table_of_functions():
    """The whole table."""
    return FUNCTIONS


@pytest.fixture
def expect_autograd(torch):
    """check(f, in_torch, shape, seed): f in value and pullback against `in_torch(torch, x)`, which autograd derives."""

    def check(f, in_torch, shape, seed):
        x = torch.from_numpy(np.random.default_rng(seed).normal(size=(3, *shape))).requires_grad_()
        expected = in_torch(torch, x)
        d = torch.from_numpy(np.random.default_rng(seed + 100).normal(size=tuple(expected.shape)))
        (gradient,) = torch.autograd.grad(expected, x, d)
        y, pullback = f.forward(x.detach().numpy())
        assert np.allclose(y, expected.detach(), rtol=1e-10, atol=1e-12)
        assert np.allclose(pullback(d.numpy()), gradient, rtol=1e-10, atol=1e-12)

    return check
