"""The trials of the study, in class: which pictures are shown, in which order, and which answer is right.

On the left nine pictures that leave the unit cold, on the right nine that excite it, two digits in the middle: *which
of the two also activates the unit strongly?*  First three trials to practise, then three blocks in a random order: ten
trials with natural references, ten with synthetic ones, five with none.  In either of the first two blocks one trial
more is a catch: its right answer is one of the references themselves, and who looks at them cannot miss it.

Source: Borowski & Zimmermann et al. (2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from ..pictures.shades import shades
from . import references
from .references import SHOWN, Natural
from .units import CHANNELS, activations

PRACTICE = "practice"
TRIALS = {"natural": 10, "synthetic": 10, "none": 5}
CAUGHT = ("natural", "synthetic")  # the blocks that hold a catch trial
QUERIES = 10  # a question is put with one of the ten weakest and one of the ten strongest of the digits not shown


@dataclass(frozen=True, eq=False)
class Trial:
    """One question.  Pictures are bytes, 0 for black and 255 for white.

    block    : practice, natural, synthetic or none;   catch : whether a reference is asked about
    unit     : the channel;   right : 0 if the upper one of the queries activates it more, 1 if the lower one does
    values   : how much the upper and the lower query activate it, (2,);   queries : the two, (2, 28, 28)
    minimal, maximal : the references, (9, 28, 28) each, or (0, 28, 28) where there are none
    """

    block: str
    catch: bool
    unit: int
    right: int
    values: np.ndarray
    queries: np.ndarray
    minimal: np.ndarray
    maximal: np.ndarray


def trials(participant: str, seed: int = 0, digits: Natural | None = None) -> list[Trial]:
    """The thirty trials of one participant: the same word and the same seed give the same trials.

    digits : what to show; the test digits if not given
    """
    digits = digits or references.test_digits()
    rng = np.random.default_rng([seed, crc32(participant.encode())])
    plan = order(rng)
    units = [int(unit) for unit in rng.permutation(CHANNELS)[: len(plan)]]
    blocks = zip(plan, units, strict=True)
    made = references.synthetic([unit for (block, _), unit in blocks if block == "synthetic"], int(rng.integers(2**31)))
    pairs = zip(*made, strict=True)
    return [
        trial(block, unit, digits, rng, next(pairs) if block == "synthetic" else None, catch)
        for (block, catch), unit in zip(plan, units, strict=True)
    ]


def order(rng: np.random.Generator) -> list[tuple[str, bool]]:
    """The block of each trial and whether it is a catch, which is never the first of its block."""
    plan = [(PRACTICE, False)] * 3
    for block in map(str, rng.permutation(list(TRIALS))):
        length = TRIALS[block] + (block in CAUGHT)
        catch = int(rng.integers(1, length)) if block in CAUGHT else None
        plan += [(block, i == catch) for i in range(length)]
    return plan


def trial(
    block: str,
    unit: int,
    digits: Natural,
    rng: np.random.Generator,
    made: tuple[np.ndarray, np.ndarray] | None = None,
    catch: bool = False,
) -> Trial:
    """A trial on this unit, with references (minimal, maximal) that were made, natural ones or, in "none", none.

    References come from one half of the digits and queries from the other, so that no query is shown as a reference,
    but for the right one of a catch.
    """
    low, high = digits.extremes(unit, half=1, count=QUERIES)
    pair = [low[rng.integers(QUERIES)], high[rng.integers(QUERIES)]]
    images, values = digits.images[1, pair], digits.a[1, pair, unit]
    minimal, maximal = made or (digits.images[0, i] for i in digits.extremes(unit, half=0, count=SHOWN))
    if block == "none":
        minimal = maximal = np.empty((0, 28, 28), np.float32)
    if catch:
        images[1] = maximal[rng.integers(SHOWN)]
        values[1] = activations()(images[1:, None])[0, unit]
    right = int(rng.integers(2))
    up_down = [1, 0] if right == 0 else [0, 1]
    pictures = (shades(x, 0, 1) for x in (images[up_down], minimal, maximal))
    return Trial(block, catch, unit, right, values[up_down], *pictures)
