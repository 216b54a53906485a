"""An exercise on how much a share of right answers says: the Wilson interval."""

import numpy as np

from ..exercise import Exercise


def wilson_interval(k, n):
    """The two shares q with |k/n − q| = 1.96 √(q(1 − q)/n): a quadratic equation."""
    p = k / n
    z = 1.96
    middle = p + z**2 / (2 * n)
    reach = z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    return (middle - reach) / (1 + z**2 / n), (middle + reach) / (1 + z**2 / n)


def _wilson(z: float = 1.96, shift: float = 0.5, inside: float = 0.25, scaled: float = 1.0):
    """The interval with another z, or other parts: z²/n times `shift`, (z/n)² times `inside`, 1 + `scaled` z²/n."""

    def wrong(k, n):
        p = k / n
        scale = 1 + scaled * z**2 / n
        middle = p + shift * z**2 / n
        reach = z * np.sqrt(p * (1 - p) / n + inside * z**2 / n**2)
        return (middle - reach) / scale, (middle + reach) / scale

    return wrong


def _counts(rng):
    n = int(rng.choice([1, 2, 5, 10, 20, 100]))
    return int(rng.integers(0, n + 1)), n


WILSON = Exercise(
    name="wilson-interval",
    difficulty=3,
    question="Of n answers k were right. Return the lower and the upper end of the Wilson interval at 95 %, that is "
    "with z = 1.96.",
    reference=wilson_interval,
    inputs=_counts,
    parts=("lower end", "upper end"),
    valid=lambda k, n: n >= 1 and 0 <= k <= n,
    hints=(
        "The ends are the q with |p − q| = z √(q(1 − q)/n). Square both sides: a quadratic equation in q.",
        "(1 + z²/n) q² − (2p + z²/n) q + p² = 0, with p = k/n.",
        "q = (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n).",
    ),
    mistakes={
        "That is p ± z √(p(1 − p)/n), which puts the estimate p where the true share q belongs. With 10 of 10 it has "
        "no width at all, as if ten answers had proved it.": _wilson(shift=0, inside=0, scaled=0),
        "The division by 1 + z²/n is missing.": _wilson(scaled=0),
        "The middle is shifted by z²/2n, and you have z²/n.": _wilson(shift=1),
        "The middle is not shifted: z²/2n is missing.": _wilson(shift=0),
        "Under the root z²/4n² is missing.": _wilson(inside=0),
        "Under the root stands z²/4n², and you have z²/n².": _wilson(inside=1),
        "z = 1.645 belongs to 90 %.": _wilson(z=1.645),
        "z = 2 is near, but asked is 1.96.": _wilson(z=2.0),
        "The ends have changed places: the lower one comes first.": lambda k, n: wilson_interval(k, n)[::-1],
        "That is the middle of the interval and half its width. The question asks for its two ends.": (
            lambda k, n: (sum(wilson_interval(k, n)) / 2, np.ptp(wilson_interval(k, n)) / 2)
        ),
    },
)
