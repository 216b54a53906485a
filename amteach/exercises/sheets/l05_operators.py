"""Exercises on priors inside f and outside: a transform and an operator, the way back through a shift, a decay."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def blur_two_ways(x, w, K, rate):
    """Inside f the gradient comes back through K; outside, all of x is blurred again at each step."""
    transform = x + rate * (K.T @ w)
    operator = K @ (x + rate * w)
    return transform, operator


def _blurred(rng):
    d = integer(rng, 2, 3)
    return numbers(rng, d), numbers(rng, d), np.round(rng.uniform(0, 1, (d, d)), 1), positive(rng)


BLUR = Exercise(
    name="blur-operator-or-transform",
    question="f(x) = w·x, and the matrix K, shape (d, d), blurs. Return where one step of ascent leads from x, shape "
    "(d,): with the transform K inside, climbing f(Kx), and with the operator K outside, climbing f and then x ← Kx; "
    "rate is η.",
    reference=blur_two_ways,
    inputs=_blurred,
    parts=("transform", "operator"),
    axes={"x": "d", "w": "d"},
    valid=lambda x, w, K, rate: K.shape == (len(x), len(x)) and rate > 0,
    hints=(
        "A transform is a part of f, and is differentiated. An operator acts on x after the step, and is not.",
        "f(Kx) = w·(Kx) = (Kᵀw)·x. What is its gradient with respect to x?",
        "x + ηKᵀw for the transform, K(x + ηw) for the operator.",
    ),
    mistakes={
        "The two have changed places: the transform is differentiated, the operator blurs what the step has left.": (
            lambda x, w, K, rate: (K @ (x + rate * w), x + rate * (K.T @ w))
        ),
        "The gradient comes back through the *transpose* of K: f(Kx) = w·(Kx) = (Kᵀw)·x.": (
            lambda x, w, K, rate: (x + rate * (K @ w), K @ (x + rate * w))
        ),
        "With the transform x itself stays sharp: f sees Kx, but it is x that moves.": (
            lambda x, w, K, rate: (K @ x + rate * (K.T @ w), K @ (x + rate * w))
        ),
        "On the way back through the transform you forgot K: the gradient of w·(Kx) is not w.": (
            lambda x, w, K, rate: (x + rate * w, K @ (x + rate * w))
        ),
        "You blur the step alone. The operator comes after it, and blurs x and the step together.": (
            lambda x, w, K, rate: (x + rate * (K.T @ w), x + rate * (K @ w))
        ),
        "You blur x and then make the step. The operator comes *after* the step.": (
            lambda x, w, K, rate: (x + rate * (K.T @ w), K @ x + rate * w)
        ),
        "An operator is not differentiated: the gradient of f is w, with no Kᵀ.": (
            lambda x, w, K, rate: (x + rate * (K.T @ w), K @ (x + rate * (K.T @ w)))
        ),
    },
)


def shift_pullback(d, dy, dx):
    """Pixel (i, j) of x has gone to (i + dy, j + dx) of y: its gradient is to be fetched from there."""
    n, h, w = d.shape
    carried = np.zeros((n, h, w))
    for i, j in np.ndindex(h, w):
        carried[:, i, j] = d[:, (i + dy) % h, (j + dx) % w]
    return carried


def _rolled(d, *shift):
    """The pictures rolled down and to the right by (rows, columns)."""
    return np.roll(d, shift, axis=(1, 2))


def _pictures(rng):
    n = integer(rng)
    h = integer(rng)
    w = integer(rng)
    return numbers(rng, n, h, w), integer(rng, -2, 2), integer(rng, -2, 2)


SHIFT_PULLBACK = Exercise(
    name="shift-pullback",
    question="Carry the gradient d at the output of y = `np.roll(x, (dy, dx), axis=(1, 2))` back to its input x; "
    "x, y and d have the shape (n, h, w).",
    reference=shift_pullback,
    inputs=_pictures,
    axes={"d": "n h w"},
    hints=(
        "Where in y is the pixel that was at (0, 0) in x? That is where its gradient lies.",
        "The picture went dy down and dx to the right. The gradient comes back.",
        "Roll d by (−dy, −dx).",
    ),
    mistakes={
        "You shift the gradient the same way once more: it ends up twice as far from the pixel it belongs to.": (
            lambda d, dy, dx: _rolled(d, dy, dx)
        ),
        "You leave the gradient where it is: each pixel is told what is good for another one.": lambda d, dy, dx: d,
        "Up and down you shift back, to the left and to the right not.": lambda d, dy, dx: _rolled(d, -dy, 0),
        "To the left and to the right you shift back, up and down not.": lambda d, dy, dx: _rolled(d, 0, -dx),
        "dy and dx have changed places: rows, the height, come first.": lambda d, dy, dx: _rolled(d, -dx, -dy),
        "Your axes are 0 and 1: that mixes the pictures of the batch. Rows and columns are the axes 1 and 2.": (
            lambda d, dy, dx: np.roll(d, (-dy, -dx), axis=(0, 1))
        ),
        "Without `axis=(1, 2)`, `np.roll` rolls one long line.": lambda d, dy, dx: np.roll(d, (-dy, -dx)),
    },
)


def penalty_as_decay(penalty, rate):
    """(1 − 2ηλ) x + ηg is to be (1 − c) x + (1 − c) η′g: compare what stands before x, and what before g."""
    share = 2 * rate * penalty
    new_rate = rate / (1 - share)
    return share, new_rate


def _penalty_and_rate(rng):
    """A rate below 1/(2λ), where the share is below 1."""
    penalty = positive(rng)
    return penalty, float(np.round(rng.uniform(0.05, 0.45) / penalty, 3))


PENALTY_OR_DECAY = Exercise(
    name="penalty-or-decay",
    question="A step of ascent on f − λ‖x‖² with the rate η leads to x + η(g − 2λx), with g = ∇f. A step on f alone "
    "and then a decay leads to (1 − c)(x + η′g). Return the share c and the rate η′ that make the two equal for all "
    "x and g; penalty is λ, rate is η.",
    reference=penalty_as_decay,
    inputs=_penalty_and_rate,
    parts=("share", "new rate"),
    valid=lambda penalty, rate: penalty > 0 and rate > 0 and 2 * penalty * rate < 1,
    hints=(
        "Sort both by x and g. What stands before x, and what before g?",
        "Before x: 1 − 2ηλ must be 1 − c. Before g: η must be (1 − c) η′.",
        "c = 2ηλ, and η′ = η / (1 − c).",
    ),
    mistakes={
        "The share is right. But the decay comes after the step and shrinks it as well: η′ must make up for that.": (
            lambda penalty, rate: (2 * penalty * rate, rate)
        ),
        "The share is right, but η′ goes the wrong way: the decay shrinks the step, so η′ is larger than η.": (
            lambda penalty, rate: (2 * penalty * rate, rate * (1 - 2 * penalty * rate))
        ),
        "A 2 is missing: the gradient of λ‖x‖² is 2λx.": lambda p, rate: (p * rate, rate / (1 - p * rate)),
        "In the share a 2 is missing: the gradient of λ‖x‖² is 2λx.": lambda penalty, rate: (penalty * rate, rate),
        "That is what remains of x, 1 − 2ηλ. The share c is what is taken away.": (
            lambda penalty, rate: (1 - 2 * penalty * rate, rate / (1 - 2 * penalty * rate))
        ),
        "η is missing in the share: with a smaller step the penalty takes away less.": (
            lambda penalty, rate: (2 * penalty, rate / (1 - 2 * penalty))
        ),
        "λ is not a share. In one step the penalty takes away 2ηλ of x.": lambda penalty, rate: (penalty, rate),
    },
)
