"""Exercises on attacks: one step in a ball about a picture, and the shortest way across a boundary."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def attack_step(x, c, g, rate, radius):
    """A step along the unit gradient; then back into the ball about c; then back into 0 … 1."""
    x = x + rate * g / np.linalg.norm(g)
    push = x - c
    if np.linalg.norm(push) > radius:
        push = push * radius / np.linalg.norm(push)
    return np.clip(c + push, 0, 1)


def _near_a_picture(rng):
    """A picture c, and an x in the ball about it."""
    d = integer(rng, 2, 3)
    c = np.round(rng.uniform(0, 1, d), 1)
    radius = positive(rng, 0.1, 0.6)
    way = rng.normal(size=d)
    x = np.clip(np.round(c + rng.uniform(0, radius) * way / np.linalg.norm(way), 2), 0, 1)
    return x, c, numbers(rng, d), positive(rng, 0.1, 0.8), radius


def _projected(push, radius):
    """The nearest push that is no longer than the radius."""
    length = np.linalg.norm(push)
    return push * min(1.0, radius / length) if length else push


def _unit(g):
    return g / np.linalg.norm(g)


STEP = Exercise(
    name="attack-step",
    question="x, shape (d,), lies near a picture c. Make one step of an L2 attack: of length rate along the gradient "
    "g, back to the nearest point with ‖x − c‖ ≤ radius, and then into 0 … 1. Return the new x.",
    reference=attack_step,
    inputs=_near_a_picture,
    axes={"x": "d", "c": "d", "g": "d"},
    valid=lambda x, c, g, rate, radius: g.any() and rate > 0 and radius > 0 and c.min() >= 0 and c.max() <= 1,
    hints=(
        "Three lines: a step, a projection on the ball about c, a clip. What is the nearest point of a ball?",
        "The push is x − c. If it is longer than the radius, shorten it to the radius, and keep its direction.",
        "`push = push * radius / np.linalg.norm(push)` where it is too long, and `np.clip(c + push, 0, 1)`.",
    ),
    bounds=(0.0, 1.0),
    mistakes={
        "The gradient's length is still in your step. Divide it out: the step has the length rate.": (
            lambda x, c, g, rate, radius: np.clip(c + _projected(x + rate * g - c, radius), 0, 1)
        ),
        "Your ball is about 0. It is about the picture c: shorten x − c, and add c again.": (
            lambda x, c, g, rate, radius: np.clip(_projected(x + rate * _unit(g), radius), 0, 1)
        ),
        "You shorten the step. It is the whole way from c, x − c, that must not be longer than the radius.": (
            lambda x, c, g, rate, radius: np.clip(x + _projected(rate * _unit(g), radius), 0, 1)
        ),
        "You put x on the sphere even where it lies within the ball. There it stays where it is.": (
            lambda x, c, g, rate, radius: np.clip(c + radius * _unit(x + rate * _unit(g) - c), 0, 1)
        ),
        "That is the ball of L∞: each pixel for itself. In L2 the whole push is shortened.": (
            lambda x, c, g, rate, radius: np.clip(np.clip(x + rate * _unit(g), c - radius, c + radius), 0, 1)
        ),
        "That is the step of L∞, along the sign of g. In L2 it goes along g.": (
            lambda x, c, g, rate, radius: np.clip(c + _projected(x + rate * np.sign(g) - c, radius), 0, 1)
        ),
        "That goes downhill. We maximise: `x + rate * g / np.linalg.norm(g)`.": (
            lambda x, c, g, rate, radius: np.clip(c + _projected(x - rate * _unit(g) - c, radius), 0, 1)
        ),
        "First into the ball, then into 0 … 1. What is clipped first is not the step's nearest point of the ball.": (
            lambda x, c, g, rate, radius: c + _projected(np.clip(x + rate * _unit(g), 0, 1) - c, radius)
        ),
        "The clip is missing: a pixel is between 0 and 1.": (
            lambda x, c, g, rate, radius: c + _projected(x + rate * _unit(g) - c, radius)
        ),
    },
)


def smallest_push(W, x, k, j):
    """On the boundary z_k = z_j; the shortest way there goes along the gradient of z_j − z_k, which is w_j − w_k."""
    ahead = (W @ x)[k] - (W @ x)[j]
    way = W[j] - W[k]
    return ahead * way / (way @ way)


def _linear_net(rng):
    classes = integer(rng, 2, 3)
    d = integer(rng, 2, 3)
    k = integer(rng, 0, classes - 1)
    W = numbers(rng, classes, d)
    j = (k + 1) % classes
    if (W[j] == W[k]).all():  # then no push changes which of the two is ahead
        W[j, 0] += 0.5
    return W, numbers(rng, d), k, j


PUSH = Exercise(
    name="smallest-push",
    difficulty=3,
    question="A linear net has the logits z = Wx, with W of shape (K, d), and x has shape (d,). Return the shortest "
    "push r, shape (d,), after which class j is level with class k: z_j(x + r) = z_k(x + r).",
    reference=smallest_push,
    inputs=_linear_net,
    axes={"W": "K d", "x": "d"},
    valid=lambda W, x, k, j: 0 <= k < len(W) and 0 <= j < len(W) and bool((W[j] != W[k]).any()),
    hints=(
        "Which way does z_j − z_k grow fastest? That is its gradient with respect to x.",
        "The gradient is w_j − w_k. With r = t (w_j − w_k), how large must t be for z_j − z_k to reach 0?",
        "t = (z_k − z_j) / ‖w_j − w_k‖².",
    ),
    mistakes={
        "Turn it round: that push puts k twice as far ahead of j.": lambda W, x, k, j: -smallest_push(W, x, k, j),
        "You divide by ‖w_j − w_k‖, and its square belongs there: t (w_j − w_k) gains t ‖w_j − w_k‖².": (
            lambda W, x, k, j: ((W[k] - W[j]) @ x) * (W[j] - W[k]) / np.linalg.norm(W[j] - W[k])
        ),
        "That is the unit vector of the push. How far along it must one go?": (
            lambda W, x, k, j: (W[j] - W[k]) / np.linalg.norm(W[j] - W[k])
        ),
        "You go along w_j. What must grow is z_j − z_k, and its gradient is w_j − w_k.": (
            lambda W, x, k, j: ((W[k] - W[j]) @ x) * W[j] / (W[j] @ W[j] or 1.0)
        ),
        "That is the length of the shortest push. The push itself is a vector of shape (d,).": (
            lambda W, x, k, j: abs((W[k] - W[j]) @ x) / np.linalg.norm(W[j] - W[k])
        ),
        "That is x after the push. Return the push alone.": lambda W, x, k, j: x + smallest_push(W, x, k, j),
    },
)
