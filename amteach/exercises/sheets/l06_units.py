"""Exercises on units: the mean of a channel, the images that activate a unit most, an output with a target."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def channel_pullback(a, c, d):
    """Every position of the channel has the share 1/(h w) in its mean; the other channels have none."""
    carried = np.zeros(a.shape)
    for row in range(len(a)):
        carried[row, c, :, :] = d[row] / a[row, c].size
    return carried


def _layer(rng):
    """A layer at least as wide as it has channels, so that c is an index of a wrong axis as well."""
    n = integer(rng)
    channels = integer(rng)
    h = integer(rng)
    w = integer(rng, channels, 4)
    return numbers(rng, n, channels, h, w), integer(rng, 0, channels - 1), numbers(rng, n)


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
    difficulty=3,
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


def top_k(activations, unit, n):
    """Sort the images by how strongly they activate the unit, and take the first n."""
    images = sorted(range(len(activations)), key=lambda image: activations[image, unit], reverse=True)
    return images[:n]


def _are_the_highest(parts, args):
    """Of images that activate the unit equally, either may come first."""
    (images,) = parts
    activations, unit, n = args
    column = activations[:, unit]
    if not np.isin(images, np.arange(len(column))).all() or len(set(images.tolist())) < n:
        return False
    return bool((column[images.astype(int)] == np.sort(column)[::-1][:n]).all())


def _activations(rng):
    """Activations that all differ, of at least as many images as units."""
    units = integer(rng)
    images = integer(rng, units, 6)
    different = rng.permutation(images * units).reshape(images, units)
    return np.round(different / 10 - 0.4, 1), integer(rng, 0, units - 1), integer(rng, 1, images)


def _first(order):
    """The n images for which this number is smallest."""
    return lambda activations, unit, n: np.argsort(order(activations, unit))[:n]


TOP_K = Exercise(
    name="top-k",
    difficulty=1,
    question="Return the indices of the n images that activate the given unit most, highest first, shape (n,); "
    "activations has the shape (N, C), for N images and C units.",
    reference=top_k,
    inputs=_activations,
    axes={"activations": "N C"},
    valid=lambda activations, unit, n: 0 <= unit < activations.shape[1] and 1 <= n <= len(activations),
    accept=_are_the_highest,
    hints=(
        "The activations of this unit are the column `activations[:, unit]`.",
        "`np.argsort` returns indices, those of the smallest numbers first.",
        "Turn the order round with `[::-1]`, and take the first n: `[:n]`.",
    ),
    mistakes={
        "`np.argsort` begins with the smallest: those are the images that activate the unit least.": (
            _first(lambda a, unit: a[:, unit])
        ),
        "The right images, but the highest comes first: `[::-1]`.": lambda a, unit, n: np.argsort(a[:, unit])[-n:],
        "Those are the activations. The question asks for the *indices* of the images.": (
            lambda a, unit, n: np.sort(a[:, unit])[::-1][:n]
        ),
        "You sort the units of one image. Sort the images of one unit: the column `activations[:, unit]`.": (
            lambda a, unit, n: np.argsort(-a[unit])[:n]
        ),
        "You sort each row, the units of an image: `axis=0` runs over the images.": (
            lambda a, unit, n: np.argsort(-a, axis=1)[:n, unit]
        ),
        "You sort by |activation|. A very negative one is not strong.": _first(lambda a, unit: -np.abs(a[:, unit])),
        "You sort by all the units together. Sort by one of them.": _first(lambda a, unit: -a.sum(axis=1)),
        "Those are all the images, in the right order. Only the first n are asked: `[:n]`.": (
            lambda a, unit, n: np.argsort(-a[:, unit])
        ),
        "You begin at the second, and leave out the best.": lambda a, unit, n: np.argsort(-a[:, unit])[1 : n + 1],
    },
)


def regression_target(z, y):
    """Largest, and 0, where z = y; there the gradient is 0 as well."""
    value = [-((z_i - y) ** 2) for z_i in z]
    gradient = [-2 * (z_i - y) for z_i in z]
    return value, gradient


TARGET = Exercise(
    name="regression-target",
    difficulty=1,
    question="The output z, shape (n,), of a regression network is to come to the target y, a number. Return the value "
    "of the objective −(z − y)², shape (n,), and its gradient with respect to z, shape (n,).",
    reference=regression_target,
    inputs=lambda rng: (numbers(rng, integer(rng)), float(numbers(rng))),
    parts=("value", "gradient"),
    axes={"z": "n"},
    hints=(
        "We maximise: the objective is largest where z = y. How large is it there?",
        "The derivative of u² is 2u, and the minus stays.",
        "−(z − y)² and −2(z − y). In Python, `-u**2` is −(u²).",
    ),
    mistakes={
        "That is the squared error, a loss, which is to become small. We maximise: −(z − y)².": (
            lambda z, y: ((z - y) ** 2, 2 * (z - y))
        ),
        "Your gradient points away from the target: where z is below y, it must be positive.": (
            lambda z, y: (-((z - y) ** 2), 2 * (z - y))
        ),
        "In the gradient the minus and the 2 are missing: the derivative of −u² is −2u.": (
            lambda z, y: (-((z - y) ** 2), z - y)
        ),
        "In the gradient a 2 is missing: the derivative of u² is 2u.": lambda z, y: (-((z - y) ** 2), y - z),
        "That is −|z − y|. Its gradient has the same length everywhere, and does not get smaller near the target.": (
            lambda z, y: (-np.abs(z - y), -np.sign(z - y))
        ),
        "Your value is −|z − y|. The difference is to be squared.": lambda z, y: (-np.abs(z - y), -2 * (z - y)),
        "`(-u)**2` is u²: the minus belongs outside, `-(u**2)`.": lambda z, y: ((z - y) ** 2, -2 * (z - y)),
        "You climb −½(z − y)², which is largest at the same place. The objective asked for has no ½.": (
            lambda z, y: (-((z - y) ** 2) / 2, -(z - y))
        ),
        "You add up the whole batch. Every row has an objective of its own.": (
            lambda z, y: (-((z - y) ** 2).sum(), -2 * (z - y))
        ),
        "You take the mean over the batch, as a loss does. Every row has an objective of its own.": (
            lambda z, y: (-((z - y) ** 2).mean(), -2 * (z - y) / len(z))
        ),
    },
)
