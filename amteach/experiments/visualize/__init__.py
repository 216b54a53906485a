"""One call for the impatient: a first picture of what a unit of any network asks for, which is not noise.

visualize chooses a start, priors, a step size and a number of steps, and says which: its `recipe` is code that does the
same by hand, to be changed from there.  How it chooses is in choices.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...functions.arrays import Array, like, to_numpy
from ...functions.function import Function
from ...functions.preprocessing import reshape, standardize
from ...pictures.shades import as_shown
from ...walks.ascent import ascent
from ...walks.directions import adam
from ...walks.operators import clip
from ...walks.trace import record
from ...walks.walk import walk
from . import choices as choose
from .page import Visualization

Shape = tuple[int, ...]


def visualize(
    net: Any,
    layer: str | None = None,
    unit: Any = 0,
    *,
    shape: Shape | None = None,
    start: Array | None = None,
    low: float = 0.0,
    high: float = 1.0,
    mean: Any = None,
    std: Any = None,
    steps: int | None = None,
    seed: int = 0,
) -> Visualization:
    """Pictures that activate a unit, by ascent from noise, with priors that suit the network.

    net       : a torch network of images, signals or vectors, which is left as it was found; or a Function
    layer     : the name of a layer, such as "features.3"; the output if not given
    unit      : a unit or channel, several of them for a picture of each, or an objective such as am.log_softmax(3)
    shape     : of one input, such as (3, 224, 224); a torch network is tried with the usual ones if it is not given
    start     : a batch of inputs to begin with, in the place of noise
    low, high : the values that are black and white; the picture stays between them
    mean, std : what the network's inputs are standardized with, if they are
    steps     : in the place of the number that is chosen

    >>> import amteach as am
    >>> three = visualize(am.zoo.mnist_cnn(), unit=3, shape=(1, 28, 28))
    logit(3) ∘ cnn: 100 steps, input (1, 28, 28) between 0 and 1; the code is in .recipe
    >>> int(am.zoo.mnist_cnn()(three.picture).argmax())
    3
    """
    if not low < high:
        raise ValueError(f"low={low}, high={high}: the value of black lies below that of white")
    f, shape, canvas, code = _network(net, layer, mean, std, shape, start)
    n = 1 if isinstance(unit, Function) else np.size(unit)
    noises = choose.starts(canvas, n, low, high, seed)
    candidates = noises if start is None else [choose.given(start, canvas, n)]
    f, x0, more, notes = choose.objective_and_start(f, unit, choose.on_device_of(net, candidates))
    step = ascent(0.05 * (high - low), adam(), clip(low, high))
    climbed, priors = choose.with_priors(f, x0, step, low, high)
    steps = steps or choose.how_many_steps(canvas)
    every = choose.how_often(x0, steps)
    trace = record(walk(climbed, x0, step, seed), steps, every)
    code += [
        *more,
        f"step = am.ascent({0.05 * (high - low):g}, am.adam(), am.clip({low:g}, {high:g}))",
        f"trace = am.record(am.walk({priors}, x0, step, seed={seed}), steps={steps}, every={every})",
    ]
    notes += [trace.note] if trace.note else []
    print(f"{f}: {steps} steps, input {shape} between {low:g} and {high:g}; the code is in .recipe", *notes, sep="\n")
    x = trace.x[-1]
    picture = as_shown(to_numpy(x), low, high)
    score, end = (to_numpy(f(like(each, x))) for each in (picture, to_numpy(x)))
    return Visualization(
        picture.reshape(-1, *shape), score, end, trace, "\n".join(code), tuple(notes), f.name, (low, high)
    )


def _network(net: Any, layer: str | None, mean: Any, std: Any, shape: Shape | None, start: Array | None):
    """The network as a Function of pictures; the shapes of one input, and of one picture; and the code."""
    code = []
    if isinstance(net, Function):
        if layer is not None:
            raise ValueError(
                f"{net} is a Function, whose layers cannot be named: write am.from_torch(module, {layer!r})"
            )
        f = net
    else:
        from ...bridge.from_torch import from_torch

        f, code = from_torch(net, layer), [f"net = am.from_torch(net, layer={layer!r})"]
    if start is not None:
        shape = tuple(start.shape[1:])
    elif shape is None:
        if isinstance(net, Function):
            raise ValueError(f"{net} does not say what its inputs are: write the shape of one, as shape=(1, 28, 28)")
        from ...bridge.input_shape import input_shape

        shape = input_shape(net)
    if mean is not None or std is not None:
        mean, std = (np.asarray(d if a is None else a).tolist() for a, d in ((mean, 0.0), (std, 1.0)))
        f, code = f @ standardize(mean, std), [*code, f"net = net @ am.standardize({mean}, {std})"]
    if len(shape) == 2:  # a signal is walked on as a picture of one row
        return f @ reshape(shape), shape, (shape[0], 1, shape[1]), [*code, f"net = net @ am.reshape({shape})"]
    if len(shape) not in (1, 3):
        raise ValueError(
            f"shape={shape}: one input is an image (channels, h, w), a signal (channels, length), or a vector"
        )
    return f, shape, shape, code
