"""The settings of other programs, for `visualize`: am.visualize(net, unit=3, shape=s, **am.keras_vis(s))."""

from __future__ import annotations

import math
from typing import Any

from ...functions.penalties import lp, total_variation
from ...walks.directions import adam


def keras_vis(shape: tuple[int, ...], low: float = 0.0, high: float = 1.0) -> dict[str, Any]:
    """What keras-vis does if it is told nothing: 200 steps of RMSprop on f − (10 / n) ‖x‖₆⁶ − (10 / n) TV(x).

    shape : of one input, which has n numbers;   low, high : as for `visualize`

    Its step is 1 on pictures between 0 and 255, and as long on others in their own range; it has no jitter.  RMSprop is
    adam with no memory of the gradient, b₁ = 0, and one of its square, b₂ = 0.95.

    >>> sorted(keras_vis((1, 28, 28)))
    ['direction', 'high', 'jitter', 'low', 'penalty', 'rate', 'steps']

    Source: Kotikalapudi et al. (2017), keras-vis, visualize_activation.
    """
    weight = 10 / math.prod(shape)
    penalty = weight * lp(6) + weight * total_variation if len(shape) > 1 else weight * lp(6)
    return {
        "low": low,
        "high": high,
        "jitter": 0,
        "penalty": penalty,
        "rate": (high - low) / 255,
        "direction": adam(0.0, 0.95),
        "steps": 200,
    }
