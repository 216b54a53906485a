"""Values as plain JSON, there and back, so that nothing that runs ever travels between two processes."""

from __future__ import annotations

import numbers
from base64 import b64decode, b64encode
from decimal import Decimal
from itertools import islice
from math import prod
from typing import Any

import numpy as np

DEEPEST = 8  # lists within lists
LARGEST = 200_000  # numbers in one value


def encode(value: Any, depth: int = 0) -> Any:
    """A value as JSON: numbers, arrays, tensors, lists, tuples, sets; of anything else only the name of its type."""
    if hasattr(value, "detach") and hasattr(value, "numpy"):
        value = value.detach().cpu().resolve_conj().numpy()
    elif hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if value is None or isinstance(value, bool | float):
        return value if type(value) in (bool, float) or value is None else float(value)
    if isinstance(value, str):
        return {"text": str(value)[:1000]}
    if value is ... or value is NotImplemented:
        return {"constant": "..." if value is ... else "NotImplemented"}
    if isinstance(value, int):
        return int(value) if abs(value) < 2**63 else float(value)
    if isinstance(value, np.ndarray | np.generic):
        return _array(np.asarray(value), depth)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, numbers.Real | Decimal):
        return float(value)
    kind = next((k for k, of in (("tuple", tuple), ("set", set | frozenset)) if isinstance(value, of)), "list")
    if depth < DEEPEST and (isinstance(value, list | tuple | set | frozenset | range) or hasattr(value, "__next__")):
        return {kind: [encode(item, depth + 1) for item in islice(value, 10_000)]}
    return {"other": type(value).__name__[:80]}


def _array(value: np.ndarray, depth: int) -> Any:
    if value.size > LARGEST:
        return {"other": f"array of {value.size} numbers"}
    if value.dtype.kind not in "biufc":
        return encode(value.tolist(), depth + 1) if value.dtype.kind == "O" else {"other": f"array of {value.dtype}"}
    return {"array": b64encode(value.tobytes()).decode(), "dtype": value.dtype.str, "shape": list(value.shape)}


def decode(tree: Any, depth: int = 0) -> Any:
    """The value again; ValueError for what `encode` does not make.

    >>> decode(encode((np.ones(2), [1, 2.5], ...)))
    (array([1., 1.]), [1, 2.5], Ellipsis)
    """
    if tree is None or isinstance(tree, bool | int | float):
        return tree
    if not isinstance(tree, dict) or not tree or depth > DEEPEST + 2:
        raise ValueError("this is no plain value")
    kind, content = next(iter(tree.items()))
    if kind == "array":
        return _decoded_array(content, tree.get("dtype"), tree.get("shape"))
    if kind in ("list", "tuple", "set") and isinstance(content, list):
        items = [decode(item, depth + 1) for item in content]
        return items if kind == "list" else tuple(items) if kind == "tuple" else _as_set(items)
    if kind == "complex" and isinstance(content, list) and len(content) == 2:
        return complex(float(content[0]), float(content[1]))
    if kind == "text" and isinstance(content, str):
        return content
    if kind == "constant":
        return ... if content == "..." else NotImplemented
    if kind == "other" and isinstance(content, str):
        return type(content, (), {})()
    raise ValueError("this is no plain value")


def _decoded_array(content: Any, dtype: Any, shape: Any) -> np.ndarray:
    right = isinstance(content, str) and isinstance(dtype, str) and isinstance(shape, list)
    if not right or not all(isinstance(n, int) and n >= 0 for n in shape) or prod(shape) > LARGEST:
        raise ValueError("this is no plain array")
    kind = np.dtype(dtype[:8])
    if kind.kind not in "biufc":
        raise ValueError("this is no array of numbers")
    return np.frombuffer(b64decode(content), kind).reshape(shape).copy()


def _as_set(items: list[Any]) -> Any:
    try:
        return set(items)
    except TypeError:  # arrays and lists have no place in a set
        return items
