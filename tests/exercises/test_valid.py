"""The search for the smallest counterexample stays among arguments that make sense: which do, and which just do not."""

import numpy as np
import pytest

from amteach.exercises import EXERCISES
from amteach.exercises.mistakes import right_parts

x = np.array([[1.0, 2.0]])
w = np.array([1.0, 2.0])
image = np.full((1, 1, 3, 4), 0.5)
layer = np.ones((1, 2, 2, 2))
eye = np.eye(2)
labels = np.array([1, 2])

# exercise: (arguments that only just make sense, arguments of which one thing is out of its range)
TABLE = {
    "linear-optimum": ([(w, 0.1)], [(w, 0), (w, -0.1)]),
    "linear-gradient": ([(x, w, 0.0, 0.1)], [(x, w, 0.0, 0), (x, w, 0.0, -0.1)]),
    "step-size": ([(0.1,)], [(0,), (-0.1,)]),
    "ascent-steps": (
        [(x, w, 0.1, 0.1, 0)],
        [(x, w, 0, 0.1, 0), (x, w, 0.1, 0, 0), (x, w, 0.1, 0.1, -1), (x, w, -0.1, -0.1, 0)],
    ),
    "penalty-to-radius": ([(0.1,)], [(0,), (-0.1,)]),
    "project-to-ball": ([(x, 0.1)], [(x, 0), (x, -0.1)]),
    "basin": ([(w, 0.1), (-w, 0.1)], [(w, 0), (w, -0.1), (np.ones(2), 0.1)]),
    "chain-rule": ([(w, eye, eye, 0), (w, eye, eye, 1)], [(w, eye, eye, -1), (w, eye, eye, 2)]),
    "confidence": ([(x, 0), (x, 1)], [(x, -1), (x, 2), (x[:, :1], 0)]),
    "border-to-zero": (
        [(image[..., :3],), (0 * image,), (2 * image,)],
        [(image[..., :2],), (image[:, :, :2],), (image - 0.6,), (image + 0.6,)],
    ),
    "softmax-gradient": ([(x, 0), (x, 1)], [(x, -1), (x, 2), (x[:, :1], 0)]),
    "log-softmax-gradient": ([(x, 0), (x, 1)], [(x, -1), (x, 2), (x[:, :1], 0)]),
    "margin": ([(x, 0), (x, 1)], [(x, -1), (x, 2), (x[:, :1], 0)]),
    "tv-gradient": ([(x,)], [(x[:, :1],)]),
    "low-pass-step": (
        [(w, eye, w, 0.1), (w, eye[::-1], w, 0.1)],
        [
            (w, eye, w, 0),
            (w, eye, 0 * w, 0.1),
            (w, 2 * eye, w, 0.1),
            (w, np.array([[1.0, 1.0], [0.0, -1.0]]), w, 0.1),
            (w[:1], eye, w[:1], 0.1),
        ],
    ),
    "blur-operator-or-transform": ([(w, w, eye, 0.1)], [(w, w, eye, 0), (w[:1], w[:1], eye, 0.1)]),
    "penalty-or-decay": ([(0.5, 0.9)], [(0.5, 1.0), (0.5, 1.1), (0, 0.1), (0.1, 0), (-0.1, 0.1), (0.1, -0.1)]),
    "channel-pullback": ([(layer, 0, w[:1]), (layer, 1, w[:1])], [(layer, -1, w[:1]), (layer, 2, w[:1])]),
    "top-k": (
        [(x.T, 0, 1), (x.T, 0, 2), (x, 1, 1)],
        [(x.T, 0, 0), (x.T, 0, 3), (x, -1, 1), (x, 2, 1)],
    ),
    "nearest-mean": (
        [(x.T, w[:1], eye, 1), (x.T, w[:1], eye, 2)],
        [(x.T, w[:1], eye, 0), (x.T, w[:1], eye, 3), (x.T, np.array([1.5]), eye, 1)],
    ),
    "mean-distance": ([(eye,)], [(x,)]),
    "unlike-reference": ([(x, w)], [(0 * x, w), (x, 0 * w), (np.array([[1.0, 0.0], [0.0, 0.0]]), w)]),
    "dropout-both-ways": (
        [(eye, eye, 0, eye), (eye, eye, 0.9, eye)],
        [(eye, eye, 1, eye), (eye, eye, -0.1, eye), (eye, 2 * eye, 0.5, eye), (eye, eye / 2, 0.5, eye)],
    ),
    "langevin-step": ([(x, x, x, 0.1)], [(x, x, x, 0), (x, x, x, -0.1)]),
    "mala-acceptance": ([(x, x, 0.1)], [(x, x, 0), (x, x, -0.1)]),
    "implied-log-p": ([(x, 0.0)], [(x[:, :1], 0.0)]),
    "three-terms": (
        [(x, x, x, x, np.ones(3), 0.1)],
        [(x, x, x, x, np.ones(3), 0), (x, x, x, x, np.array([1.0, 0.0, 1.0]), 1.0)],
    ),
    "best-denoiser": ([(x, w, 0.1, 0.1)], [(x, w, 0, 0.1), (x, w, 0.1, 0), (x, w, -0.1, 0.1)]),
    "is-it-a-copy": ([(x, eye)], [(x, x), (np.zeros((1, 2)), eye), (np.array([[3.0, 3.0]]), eye)]),
    "attack-step": (
        [(w, eye[0], w, 0.1, 0.1)],
        [
            (w, eye[0], 0 * w, 0.1, 0.1),
            (w, eye[0], w, 0, 0.1),
            (w, eye[0], w, 0.1, 0),
            (w, 1.1 * eye[0], w, 0.1, 0.1),
            (w, eye[0] - 0.1, w, 0.1, 0.1),
        ],
    ),
    "smallest-push": (
        [(eye, w, 0, 1), (eye, w, 1, 0), (np.array([[1.0, 2.0], [1.0, 3.0]]), w, 0, 1)],
        [(eye, w, 0, 0), (eye, w, -1, 0), (eye, w, 0, -1), (eye, w, 2, 0), (eye, w, 0, 2), (np.ones((2, 2)), w, 0, 1)],
    ),
    "shifted-gradients": (
        [(eye, eye[0], 0, w), (eye, eye[1], 1, w)],
        [(eye, eye[0], -1, w), (eye, eye[0], 2, w), (eye, w, 0, w), (eye, np.array([2.0, -1.0]), 0, w)],
    ),
    "trace-from-three-values": ([(w, w, 0.0, 0.1)], [(w, w, 0.0, 0), (w, w, 0.0, -0.1)]),
    "any-of-these": ([(x, eye[0]), (x, np.ones(2))], [(x, np.zeros(2)), (x, w)]),
    "colour-pullback": ([(layer, 0.4 * eye, layer)], [(layer, 0.3 * eye, layer), (layer[:, :1], eye, layer[:, :1])]),
    "standardize-pullback": ([(layer, w, 0.1 * w, layer)], [(layer, w, 0 * w, layer), (layer, w, -w, layer)]),
    "wilson-interval": ([(0, 1), (1, 1)], [(0, 0), (-1, 1), (2, 1)]),
    "paste-square": (
        [(image, 1), (0 * image, 1), (2 * image, 1)],
        [(image, 0), (image, 2), (image - 0.6, 1), (image + 0.6, 1)],
    ),
    "flip-rate": ([(labels, labels, 1), (labels, labels, 3)], [(labels[:1], labels[:1], 1)]),
    "layer-norm-pullback": (
        [(np.array([[1.0, 2.0, 3.0]]), np.ones((1, 3)))],
        [(x, x), (np.ones((1, 3)), np.ones((1, 3))), (np.array([[1.0, 1.1, 1.2]]), np.ones((1, 3)))],
    ),
    "patches-and-back": (
        [(layer[0], layer[:, 0].reshape(1, 1, 4).repeat(2, 0), 2), (layer[0], np.ones((2, 4, 1)), 1)],
        [(layer[0], np.ones((2, 4, 1)), 2), (layer[0], np.ones((2, 4, 1)), 0), (image[0], np.ones((1, 3, 4)), 2)],
    ),
    "neuron-and-direction": (
        [(eye, labels, 0, w, 1), (eye, labels, 1, w, 2)],
        [
            (eye, labels, 0, w, 0),
            (eye, labels, 0, w, 3),
            (eye, labels, 2, w, 1),
            (eye, labels, -1, w, 1),
            (eye, labels / 2, 0, w, 1),
            (eye, -labels, 0, w, 1),
            (eye, labels, 0, np.ones(2), 1),
            (0 * eye, labels, 0, w, 1),
        ],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_only_just_makes_sense_is_valid_and_what_just_does_not_is_not(name):
    exercise = EXERCISES[name]
    sensible, senseless = TABLE[name]
    for args in sensible:
        assert exercise.valid(*args), args
        assert all(np.isfinite(part).all() for part in right_parts(exercise, exercise.reference(*args))), args
    for args in senseless:
        assert not exercise.valid(*args), args
