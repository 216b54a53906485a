"""Exercises on the way back from the inside: through the mean of a channel, and through a ReLU in three ways."""

from __future__ import annotations

import numpy as np

from ..exercise import Exercise
from ..inputs import around_relu, numbers, size


def channel_pullback(a, c, d):
    """Every position of the channel has the share 1/(h w) in its mean; the other channels have none."""
    carried = np.zeros(a.shape)
    for row in range(len(a)):
        carried[row, c, :, :] = d[row] / a[row, c].size
    return carried


def _layer(rng):
    n, channels, h = size(rng), size(rng), size(rng)
    return numbers(rng, n, channels, h, size(rng, channels, 4)), size(rng, 0, channels - 1), numbers(rng, n)


def _at(a, c, values, axis=1):
    """Zeros of the shape of a, with these values at index c of one axis."""
    carried = np.zeros(a.shape)
    np.moveaxis(carried, axis, 0)[c % a.shape[axis]] = values
    return carried


def _column(a, d):
    """d / (h w), in the shape (n, 1, 1), so that each row meets its own."""
    return d[:, None, None] / a[0, 0].size


CHANNEL = Exercise(
    name="channel-pullback",
    question="The objective is the mean of channel c of a layer a, shape (n, C, h, w), over its positions: one number "
    "per row. Carry the gradient d there, shape (n,), back to the layer, shape (n, C, h, w).",
    reference=channel_pullback,
    inputs=_layer,
    axes={"a": "n C h w", "d": "n"},
    valid=lambda a, c, d: 0 <= c < a.shape[1],
    hints=(
        "Which of the activations does the mean depend on, and how strongly on each of them?",
        "There are h · w positions, and each has the share 1/(h w). On the other channels the gradient is 0.",
        "Begin with `np.zeros(a.shape)`, and set its `[:, c]` to `d[:, None, None] / (h * w)`.",
    ),
    mistakes={
        "That is the way back from the channel's *sum*. In the mean each position has the share 1/(h w).": (
            lambda a, c, d: _at(a, c, d[:, None, None])
        ),
        "You divide by C h w. The mean is over the positions of one channel: h w of them.": (
            lambda a, c, d: _at(a, c, _column(a, d) / a.shape[1])
        ),
        "You divide by n h w. Each row of the batch has a mean of its own.": (
            lambda a, c, d: _at(a, c, _column(a, d) / len(a))
        ),
        "You fill all the channels. The mean of channel c does not feel the others: there the gradient is 0.": (
            lambda a, c, d: np.zeros(a.shape) + _column(a, d)[:, None]
        ),
        "You fill a column of each picture: the last axis is the width. Channels are axis 1.": (
            lambda a, c, d: _at(a, c, _column(a, d), axis=3)
        ),
        "You fill a picture of the batch: axis 0 is the batch, and channels are axis 1.": (
            lambda a, c, d: _at(a, c, _column(a, d[[c % len(d)]]), axis=0)
        ),
        "You add up d over the batch. Each row gets back its own: `d[:, None, None]`.": (
            lambda a, c, d: _at(a, c, d.sum() / a[0, 0].size)
        ),
        "d is missing: the chain rule multiplies by it.": lambda a, c, d: _at(a, c, 1 / a[0, 0].size),
        "You multiply by the activations. The derivative of a mean does not depend on what is averaged.": (
            lambda a, c, d: _at(a, c, a[:, c] * _column(a, d))
        ),
    },
)


def three_relus(x, d):
    """Plain asks whether the ReLU was open, deconv whether d is positive, and guided asks both."""
    plain, deconv, guided = np.zeros(x.shape), np.zeros(x.shape), np.zeros(x.shape)
    for i, j in np.ndindex(x.shape):
        if x[i, j] > 0:
            plain[i, j] = d[i, j]
        if d[i, j] > 0:
            deconv[i, j] = d[i, j]
        if x[i, j] > 0 and d[i, j] > 0:
            guided[i, j] = d[i, j]
    return plain, deconv, guided


def _passed(plain, deconv, guided):
    """d where each of the three lets it pass."""
    return lambda x, d: (d * plain(x, d), d * deconv(x, d), d * guided(x, d))


def _open(x, d):
    return x > 0


def _up(x, d):
    return d > 0


def _both(x, d):
    return (x > 0) & (d > 0)


THREE_RELUS = Exercise(
    name="three-relus",
    question="x is the input of a ReLU, d what comes back to its output. Return what three rules carry on to x: "
    "plain, the gradient; deconv; guided; all (n, m).",
    reference=three_relus,
    inputs=around_relu,
    parts=("plain", "deconv", "guided"),
    axes={"x": "n m", "d": "n m"},
    hints=(
        "Each rule lets d pass at some entries, and puts 0 at the others. Which entries?",
        "The gradient looks at x: was the ReLU open? Deconv looks at d alone. Guided wants both.",
        "d where x > 0; d where d > 0; d where x > 0 and d > 0.",
    ),
    mistakes={
        "Plain and deconv have changed places: the gradient asks whether the ReLU was open, x > 0.": (
            _passed(_up, _open, _both)
        ),
        "Deconv and guided have changed places: guided asks for both.": _passed(_open, _both, _up),
        "All three are the gradient. Deconv and guided are other rules, and that is why their pictures lie.": (
            _passed(_open, _open, _open)
        ),
        "Your deconv asks about x as well, and so it is guided. Deconv looks at d alone.": _passed(_open, _both, _both),
        "Your guided looks at d alone, and so it is deconv. Guided also asks whether the ReLU was open.": (
            _passed(_open, _up, _up)
        ),
        "Your guided is the gradient. It also stops what is negative in d.": _passed(_open, _up, _open),
        "Your guided lets d pass where *one* of the two is positive. It asks for both.": (
            _passed(_open, _up, lambda x, d: (x > 0) | (d > 0))
        ),
        "Your guided asks whether x d > 0. But that is so as well where both are negative.": (
            _passed(_open, _up, lambda x, d: x * d > 0)
        ),
        "At x = 0 you let d pass. Convention, as in torch, shuts the ReLU there.": (
            _passed(lambda x, d: x >= 0, _up, lambda x, d: (x >= 0) & (d > 0))
        ),
        "Those are the masks. What passes through them is d.": (
            lambda x, d: (1.0 * _open(x, d), 1.0 * _up(x, d), 1.0 * _both(x, d))
        ),
    },
)
