"""One call for the impatient: a first picture of what a unit of any network asks for, which is not noise.

visualize chooses a start, priors, a step size and a number of steps, and says which: its `code` does the same by hand,
to be changed from there.  How it chooses is in choices.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TextIO

import numpy as np

from ...functions.arrays import Array, like, to_numpy
from ...functions.checks import number, whole
from ...functions.function import Function
from ...pictures.shades import as_shown
from ...walks.directions import Direction
from ...walks.inits import noise
from . import choices as choose
from .batches import in_parts, progress_bar
from .climb import Climbed, Options
from .hints import hints
from .page import Visualization, joined
from .question import question
from .starts import on_device_of
from .subject import Shape, Subject, described, prepared


def visualize(
    net: Any,
    layer: str | None = None,
    unit: Any = 0,
    *,
    shape: Shape | None = None,
    axes: str | None = None,
    token: int | None = None,
    target: Any = None,
    start: Array | None = None,
    near: float | None = None,
    low: float = 0.0,
    high: float = 1.0,
    mean: Any = None,
    std: Any = None,
    jitter: int | None = None,
    penalty: float | Function | None = None,
    rate: float | None = None,
    direction: Direction | None = None,
    steps: int | None = None,
    batch: int | None = None,
    seed: int = 0,
    file: TextIO | None = None,
) -> Visualization:
    """Pictures that activate a unit, by ascent from noise, with priors that suit the network.

    net       : a torch network of images, signals or vectors, which is left as it was found; or a Function, such as
                am.from_torch(net, output=0) or am.with_relu_rule(net, "guided")
    layer     : the name of a layer, such as "features.3"; the output if not given
    unit      : a unit or channel, −1 being the last; a list of them for a picture of each; a tuple for one place in a
                layer, (channel, row, column); a vector for a direction; or an objective such as am.log_softmax(3)
    shape     : of one input, such as (3, 224, 224); a torch network is tried with the usual ones if it is not given
    axes      : what they are, a letter for each: c channels, h rows, w columns, d depth, t length; "chw", "hwc", "tc"
    token     : of a layer of tokens, the one that is looked at; all of them if not given
    target    : the value that the unit is to have, or one for each picture; as much as possible if not given
    start     : a batch of inputs to begin with, in the place of noise
    near      : how far a picture may go from its start, ‖x − start‖
    low, high : the values that are black and white; the picture stays between them
    mean, std : what the network's inputs are standardized with, if they are
    jitter, rate, steps : in the place of the numbers that are chosen; jitter in pixels, 0 for none
    penalty   : a factor for the penalty that is chosen, 0 for none; or a Function to subtract in its place
    direction : in the place of am.adam(), such as am.absolute(am.adam()), which changes the gradient first
    batch     : how many pictures are climbed together; as many as should fit in memory if not given
    file      : where the line on it is printed, as for print

    >>> import amteach as am
    >>> three = visualize(am.zoo.mnist_cnn(), unit=3, shape=(1, 28, 28))
    logit(3) ∘ cnn: 100 steps, input (1, 28, 28) between 0 and 1; the code is in .code
    >>> int(am.zoo.mnist_cnn()(three.picture).argmax())
    3
    """
    _check_numbers(low=low, high=high, near=near, rate=rate)
    _check_whole(jitter=(jitter, 0), steps=(steps, 1), batch=(batch, 1), seed=(seed, 0))
    if not low < high:
        raise ValueError(f"low={low}, high={high}: the value of black lies below that of white")
    if near is not None and start is None:
        raise ValueError(f"near={near} keeps a picture near its start: give one, start=images[:1]")
    subject = prepared(net, layer, mean, std, shape, axes, start)
    given = _first_output(subject, start, low, high)
    q = question(unit, token, target, given)
    n = len(q) if start is None else max(len(q), len(start))
    at_once = n if isinstance(q.unit, Function) else batch or choose.how_many_at_once(subject.canvas)
    steps = steps or choose.how_many_steps(subject.canvas)
    every = choose.how_often(subject.canvas, n, steps)
    options = Options(low, high, seed, steps, every, near, jitter, penalty, rate, direction)
    with progress_bar() as progress:
        parts = list(in_parts(subject, q, given, n, at_once, start, options, progress))
    seen = joined([_shown(subject, part, low, high) for part in parts], [part.rows for part in parts])
    missed = {row: part.missed.get(row, (0.0, ""))[1] for part in parts for row in part.rows}  # the last one counts
    notes = [*seen.notes, *filter(None, missed.values()), *hints(subject, low, high, mean, std)]
    print(
        f"{parts[0].objective.f}: {steps} steps, input {described(subject)} between {low:g} and {high:g}; "
        "the code is in .code",
        *notes,
        sep="\n",
        file=file,
    )
    return replace(seen, notes=tuple(notes))


def _check_numbers(**given: float | None) -> None:
    for name, came in given.items():
        if came is not None:
            above, needs = (0, "above 0") if name in ("near", "rate") else (-np.inf, "any")
            needs = f"{name} is a finite number, {needs}"
            number(
                f"visualize({name}={{}})", came, f"{name} is a finite number" + " above 0" * (above == 0), above=above
            )


def _check_whole(**given: tuple[int | None, int]) -> None:
    for name, (came, least) in given.items():
        if came is not None:
            whole(f"visualize({name}={{}})", came, f"{name} is a whole number, {least} or more", least)


def _first_output(subject: Subject, start: Array | None, low: float, high: float) -> Shape:
    """The shape of what the network gives for one picture, batch and all."""
    x: Any = noise((1, *subject.canvas), 0.01 * (high - low), (low + high) / 2)
    if start is not None:
        x = subject.as_picture(start[:1])[0]
    else:
        x, _ = next(on_device_of(subject.module, [(x, "")]))
    y: Any = subject.f.draw(np.random.default_rng(0))(x)
    return tuple(y.shape)


def _shown(subject: Subject, part: Climbed, low: float, high: float) -> Visualization:
    """A batch as the page shows it, with what it scores."""
    f, says = part.objective.f.draw(np.random.default_rng(0)), part.objective.says
    shown = as_shown(to_numpy(part.x), low, high)
    score, end = (to_numpy(f(like(each, part.x))) for each in (shown, to_numpy(part.x)))
    estimate = (
        None if says is None else to_numpy(says.draw(np.random.default_rng(0))(like(shown, part.x))).reshape(len(shown))
    )
    code = "\n".join([*subject.code, *part.code])
    picture = subject.as_input(shown)
    return Visualization(picture, score, end, part.trace, code, part.notes, f.name, (low, high), shown, estimate)
