"""The pictures of a data set that activate a unit most, to put beside the one that ascent makes.

    a(x) = y_k(x),   or for a channel the largest y_k(x)[i, j], or their mean;   the n pictures with the largest a

For a channel's largest value they also say where in the picture it is, and which pixels it answers to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic

import numpy as np

from ..functions.arrays import Array, namespace, to_numpy
from ..functions.checks import ANY, whole
from ..functions.function import Function
from .datasets import batches, is_loader, number_of
from .receptive_field import receptive_fields


@dataclass(frozen=True, eq=False, repr=False)
class Exemplars(Generic[Array]):
    """n pictures of a data set, the strongest first (of `bottom`, the weakest).

    index    : where they are in the data set, (n,)
    value    : a(x), (n,)
    images   : the pictures themselves, (n, …), an array of the data set's kind
    position : where in the channel the largest activation is, (n, 2); None where there is no "where"
    box      : first and last + 1 of the rows, and of the columns, that it answers to, (n, 2, 2); or None
    """

    index: np.ndarray
    value: np.ndarray
    images: Array
    position: np.ndarray | None = None
    box: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.index)

    def __repr__(self) -> str:
        return f"<{len(self)} exemplars, from {self.value[0]:.4g} to {self.value[-1]:.4g}>"

    @property
    def patches(self) -> list:
        """What of each picture the activation answers to: the picture cut to its box."""
        boxes = np.empty((len(self), 0, 2), int) if self.box is None else self.box
        cuts = [(..., *(slice(first, last) for first, last in box)) for box in boxes]
        return [image[cut] for image, cut in zip(self.images, cuts, strict=True)]


def top(
    f: Function | Any,
    images: Any,
    unit: int | None = None,
    n: int = 9,
    *,
    over: str = "max",
    batch: int = 256,
    progress: bool = False,
) -> Exemplars:
    """The n images with the largest activation, the largest first; among equals the first comes first.

    f        : a Function such as am.from_torch(net, layer="conv2"), or a torch network
    images   : (many, …), of which only a batch is looked at at a time; or a Dataset, or a DataLoader, of images
    unit     : the unit or channel; None where f has one number per image
    over     : "max" or "mean" of a channel's positions
    batch    : how many images at a time
    progress : whether a bar is drawn

    >>> from amteach.functions.objectives import logit
    >>> top(logit(1), np.array([[0.0, 2.0], [0.0, 5.0], [0.0, 3.0]]), n=2).index
    array([1, 2])
    """
    return _extreme(f, images, unit, n, over, batch, progress, largest=True)


def bottom(
    f: Function | Any,
    images: Any,
    unit: int | None = None,
    n: int = 9,
    *,
    over: str = "max",
    batch: int = 256,
    progress: bool = False,
) -> Exemplars:
    """The n images with the smallest activation, the smallest first; in everything else as `top`."""
    return _extreme(f, images, unit, n, over, batch, progress, largest=False)


def _extreme(
    f: Function | Any,
    images: Any,
    unit: int | None,
    n: int,
    over: str,
    batch: int,
    progress: bool,
    *,
    largest: bool,
) -> Exemplars:
    if not isinstance(f, Function):
        from ..bridge.from_torch import from_torch

        f = from_torch(f)
    if over not in ("max", "mean"):
        raise ValueError(f'over={over!r}: of a channel\'s positions there is their "max" or their "mean"')
    many = number_of(images)
    n = whole(f"n={{}} exemplars of {many} images", n, "n is between 1 and the number of images", 1, many)
    batch = whole("batch={}", batch, "at least one image is looked at at a time", least=1)
    parts = batches(images, batch)
    if progress:
        from tqdm.auto import tqdm

        parts = tqdm(parts, unit="batch", total=len(images) if is_loader(images) else -(-many // batch))
    index = np.empty(0, int)
    value = np.empty(0)
    chosen: Any = None
    start = 0
    for part in parts:
        a = to_numpy(_channel(f(part), unit, f.name))
        a = getattr(a.reshape(len(a), -1), over)(axis=1)
        if not np.isfinite(a).all():
            raise ValueError(f"{f.name} is not finite at image {start + int(np.argmin(np.isfinite(a)))}")
        index = np.append(index, start + np.arange(len(a)))
        value = np.append(value, a)
        kept = np.argsort(-value if largest else value, kind="stable")[:n]
        index = index[kept]
        value = value[kept]
        looked_at = part if chosen is None else namespace(part).concat([chosen, part])
        chosen = looked_at[kept]
        start += len(a)
    return Exemplars(index, value, chosen, *(receptive_fields(f, chosen, unit) if over == "max" else ()))


def _channel(y: Array, unit: int | None, name: str) -> Array:
    """The activation of the unit on each image: a number, or one for each of its positions."""
    if y.ndim == 1 and unit is None:
        return y
    if y.ndim == 1 or unit is None:
        wanted = "leave unit out" if y.ndim == 1 else f"name a unit, 0 to {y.shape[1] - 1}: unit=0"
        raise ValueError(f"{name} gives an array of shape {tuple(y.shape)} for a batch: {wanted}")
    unit = whole("unit={}", unit, "units are counted 0, 1, 2, …", least=ANY)
    if not 0 <= unit < y.shape[1]:
        raise IndexError(f"unit {unit} is out of range: {name} has {y.shape[1]} of them, 0 to {y.shape[1] - 1}")
    return y[:, unit]
