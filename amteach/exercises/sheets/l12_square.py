"""An exercise on putting a picture's hypothesis to the test: paste what it shows on other pictures."""

from __future__ import annotations

import numpy as np

from ..exercise import Exercise
from ..inputs import size


def paste_square(images, s):
    """Row 0 and the last column stay as they are; then come s rows, and s columns from the right."""
    pasted = images.copy()
    for image in pasted:
        for row in range(1, 1 + s):
            for column in range(image.shape[-1] - 1 - s, image.shape[-1] - 1):
                image[0, row, column] = 1
    return pasted


def _pictures(rng):
    h, w = size(rng, 4, 6), size(rng, 4, 6)
    return np.round(rng.uniform(0, 0.9, (size(rng), 1, h, w)), 1), size(rng, 1, min(h, w) - 2)


def _at(rows, columns, value=1.0):
    """The images with this value in these rows and columns, which are given as functions of s."""

    def wrong(images, s):
        pasted = images.copy()
        pasted[..., slice(*rows(s)), slice(*columns(s))] = value
        return pasted

    return wrong


def _top(s):
    return 1, 1 + s


def _right(s):
    return -1 - s, -1


SQUARE = Exercise(
    name="paste-square",
    question="Return the images, shape (n, 1, h, w), with a white square of s × s pixels (value 1) in the top right "
    "corner, one pixel away from both sides; the images that were passed stay as they are.",
    reference=paste_square,
    inputs=_pictures,
    axes={"images": "n 1 h w"},
    valid=lambda images, s: (
        images.min() >= 0 and images.max() <= 1 and 1 <= s <= min(images.shape[2:]) - 2 and s == int(s)
    ),
    bounds=(0, 1),
    hints=(
        "Begin with a copy. Which rows are meant, and which columns, counted from the right?",
        "Rows 1 to s: the slice `1 : 1 + s`. Columns from the right: `-1 - s : -1`.",
        "`pasted[:, :, 1 : 1 + s, -1 - s : -1] = 1`",
    ),
    mistakes={
        "Your square is in the top left corner.": _at(_top, _top),
        "Your square is in the bottom right corner: row 0 is at the top.": _at(_right, _right),
        "Your square is in the bottom left corner: rows come before columns.": _at(_right, _top),
        "Your square touches the sides: it begins one pixel away from them.": (
            _at(lambda s: (0, s), lambda s: (-s, None))
        ),
        "Your square touches the right side: `-s:` ends with the last column, `-1 - s : -1` before it.": (
            _at(_top, lambda s: (-s, None))
        ),
        "Your square touches the top: row 0 stays as it is.": _at(lambda s: (0, s), _right),
        "Your square has one row and one column too many.": (_at(lambda s: (1, 2 + s), lambda s: (-2 - s, -1))),
        "Your square is black: white is 1.": _at(_top, _right, 0.0),
        "You have set everything but the square. It is the square that turns white.": (
            lambda images, s: np.where(_at(_top, _right, 2.0)(images, s) == 2, images, 1.0)
        ),
        "You add 1 to what is there. The square replaces it, and the values stay between 0 and 1.": (
            lambda images, s: images + (_at(_top, _right, 2.0)(images, s) == 2)
        ),
    },
)
