"""The atlas of a layer: what every unit of it asks for, as one page that can be searched, compared and opened.

Each unit is a cell of a sweep, so an atlas can be made by many machines, and goes on where it was stopped.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...store.files import write_whole
from ..sweep import sweep
from .page import Entry, page
from .units import Shape, code, how_many, name_of, picture, usual_shape

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["atlas"]


def atlas(
    net: str,
    layer: str | None = None,
    out: str | os.PathLike[str] | None = None,
    units: Iterable[int] | None = None,
    shape: Shape | None = None,
    steps: int | None = None,
    seed: int = 0,
    executor: Executor | None = None,
) -> Path:
    """Make the atlas of a layer in a folder, and give the page, index.html there.

    net      : "mnist_cnn", "mnist_transformer", "squeezenet" or "alexnet"; or "module:function", a function without
               arguments that gives your own network, a torch module or a Function of pictures
    layer    : of that network; its output if not given
    out      : the folder, atlas-NET-LAYER if not given: the page, its pictures, and in `cells` what has been computed
    units    : all of the layer if not given
    shape    : of one picture, such as (3, 96, 96); the usual one of the network if not given
    steps, seed : as for `am.visualize`, which makes each picture
    executor : as for `am.sweep`
    """
    shape = shape or usual_shape(net)
    there = how_many(net, layer, shape)
    chosen = list(range(there) if units is None else units)
    if wrong := [unit for unit in chosen if not 0 <= unit < there]:
        raise ValueError(f"{layer or 'the output'} of {net} has the units 0 to {there - 1}, and so no unit {wrong[0]}")
    folder = Path(out or f"atlas-{net}-{layer or 'output'}".replace(":", "-"))
    make = partial(picture, net=net, layer=layer, shape=shape, steps=steps, seed=seed)
    found = sweep(make, {"unit": chosen}, executor, folder / "cells")
    entries = []
    for unit in chosen:
        said = {
            "unit": unit,
            "name": name_of(net, layer, unit, there),
            "code": code(net, layer, unit, shape, steps, seed),
        }
        if (unit,) in found.failed:
            entries.append(Entry(**said, notes=(found.failed[unit,].error,)))
            continue
        cell = found[unit]
        file = f"pictures/{unit:05}.png" if cell["png"] else ""
        if file:
            write_whole(folder / file, cell["png"])
        entries.append(Entry(**said, file=file, score=cell["score"], notes=cell["notes"]))
    title = f"{layer or 'the output'} of {net}"
    return write_whole(folder / "index.html", page(title, entries, shape).encode())
