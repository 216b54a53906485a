"""What `visualize` chooses for a network that it has never seen; each choice comes with the code that makes it.

start     grey with faint noise, so that the network decides; where a unit is dead (∂f/∂x = 0), strong noise
jitter    by 1/14 of the shorter side, 2 pixels of 28, 16 of 224: a feature must not hang on the exact place of a pixel
penalty   λ TV(x) with λ = γ · side/28 / range, for each picture its own.  γ is the root mean square of ∂f/∂x after a
          few steps, so that f may have any unit; and a feature of a large picture is smooth over more pixels.
          A vector has no neighbours; there it is λ ‖(x − grey)/range‖² with λ = 3 γ · range
steps     of Adam, by 1/20 of the range, each followed by a clip to the range; 100 up to a side of 64, then 200

Measured on the logits and channels of the MNIST CNN, on the blob counter, and on SqueezeNet (ImageNet).
"""

from __future__ import annotations

from itertools import islice

import numpy as np

from ...functions.arrays import Array, to_numpy
from ...functions.axes import permute
from ...functions.batch import each
from ...functions.function import Function
from ...functions.penalties import l2, total_variation
from ...functions.preprocessing import reshape, standardize
from ...walks.walk import Diverged, Step, walk
from .subject import Shape

PROBE = 16  # steps without a penalty, after which γ is measured
FADED = 0.1  # a γ below this share of the largest one met says that the unit died or was sated
KEEP = 64e6  # bytes of pictures and gradients that a Trace should not exceed
NUMBERS = 1.5e6  # of pictures that are climbed together: ten of 3 × 224 × 224


def reach_of(shape: Shape) -> int:
    """The jitter of a picture, in pixels: 1/14 of its shorter side, or of a signal's length."""
    return round(min(side for side in shape[-2:] if side > 1 or shape[-2:] == (1, 1)) / 14) if len(shape) > 1 else 0


def penalty_of(f: Function, x0: Array, step: Step, low: float, high: float, factor: float) -> tuple[Function, str]:
    """The penalty that suits f and these pictures, times a factor, and its code."""
    gamma, span, grey = factor * _steepness(f, x0, step), high - low, (low + high) / 2
    if x0.ndim == 2:
        return _weighted(
            3 * gamma * span, l2 @ standardize(grey, span), f"(am.l2 @ am.standardize({grey:g}, {span:g}))"
        )
    smooth, code = total_variation, "am.total_variation"
    if x0.ndim == 5:  # neighbours in depth, or time, too
        c, d, h, w = x0.shape[1:]
        smooth = smooth + smooth @ reshape((c, h, w, d, 1)) @ permute(0, 2, 3, 1)
        code = f"({code} + {code} @ am.reshape({(c, h, w, d, 1)}) @ am.permute(0, 2, 3, 1))"
    return _weighted(gamma * max(x0.shape[-2:]) / 28 / span, smooth, code)


def _steepness(f: Function, x0: Array, step: Step) -> np.ndarray:
    """γ, the root mean square of ∂f/∂x for each picture: after a few steps, or the largest where it has faded away.

    A unit that dies on the first steps has no gradient any more, but it had one, and its picture needs its penalty.
    """
    seen = []
    try:
        for state in islice(walk(f, x0, step), PROBE + 1):
            g = to_numpy(state.grad).astype(float)
            seen.append(np.sqrt((g.reshape(len(g), -1) ** 2).mean(axis=1)))
    except Diverged:  # said by the walk that follows
        pass
    largest = np.max(seen, axis=0)
    return np.where(seen[-1] < FADED * largest, largest, seen[-1])


def _weighted(weights: np.ndarray, penalty: Function, code: str) -> tuple[Function, str]:
    """The penalty times its weight, or with a weight for each picture; to two digits, as the code says."""
    numbers = [float(f"{w:.2g}") for w in weights]
    if len(numbers) == 1:
        return numbers[0] * penalty, f"{numbers[0]:g} * {code}"
    return each([w * penalty for w in numbers]), f"am.each([w * {code} for w in {numbers}])"


def how_many_steps(shape: Shape) -> int:
    """100, and 200 for large pictures."""
    return 200 if len(shape) == 3 and max(shape[1:]) > 64 else 100


def how_often(shape: Shape, n: int, steps: int) -> int:
    """Every how many steps n pictures are kept: a divisor of the steps, so that the last one is."""
    whole = 2 * 4 * n * np.prod(shape) * (steps + 1)
    return next(n for n in range(1, steps + 1) if steps % n == 0 and (whole / n <= KEEP or n == steps))


def how_many_at_once(shape: Shape) -> int:
    """How many pictures are climbed together: what a network keeps of each for its gradient has to fit in memory."""
    return max(1, int(NUMBERS // np.prod(shape)))
