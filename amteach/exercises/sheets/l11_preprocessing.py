"""Exercises on both ends of the picture: the units that a network takes it in, and what is left of it on a screen."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def standardized(x, mean, std, d):
    """Each channel has its mean and its standard deviation; going back, only the factor 1/std is left of them."""
    y = np.zeros(x.shape)
    carried = np.zeros(x.shape)
    for c in range(x.shape[1]):
        y[:, c] = (x[:, c] - mean[c]) / std[c]
        carried[:, c] = d[:, c] / std[c]
    return y, carried


def _pictures(rng):
    n = integer(rng)
    c = integer(rng, 2, 3)
    h = integer(rng)
    w = integer(rng, 1, 4)
    mean = np.round(rng.uniform(0.3, 0.7, c), 1)
    std = np.round(rng.uniform(0.2, 2, c), 1)
    return numbers(rng, n, c, h, w, sd=1), mean, std, numbers(rng, n, c, h, w)


def _by_channel(a):
    """One number for each channel, as (c, 1, 1), so that each meets its own."""
    return np.asarray(a)[:, None, None]


def _back(carried):
    """The right y beside another way back."""
    return lambda x, mean, std, d: (
        standardized(x, mean, std, d)[0],
        carried(x, _by_channel(mean), _by_channel(std), d),
    )


def _with(y):
    """Another y beside the right way back."""
    return lambda x, mean, std, d: (y(x, _by_channel(mean), _by_channel(std)), standardized(x, mean, std, d)[1])


STANDARDIZED = Exercise(
    name="standardize-pullback",
    question="The network takes y = (x − mean) / std, channel by channel. From the pictures x, shape (n, c, h, w), "
    "mean and std, shape (c,), and the gradient d that comes back to y, shape (n, c, h, w), return y, and the gradient "
    "at x.",
    reference=standardized,
    inputs=_pictures,
    parts=("y", "gradient"),
    axes={"x": "n c h w", "mean": "c", "std": "c", "d": "n c h w"},
    valid=lambda x, mean, std, d: std.min() > 0,
    hints=(
        "Channels are axis 1: `mean[:, None, None]` has the shape (c, 1, 1), and so each channel meets its own.",
        "What does y gain when x grows by a little? That is the factor by which d comes back.",
        "∂y/∂x = 1/std in each channel, so the gradient at x is d / std; the mean has no part in it.",
    ),
    mistakes={
        "You carry back (d − mean) / std. The mean moves y, and does not change how y answers to x.": (
            _back(lambda x, mean, std, d: (d - mean) / std)
        ),
        "Your gradient is d itself. Where x grows by 1, y grows by 1/std.": _back(lambda x, mean, std, d: d),
        "You undo the division on the way back: d · std. The chain rule multiplies by ∂y/∂x, which is 1/std.": (
            _back(lambda x, mean, std, d: d * std)
        ),
        "You divide by std twice on the way back: once is ∂y/∂x.": _back(lambda x, mean, std, d: d / std**2),
        "Your gradient is multiplied by x. The derivative of (x − mean)/std does not depend on x.": (
            _back(lambda x, mean, std, d: d * x / std)
        ),
        "You divide first, and then subtract the mean: x / std − mean.": _with(lambda x, mean, std: x / std - mean),
        "You divide by the variance, std². The question has the division by std.": (
            _with(lambda x, mean, std: (x - mean) / std**2)
        ),
        "Your y is the way back to pictures, x · std + mean. The question asks for the way to the network.": (
            _with(lambda x, mean, std: x * std + mean)
        ),
        "The mean is not subtracted.": _with(lambda x, mean, std: x / std),
    },
)


def walked_and_shown(x, w):
    """What lies outside of 0 … 1 is cut off before the picture is shown, and so before it is scored."""
    walked = np.zeros(len(x))
    shown = np.zeros(len(x))
    for row in range(len(x)):
        for i in range(x.shape[1]):
            walked[row] += w[i] * x[row, i]
            shown[row] += w[i] * min(max(x[row, i], 0.0), 1.0)
    return walked, shown


def _far_out(rng):
    d = integer(rng, 2, 4)
    return numbers(rng, integer(rng), d), numbers(rng, d)


def _shown_as(change):
    """The right score of the walk's x beside that of another picture."""
    return lambda x, w: (walked_and_shown(x, w)[0], change(x) @ w)


def _stretched(x, low, high):
    """From low … high to 0 … 1."""
    span = high - low
    return (x - low) / np.where(span > 0, span, 1)


SHOWN = Exercise(
    name="score-what-is-shown",
    difficulty=1,
    question="A walk on f(x) = w·x has left the range of pictures. For each row of x, shape (n, d), return f(x), and f "
    "of the picture that can be shown, whose pixels are cut off at 0 and 1; both (n,).",
    reference=walked_and_shown,
    inputs=_far_out,
    parts=("walked", "shown"),
    axes={"x": "n d", "w": "d"},
    hints=(
        "A screen knows nothing darker than 0 and nothing brighter than 1. What becomes of a pixel of 3?",
        "First the picture is made displayable, and then it is scored; the other way round nothing changes.",
        "`x @ w`, and `np.clip(x, 0, 1) @ w`.",
    ),
    mistakes={
        "You cut off the *score*. It is the pixels that are cut off, before f looks at them.": (
            lambda x, w: (x @ w, np.clip(x @ w, 0, 1))
        ),
        "You stretch each picture from its lowest value to its highest. That is another picture, with other colours.": (
            _shown_as(lambda x: _stretched(x, x.min(axis=1, keepdims=True), x.max(axis=1, keepdims=True)))
        ),
        "You stretch all the pictures together, from the lowest value of the batch to the highest. Cut off is asked.": (
            _shown_as(lambda x: _stretched(x, x.min(), x.max()))
        ),
        "You cut off at −1 and 1. Black is 0.": _shown_as(lambda x: np.clip(x, -1, 1)),
        "You cut off below 0 only. Above white is cut off as well.": _shown_as(lambda x: np.maximum(x, 0)),
        "You cut off above 1 only. Below black is cut off as well.": _shown_as(lambda x: np.minimum(x, 1)),
        "You take pixels outside of 0 … 1 for black. A pixel above 1 is shown as white.": (
            _shown_as(lambda x: np.where((x < 0) | (x > 1), 0, x))
        ),
        "Both are f of the picture that is shown. The first is f of x as the walk left it.": (
            lambda x, w: (np.clip(x, 0, 1) @ w, np.clip(x, 0, 1) @ w)
        ),
        "Both are f of the walk's x. A screen cuts the pixels off.": lambda x, w: (x @ w, x @ w),
        "The two have changed places: f(x) comes first.": lambda x, w: (np.clip(x, 0, 1) @ w, x @ w),
    },
)
