"""A picture on the wire: JSON for the words, one buffer for all the numbers."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from ..pictures.marks import COLORS, Field, Images, Readout
from ..pictures.missing import finite_range, marked
from ..pictures.shades import shades


def encode(picture: Any) -> tuple[Any, bytes]:
    """A picture as plain JSON in which {"$": offset, shape, type} stands for an array, and the bytes of the arrays.

    Coordinates travel as float32, numbers to be read as float64; fields and images, which a screen shows in 256
    shades, as bytes.

    >>> from ..pictures.marks import Points
    >>> encode(Points(np.zeros((1, 2)), "here"))[0]["xy"]
    {'$': 0, 'shape': [1, 2], 'type': 'f4'}
    """
    chunks: list[bytes] = []
    tree = _encode(picture, chunks)
    return tree, b"".join(chunks)


def _encode(node: Any, chunks: list[bytes], exact: bool = False) -> Any:
    if isinstance(node, Field):
        node = replace(node, z=shades(node.z, *finite_range(node.z)))
    if isinstance(node, Images):
        node = marked(node)
        node = replace(node, pixels=shades(node.pixels, node.low, node.high))
    if isinstance(node, np.ndarray) and node.dtype != np.uint8:
        node = node.astype(np.float64 if exact else np.float32)
    if is_dataclass(node):
        exact = isinstance(node, Readout)
        words = {f.name: _encode(getattr(node, f.name), chunks, exact) for f in fields(node)}
        if "color" in words:
            words["color"] = COLORS[words["color"]]
        return {"kind": type(node).__name__, **words}
    if isinstance(node, np.ndarray):
        offset = sum(map(len, chunks))
        chunks.append(node.tobytes() + b"\0" * (-node.nbytes % 8))  # the next array begins at a multiple of eight
        return {"$": offset, "shape": list(node.shape), "type": node.dtype.str[1:]}
    if isinstance(node, list | tuple):
        return [_encode(child, chunks) for child in node]
    node = node.item() if isinstance(node, np.generic) else node
    return None if isinstance(node, float) and not math.isfinite(node) else node  # JSON knows no NaN
