"""Dropout in the walk: some numbers of a layer are set to 0, and the walk climbs without them."""

from __future__ import annotations

import numpy as np

from .arrays import like
from .checks import number
from .function import Function
from .score import random


def dropout(rate: float) -> Function:
    """y = m x / (1 − rate), each mᵢ being 0 with probability `rate` and otherwise 1;   the adjoint is m d / (1 − rate).

    rate : the probability that a number is set to 0, from 0 to below 1

    Each row of the batch has a mask of its own, drawn anew for each step; the mean of y over the masks is x.  To keep
    the masks for a whole walk, call draw before it: each row then climbs a network of its own, with some paths cut.

    It stands between two layers: head @ am.dropout(0.5) @ am.zoo.mnist_cnn(layer="pool").

    >>> dropout(0.5).draw(np.random.default_rng(0))(np.ones((2, 4)))
    array([[0., 2., 0., 2.],
           [0., 2., 0., 2.]])

    Source: Srivastava et al. (2014) for the training of networks; Wei et al. (2015) for facets.
    """
    rate = number(
        "dropout({})", rate, "the rate is the share that is set to 0, 0 or more and below 1", least=0, below=1
    )

    def sample(rng: np.random.Generator) -> Function:
        seed = int(rng.integers(2**63))  # the shape of x is not known yet

        def forward(x):
            kept = np.random.default_rng(seed).random(tuple(x.shape)) >= rate
            mask = like(kept / (1 - rate), x)
            return mask * x, lambda d: mask * d

        return Function(forward)

    return random(sample, f"dropout({rate:g})")
