"""Octaves: the picture is enlarged, and the walk continues from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from ..functions.arrays import Array, as_batch, check_images
from ..functions.checks import seed_of
from ..functions.function import Function
from ..functions.scales import resize
from .walk import State, Step, check_arguments, describe, resume


def octaves(
    f: Function, x0: Array | list, sizes: Sequence[tuple[int, int]], step: Step, seed: int = 0
) -> list[Iterator[State[Array]]]:
    """One walk for each size, (height, width); each starts from the last picture of the one before it, resized.

    x0 : the starts, (batch, …, h, w), floating point

    A small picture comes first and fixes the composition; the larger ones add the fine detail.  The walks are recorded
    one after the other, into one Trace each, since their pictures have different shapes.  f must take every size, as a
    network without dense layers does.  Enlarging counts as a step of t; the memory of a direction starts again.

    >>> import amteach as am
    >>> f = am.total_variation - am.l2
    >>> walks = octaves(f, am.noise((1, 1, 8, 8)), [(8, 8), (12, 12), (16, 16)], am.ascent(0.01))
    >>> for trace in [am.record(states, steps) for states, steps in zip(walks, [190, 150, 20])]:
    ...     print(trace)
    <Trace of steps 0 to 190, 191 kept, x of shape (1, 1, 8, 8)>
    <Trace of steps 191 to 341, 151 kept, x of shape (1, 1, 12, 12)>
    <Trace of steps 342 to 362, 21 kept, x of shape (1, 1, 16, 16)>

    Source: Mordvintsev, Olah & Tyka (2015); Øygard (2015), with these numbers of steps.
    """
    check_arguments("octaves", f, step)
    x = as_batch(x0)
    check_images(x, "octaves")
    grown = [resize(size) for size in sizes] if isinstance(sizes, Iterable) else []
    if not grown:
        raise ValueError("octaves needs at least one size, such as (28, 28)")
    rng = np.random.default_rng(seed_of("octaves", seed))
    t = -1

    def octave(grow: Function) -> Iterator[State[Any]]:
        nonlocal x, t
        for state in resume(f, grow(x), step, rng, t + 1, f"{describe(f, step, seed)}, {grow}"):
            x, t = state.x, state.t
            yield state

    return [octave(grow) for grow in grown]
