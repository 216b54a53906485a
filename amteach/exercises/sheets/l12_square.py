"""Exercises on putting what a picture says to the test: paste the square on other pictures, count the flips."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer


def paste_square(images, s):
    """Row 0 and the last column stay as they are; then come s rows, and s columns from the right."""
    pasted = images.copy()
    for image in pasted:
        for row in range(1, 1 + s):
            for column in range(image.shape[-1] - 1 - s, image.shape[-1] - 1):
                image[0, row, column] = 1
    return pasted


def _pictures(rng):
    h = integer(rng, 4, 6)
    w = integer(rng, 4, 6)
    return np.round(rng.uniform(0, 0.9, (integer(rng), 1, h, w)), 1), integer(rng, 1, min(h, w) - 2)


def _at(rows, columns, value=1.0):
    """The images with this value in these rows and columns, which are given as functions of s."""

    def wrong(images, s):
        pasted = images.copy()
        pasted[..., slice(*rows(s)), slice(*columns(s))] = value
        return pasted

    return wrong


def _near_start(s):
    """The slice that begins one pixel from the start."""
    return 1, 1 + s


def _near_end(s):
    """The slice that ends one pixel before the end."""
    return -1 - s, -1


SQUARE = Exercise(
    name="paste-square",
    question="Return the images, shape (n, 1, h, w), with a white square of s × s pixels (value 1) in the top right "
    "corner, one pixel away from both sides; the images that were passed stay as they are.",
    reference=paste_square,
    inputs=_pictures,
    axes={"images": "n 1 h w"},
    valid=lambda images, s: images.min() >= 0 and images.max() <= 1 and 1 <= s <= min(images.shape[2:]) - 2,
    bounds=(0, 1),
    hints=(
        "Begin with a copy. Which rows are meant, and which columns, counted from the right?",
        "Rows 1 to s: the slice `1 : 1 + s`. Columns from the right: `-1 - s : -1`.",
        "`pasted[:, :, 1 : 1 + s, -1 - s : -1] = 1`",
    ),
    mistakes={
        "Your square is in the top left corner.": _at(_near_start, _near_start),
        "Your square is in the bottom right corner: row 0 is at the top.": _at(_near_end, _near_end),
        "Your square is in the bottom left corner: rows come before columns.": _at(_near_end, _near_start),
        "Your square touches the sides.": _at(lambda s: (0, s), lambda s: (-s, None)),
        "Your square touches the right side: `-s:` ends with the last column, `-1 - s : -1` before it.": (
            _at(_near_start, lambda s: (-s, None))
        ),
        "Your square touches the top: row 0 stays as it is.": _at(lambda s: (0, s), _near_end),
        "Your square has one row and one column too many.": (_at(lambda s: (1, 2 + s), lambda s: (-2 - s, -1))),
        "Your square is black: white is 1.": _at(_near_start, _near_end, 0.0),
        "You have set everything but the square. It is the square that turns white.": (
            lambda images, s: np.where(_at(_near_start, _near_end, 2.0)(images, s) == 2, images, 1.0)
        ),
        "You add 1 to what is there. The square replaces it, and the values stay between 0 and 1.": (
            lambda images, s: images + (_at(_near_start, _near_end, 2.0)(images, s) == 2)
        ),
    },
)


def flip_rate(before, after, t):
    """Only a picture that was not called t before can become one."""
    others = [i for i in range(len(before)) if before[i] != t]
    flipped = [i for i in others if after[i] == t]
    return len(flipped) / len(others)


def _answers(rng):
    """Answers in four classes; of `after` many are t, and of `before` at least one is not."""
    n = integer(rng, 1, 6)
    t = integer(rng, 0, 3)
    before = rng.integers(0, 4, n)
    after = rng.integers(0, 4, n)
    after[rng.random(n) < 0.4] = t
    before[0] = (t + 1) % 4
    return before, after, t


FLIPS = Exercise(
    name="flip-rate",
    difficulty=1,
    question="A net's answers to the same pictures before a square was pasted on them and after, both of shape (m,). "
    "Of the pictures that it did not take for class t before, which share does it take for t after?",
    reference=flip_rate,
    inputs=_answers,
    axes={"before": "m", "after": "m"},
    valid=lambda before, after, t: (before != t).any(),
    bounds=(0, 1),
    hints=(
        "Which pictures can become a t at all? Leave the others out, above the fraction bar and below it.",
        "`others = before != t` is a mask; `after[others]` are the answers that count.",
        "The mean of `after[others] == t`.",
    ),
    mistakes={
        "You divide by all pictures. Those that were called t before cannot become a t.": (
            lambda before, after, t: ((before != t) & (after == t)).mean()
        ),
        "That is the share called t after. Some of them were called t before, without any square.": (
            lambda before, after, t: (after == t).mean()
        ),
        "You count every answer that changed. Which became t?": lambda before, after, t: (before != after).mean(),
        "Among the others you count every answer that changed. The question is which became t.": (
            lambda before, after, t: (before != after)[before != t].mean()
        ),
        "That is the other way round: of what became t, the share that was not t before.": (
            lambda before, after, t: (before[after == t] != t).sum() / max((after == t).sum(), 1)
        ),
        "That is how many. A share is at most 1.": lambda b, a, t: float(((b != t) & (a == t)).sum()),
        "That is the gain in answers t. Where the square also *loses* some, it hides as many flips.": (
            lambda before, after, t: (after == t).mean() - (before == t).mean()
        ),
    },
)
