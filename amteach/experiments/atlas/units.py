"""The units of a layer: the network by its name, how many units there are, what they are called, the picture of one."""

from __future__ import annotations

import io
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from ... import zoo
from ...functions.function import Function
from ...pictures.shades import png, shades
from ...walks.inits import noise
from ...zoo.imagenet.labels import labels
from ..visualize import visualize
from ..visualize.subject import prepared

Shape = tuple[int, ...]

SHAPES = {  # of the pictures that the nets of the zoo take
    "mnist_cnn": (1, 28, 28),
    "mnist_transformer": (1, 28, 28),
    "squeezenet": (3, 227, 227),
    "alexnet": (3, 224, 224),
}


def usual_shape(net: str) -> Shape:
    """The shape of a picture that this network takes."""
    if net in SHAPES:
        return SHAPES[net]
    made, _ = opened(net, None)
    if isinstance(made, Function):
        raise ValueError(f"{net} gives a Function, which does not say what its pictures are: write --shape 3,64,64")
    from ...bridge.input_shape import input_shape

    return input_shape(made)


@cache
def opened(net: str, layer: str | None) -> tuple[Any, str | None]:
    """The network and the layer as `visualize` takes them; loaded once in a process.

    >>> opened("mnist_cnn", "relu2")
    (cnn.relu2, None)
    """
    if net in SHAPES:
        return getattr(zoo, net)(layer=layer), None
    module, colon, function = net.partition(":")
    if not colon:
        raise ValueError(f"there is no network {net!r}: write {', '.join(SHAPES)}, or module:function for your own")
    made = getattr(import_module(module), function, None)
    if made is None:
        raise ValueError(f"{module} has no {function}, which should give the network")
    return made(), layer


def how_many(net: str, layer: str | None, shape: Shape) -> int:
    """How many units the layer has.

    >>> how_many("mnist_cnn", "conv2", (1, 28, 28))
    64
    """
    subject = prepared(*opened(net, layer), None, None, shape, None, None)
    y = subject.f.draw(np.random.default_rng(0))(noise((1, *subject.canvas), 0.01, 0.5))
    axis = 1
    if subject.module is not None:
        from ...bridge.axes import unit_axis

        axis = unit_axis(subject.module, subject.layer, tuple(y.shape)) or 1
    return y.shape[axis] if y.ndim > 1 else 1


def name_of(net: str, layer: str | None, unit: int, units: int) -> str:
    """What a unit was trained to see, if it was; "" for others.

    >>> name_of("mnist_cnn", None, 3, units=10), name_of("mnist_cnn", "conv2", 3, units=64)
    ('digit 3', '')
    """
    if net in ("squeezenet", "alexnet") and units == 1000:
        return labels(download=False)[unit].replace("_", " ")
    return f"digit {unit}" if net.startswith("mnist") and layer is None else ""


def code(net: str, layer: str | None, unit: int, shape: Shape, steps: int | None, seed: int) -> str:
    """The line that makes the picture of a unit."""
    what = f"am.zoo.{net}(layer={layer!r})" if net in SHAPES else f"{net.replace(':', '.')}(), {layer!r}"
    return f"am.visualize({what}, unit={unit}, shape={shape}, steps={steps}, seed={seed})"


def picture(unit: int, net: str, layer: str | None, shape: Shape, steps: int | None, seed: int) -> dict[str, Any]:
    """One cell: the picture as the bytes of a PNG file, what the unit says of it, and notes; of a dead unit, why."""
    f, inner = opened(net, layer)
    try:
        seen = visualize(f, inner, unit, shape=shape, steps=steps, seed=seed, file=io.StringIO())
    except ValueError as error:  # no gradient at any start
        return {"png": b"", "score": None, "notes": [str(error)]}
    x = shades(seen.drawn[0], 0.0, 1.0)
    pixels = x.transpose(1, 2, 0) if len(x) == 3 else np.concatenate(x)
    return {"png": png(pixels), "score": float(seen.score[0]), "notes": list(seen.notes)}
