"""Walks on ImageNet: those that are made now by closed forms, and the stored ones by what the network says of them."""

from collections import deque
from itertools import islice

import numpy as np
import pytest

import amteach as am
from amteach.zoo.imagenet import priors as imagenet_priors
from amteach.zoo.imagenet.files import FileMissing, find
from amteach.zoo.imagenet.walks import CLASSES, packed, run, score_and_logits, stored, unpacked

PRIORS = pytest.mark.parametrize("prior", imagenet_priors.STEPS)
THREE = am.identity  # "a network" whose three channels are red, green and blue


def test_a_plain_walk_moves_each_pixel_of_its_channel_by_the_rate():
    """The mean over h w pixels has the gradient 1 / h w at each of them: after t steps x is x₀ + 0.05 t / h w."""
    states, g = imagenet_priors.climb("plain", [1], THREE)
    first, *_, last = (state.x for state in islice(states, 8))
    expected = np.zeros((1, 3, 1, 1))
    expected[0, 1] = 0.05 * 7 / 227**2
    np.testing.assert_allclose(g(last) - g(first), np.broadcast_to(expected, first.shape), atol=1e-6)


@PRIORS
def test_every_prior_climbs_its_own_unit_in_each_row(prior):
    at = (imagenet_priors.STEPS[prior],) if prior == "octaves" else (0, 4)
    (seen,) = deque(run(prior, [0, 2], 1e6 * THREE, at), maxlen=1)
    mean = seen.x[-1].mean(axis=(2, 3))
    assert list(mean.argmax(axis=1)) == [0, 2]
    assert seen.x.shape == (len(at), 2, 3, 227, 227)
    assert seen.t[-1] == at[-1]


def test_octaves_take_the_steps_they_say():
    steps, sizes = imagenet_priors.STEPS["octaves"], imagenet_priors.SIZES
    taken = [(state.t, state.x.shape[-1]) for state in imagenet_priors.climb("octaves", [0], THREE)[0]]
    assert [t for t, _ in taken] == list(range(steps + 1))
    assert list(dict.fromkeys(size for _, size in taken)) == list(sizes)


def test_a_walk_is_the_same_again_and_grows_as_it_is_looked_at():
    walks = [list(run("robust", [1], THREE, (0, 2, 3), seed=5)) for _ in range(2)]
    assert [len(seen.t) for seen in walks[0]] == [1, 2, 3]
    for a, b in zip(*walks, strict=True):
        np.testing.assert_array_equal(a.x, b.x)


def test_the_scores_are_those_of_what_is_shown():
    net = am.Function(lambda x: (3 * x, lambda d: 3 * d))
    (seen,) = deque(run("plain", [2], net, (1,)), maxlen=1)
    f, z = score_and_logits(net, seen.x[-1], [2])
    np.testing.assert_allclose(seen.score[-1], f)
    np.testing.assert_allclose(seen.p[-1, 0], am.probabilities(z)[0][seen.units[0]])
    np.testing.assert_allclose(255 * seen.x, np.rint(255 * seen.x), atol=1e-4)


def test_an_unknown_prior_says_which_there_are():
    for call in (lambda: stored("best"), lambda: imagenet_priors.climb("best", [0], THREE)):
        with pytest.raises(ValueError, match="choose one of 'plain', 'robust', 'Fourier', 'octaves'"):
            call()


def test_a_packed_picture_comes_back_nearly_and_noise_is_compressed_more():
    ramp = np.broadcast_to(np.linspace(0, 1, 227), (3, 227, 227)).astype(np.float32)
    assert np.abs(unpacked(packed(ramp)) - ramp).max() < 0.05
    red = np.zeros((3, 32, 32), np.float32)
    red[0, :, ::2] = 1  # colours that change from pixel to pixel are kept
    assert np.abs(unpacked(packed(red)) - red).max() < 0.2
    kinds = [packed(x)[:4] for x in (ramp, am.uniform((3, 227, 227)))]
    assert kinds == [b"\xff\xd8\xff\xe0", b"RIFF"]


@PRIORS
def test_the_stored_walks_are_whole(prior):
    seen = stored(prior)
    assert list(seen.units[:, 0]) == list(CLASSES.values())
    assert seen.t[-1] == imagenet_priors.STEPS[prior]
    assert seen.x.shape == (len(seen.t), 5, 3, 227, 227)
    assert all(seen.names[int(unit)] in repr(seen) for unit in seen.units[:, 0])
    assert not any(seen.names[int(unit)].startswith("class ") for unit in seen.units.ravel())
    assert (seen.p >= 0).all()
    assert (seen.p.sum(axis=2) <= 1 + 1e-5).all()


def test_nobody_changes_the_stored_walks_for_the_next_one():
    with pytest.raises(ValueError, match="read-only"):
        stored("plain").x[:] = 0.0


def test_what_the_lecture_says_of_them():
    """The plain walks reach thousands and show next to nothing; with priors every picture is taken for its class."""
    plain = stored("plain")
    assert plain.value[-1].min() > 100 * plain.score[-1].max()
    assert (plain.p[0, :, 0] > plain.p[1, :, 0]).all(), "a hundred steps show more than a thousand"
    for prior in ("robust", "Fourier", "octaves"):
        seen = stored(prior)
        assert seen.p[-1, :, 0].min() > 0.99
        assert (seen.value[-1] < 4 * seen.score[-1]).all()


@PRIORS
def test_the_stored_scores_are_what_the_network_says_of_the_stored_pictures(prior):
    pytest.importorskip("torch")
    try:
        weights = find("squeezenet")
    except FileMissing as error:
        pytest.skip(str(error))
    if weights.suffix != ".safetensors":
        pytest.skip("the stored walks were made with the weights of SqueezeNet's authors, and these are torchvision's")
    maps = am.zoo.squeezenet("classifier.1", path=weights)
    seen = stored(prior)
    f, z = score_and_logits(maps, seen.x[-1], seen.units[:, 0].tolist())
    p = np.take_along_axis(am.probabilities(z), seen.units, axis=1)
    np.testing.assert_allclose(f, seen.score[-1], atol=0.02, rtol=1e-3)
    np.testing.assert_allclose(p, seen.p[-1], atol=0.01)
