"""What is looked at: the network as a Function of pictures, and the shapes of its inputs and of the pictures.

A network takes its inputs with their axes in some order.  The walk moves pictures (channels, …, rows, columns): a
signal is a picture of one row, and a picture without channels has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...functions.arrays import Array, namespace
from ...functions.axes import permute
from ...functions.function import Function, identity
from ...functions.preprocessing import reshape, standardize

Shape = tuple[int, ...]

WORDS = {"c": "channels", "d": "depth", "t": "length", "h": "rows", "w": "columns"}  # in the order of a picture's axes
KINDS = ("c", "t", "ct", "tc", "hw", "chw", "hwc", "dhw", "cdhw", "dhwc", "thw", "cthw", "tchw", "thwc")


@dataclass(frozen=True)
class Subject:
    """A network, prepared.

    f      : the network as a Function of pictures
    shape  : of one input, as the network takes it, and `axes`: what its axes are, as letters
    canvas : of one picture, as the walk moves it
    code   : the lines that make f, which is called net there
    module : the torch network behind f, and `layer`: which of its layers f is; None where there is none
    """

    f: Function
    shape: Shape
    axes: str
    canvas: Shape
    code: tuple[str, ...]
    module: Any = None
    layer: str | None = None

    def as_input(self, x: np.ndarray) -> np.ndarray:
        """Pictures as inputs of the network."""
        return np.asarray(_to_input(self.shape, self.axes, self.canvas)[0](x))

    def as_picture(self, x: Array) -> tuple[Array, str]:
        """Inputs of the network as pictures, and the code for it, in which the inputs are called start."""
        order, code = _order(self.axes), "start"
        if order != tuple(range(len(order))):
            back = tuple(order.index(i) for i in range(len(order)))
            x, code = permute(*back)(x), f"am.permute{back}(start)"
        if tuple(x.shape[1:]) != self.canvas:
            shape = (x.shape[0], *self.canvas)
            x, code = namespace(x).reshape(x, shape), f"{code}.reshape({shape})"
        return x, code


def prepared(
    net: Any, layer: str | None, mean: Any, std: Any, shape: Shape | None, axes: str | None, start: Array | None
) -> Subject:
    """The network as a Function of pictures; shape and axes are found where they are not given."""
    code = []
    module = net if not isinstance(net, Function) else _module_behind(net)
    if isinstance(net, Function):
        if layer is not None:
            raise ValueError(
                f"{net} is a Function, whose layers cannot be named: write am.from_torch(module, {layer!r})"
            )
        f = net
        layer = getattr(getattr(net.forward, "layer", None), "name", None)
    else:
        from ...bridge.from_torch import from_torch

        f = from_torch(net, layer)
        code = [f"net = am.from_torch(net, layer={layer!r})"]
    shape = _shape_of(net, module, shape, start)
    axes = _axes_of(f, module, shape, axes)
    if mean is not None or std is not None:
        if "c" in axes[1:]:
            raise ValueError(f"mean and std are for inputs with channels first, but these are {_described(axes)}")
        mean = np.asarray(0.0 if mean is None else mean).tolist()
        std = np.asarray(1.0 if std is None else std).tolist()
        f = f @ standardize(mean, std)
        code = [*code, f"net = net @ am.standardize({mean}, {std})"]
    canvas = _canvas(shape, axes)
    between, lines = _to_input(shape, axes, canvas)
    return Subject(f @ between, shape, axes, canvas, (*code, *lines), module, layer)


def described(subject: Subject) -> str:
    """The shape of one input in words, where it is not a vector or a picture as usual."""
    plain = subject.axes in ("c", "chw")
    return f"{subject.shape}" if plain else f"{subject.shape} ({_described(subject.axes)})"


def _described(axes: str) -> str:
    return ", ".join(WORDS[letter] for letter in axes)


def _module_behind(f: Function) -> Any:
    """The torch network that a Function of `from_torch` runs from its input on; None for any other Function."""
    return getattr(f.forward, "module", None) if getattr(f.forward, "above", None) is None else None


def _shape_of(net: Any, module: Any, shape: Shape | None, start: Array | None) -> Shape:
    if start is not None:
        return tuple(start.shape[1:])
    if shape is not None:
        return tuple(int(n) for n in shape)
    if module is None:
        raise ValueError(f"{net} does not say what its inputs are: write the shape of one, as shape=(1, 28, 28)")
    from ...bridge.input_shape import input_shape

    return input_shape(module)


def _axes_of(f: Function, module: Any, shape: Shape, axes: str | None) -> str:
    if axes is None and module is not None:
        from ...bridge.axes import input_axes

        axes = input_axes(module, shape)
    if axes is None:
        few_behind = len(shape) == 3 and shape[-1] in (1, 3) and shape[0] not in (1, 3)
        axes = "hwc" if few_behind else {1: "c", 3: "chw"}.get(len(shape))
    if axes is None:
        fitting = " or ".join(f"axes={kind!r} ({_described(kind)})" for kind in KINDS if len(kind) == len(shape))
        raise ValueError(
            f"one input of {f} has the shape {shape}: which of its axes is what? "
            + (f"Write {fitting}" if fitting else f"There are at most 4, as in shape=(3, 224, 224); not {len(shape)}")
        )
    if axes not in KINDS or len(axes) != len(shape):
        raise ValueError(
            f"axes={axes!r} of inputs of shape {shape}: write one letter for each axis, of "
            f"{', '.join(f'{letter} ({word})' for letter, word in WORDS.items())}: axes='chw', 'hwc', 'tc'"
        )
    return axes


def _order(axes: str) -> tuple[int, ...]:
    """Where the axes of an input stand among those of a picture."""
    kept = [letter for letter in WORDS if letter in axes]
    return tuple(kept.index(letter) for letter in axes)


def _canvas(shape: Shape, axes: str) -> Shape:
    """The shape of one picture: channels, … , rows, columns; a signal has one row, a vector nothing but channels."""
    if axes == "c":
        return shape
    size = dict(zip(axes, shape, strict=True))
    if "h" in axes:
        return (size.get("c", 1), *(size[letter] for letter in WORDS if letter in size and letter != "c"))
    return size.get("c", 1), 1, size["t"]


def _to_input(shape: Shape, axes: str, canvas: Shape) -> tuple[Function, list[str]]:
    """From pictures to inputs, and the code for it."""
    f, code, order = identity, [], _order(axes)
    if order != tuple(range(len(order))):
        f, code = permute(*order), [f"net = net @ am.permute{order}"]
    in_order = tuple(shape[order.index(i)] for i in range(len(order)))
    if in_order != canvas:
        f, code = f @ reshape(in_order), [*code, f"net = net @ am.reshape({in_order})"]
    return f, code
