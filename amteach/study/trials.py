"""The trials of the study, in class: which pictures are shown, in which order, and which answer is right.

On the left are nine pictures with a low activation of the unit, on the right nine with a high one, and in the middle
two digits.  *Which of the two also has a high activation?*  First come three trials to practise.  Then come three
blocks in a random order: ten trials with natural references, ten with synthetic ones, five with none.  The first two
of these have one trial more, a catch trial.  Its right answer is one of the references themselves, so that whoever
looks at them gets it right.

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
CATCH = ("natural", "synthetic")  # the blocks with a catch trial
QUERIES = 10  # a question has one of the ten lowest and one of the ten highest of the digits that are not references


@dataclass(frozen=True, eq=False)
class Trial:
    """One question.  Pictures are bytes, 0 for black and 255 for white.

    block   : practice, natural, synthetic or none
    catch   : is one of the queries a reference?
    unit    : the channel
    right   : 0 if the upper query activates it more, 1 if the lower one does
    values  : the activations of the upper and the lower query, (2,)
    queries : the two pictures, (2, 28, 28)
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

    digits : those to show; the test digits if not given
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
    """The block of each trial, and is it a catch trial?  A catch trial is never the first of its block."""
    plan = [(PRACTICE, False)] * 3
    for block in map(str, rng.permutation(list(TRIALS))):
        length = TRIALS[block] + (block in CATCH)
        catch = int(rng.integers(1, length)) if block in CATCH else None
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
    """A trial on this unit.

    made : the references (minimal, maximal), (9, 28, 28) each; natural ones if not given

    References come from one half of the digits and queries from the other.  So no query is a reference, but for the
    right one of a catch trial.  The block "none" shows no references.
    """
    low, high = digits.extremes(unit, half=1, count=QUERIES)
    pair = [low[rng.integers(QUERIES)], high[rng.integers(QUERIES)]]
    images = digits.images[1, pair]
    values = digits.a[1, pair, unit]
    minimal, maximal = made or (digits.images[0, i] for i in digits.extremes(unit, half=0, count=SHOWN))
    if block == "none":
        minimal = maximal = np.empty((0, 28, 28), np.float32)
    if catch:
        images[1] = maximal[rng.integers(SHOWN)]
        values[1] = activations()(images[1:, None])[0, unit]
    right = int(rng.integers(2))
    upper_first = [1, 0] if right == 0 else [0, 1]
    pictures = (shades(x, 0, 1) for x in (images[upper_first], minimal, maximal))
    return Trial(block, catch, unit, right, values[upper_first], *pictures)
