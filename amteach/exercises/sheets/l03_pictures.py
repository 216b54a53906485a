"""Exercises on pictures: a black border, and the colour scale of a picture with a sign."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def diverging_limits(x):
    """As far down as up, so that 0 is in the middle."""
    m = max(abs(pixel) for row in x for pixel in row)
    return -m, m


LIMITS = Exercise(
    name="diverging-limits",
    difficulty=1,
    question="Return the lower and the upper limit of a colour scale for the signed picture x, shape (h, w), that "
    "shows every pixel and has 0 exactly in its middle, as tight as can be.",
    reference=diverging_limits,
    inputs=lambda rng: (np.round(numbers(rng, integer(rng), integer(rng)) + rng.normal(0, 2), 1),),
    parts=("lower limit", "upper limit"),
    axes={"x": "h w"},
    hints=(
        "If the middle is 0 and the upper limit is m, what is the lower limit?",
        "m must be as large as the largest pixel, and also as minus the smallest.",
        "m is the largest |pixel|.",
    ),
    mistakes={
        "Then 0 is somewhere, and the middle colour no longer means «unchanged».": lambda x: (x.min(), x.max()),
        "The largest pixel is not always the largest in size: a very negative one falls out of your scale.": (
            lambda x: (-x.max(), x.max())
        ),
        "The smallest pixel is not always the largest in size: a very bright one falls out of your scale.": (
            lambda x: (x.min(), -x.min())
        ),
        "Your scale begins at 0 and shows no negative pixel.": lambda x: (0, np.abs(x).max()),
    },
)


def border_to_zero(images):
    """A copy, and then its four sides."""
    framed = images.copy()
    framed[:, :, 0, :] = 0
    framed[:, :, -1, :] = 0
    framed[:, :, :, 0] = 0
    framed[:, :, :, -1] = 0
    return framed


def _frame(axes, width=1, value=0.0):
    """The images with this value at both ends of these axes."""

    def wrong(images):
        framed = images.copy()
        for axis in axes:
            sides = np.moveaxis(framed, axis, 0)
            sides[:width] = sides[-width:] = value
        return framed

    return wrong


BORDER = Exercise(
    name="border-to-zero",
    difficulty=1,
    question="Return the batch of images, shape (n, 1, h, w), with the outermost rows and columns set to 0; "
    "the images that were passed stay as they are.",
    reference=border_to_zero,
    inputs=lambda rng: (np.round(rng.uniform(0.1, 1, (integer(rng), 1, integer(rng, 3, 5), integer(rng, 3, 5))), 1),),
    axes={"images": "n 1 h w"},
    valid=lambda images: images.min() >= 0 and images.max() <= 1 and min(images.shape[2:]) >= 3,
    bounds=(0, 1),
    hints=(
        "Begin with a copy: `framed = images.copy()`.",
        "The last two axes are height and width; `framed[..., 0, :]` is the top row of every image.",
        "Four lines: rows 0 and −1, columns 0 and −1.",
    ),
    mistakes={
        "The rows are done, the columns on the left and on the right are not.": _frame([-2]),
        "The columns are done, the rows at the top and at the bottom are not.": _frame([-1]),
        "You blacken whole images: axis 0 is the batch, axis 1 the channel. Rows and columns come last.": (
            _frame([0, 1])
        ),
        "Your border is two pixels wide. Only the outermost rows and columns are asked.": _frame([-2, -1], width=2),
        "Your border is white: 0 is black.": _frame([-2, -1], value=1.0),
        "You cut the border off. The network wants an image of the same size, with zeros there.": (
            lambda images: images[..., 1:-1, 1:-1]
        ),
        "You blacken the inside, and keep the border.": lambda images: images - border_to_zero(images),
    },
)
