"""Octaves: the picture grows, and the walk goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..functions.arrays import as_batch, expect_images
from ..functions.function import Function
from ..functions.scales import resize
from .walk import State, Step, expect, onward, said


def octaves(f: Function, x0, sizes: Sequence[tuple[int, int]], step: Step, seed: int = 0) -> list[Iterator[State]]:
    """One walk for each size, (height, width); each starts from where the one before it stands, resized.

    A small picture is drawn first and fixes what goes where; the larger ones fill in what is fine.  The walks are
    recorded one after the other, each for as many steps as it should have, into one Trace each, since their pictures
    have different shapes.  f must take every size, as a network without dense layers does.  Growing counts as a step,
    so that t runs on; what a direction remembers begins anew.

    >>> import amteach as am
    >>> f = am.total_variation - am.l2
    >>> walks = octaves(f, am.noise((1, 1, 8, 8)), [(8, 8), (12, 12), (16, 16)], am.ascent(0.01))
    >>> for trace in [am.record(states, steps) for states, steps in zip(walks, [190, 150, 20])]:
    ...     print(trace)
    <Trace of steps 0 to 190, 191 kept, x of shape (1, 1, 8, 8)>
    <Trace of steps 191 to 341, 151 kept, x of shape (1, 1, 12, 12)>
    <Trace of steps 342 to 362, 21 kept, x of shape (1, 1, 16, 16)>

    Source: Mordvintsev, Olah & Tyka (2015); Øygard (2015), whose steps these are.
    """
    expect("octaves", f, step)
    x = as_batch(x0)
    expect_images(x, "octaves")
    grown = [resize(size) for size in sizes]
    if not grown:
        raise ValueError("octaves needs at least one size, such as (28, 28)")
    rng, t = np.random.default_rng(seed), -1

    def octave(grow: Function) -> Iterator[State]:
        nonlocal x, t
        for state in onward(f, grow(x), step, rng, t + 1, f"{said(f, step, seed)}, {grow}"):
            x, t = state.x, state.t
            yield state

    return [octave(grow) for grow in grown]
