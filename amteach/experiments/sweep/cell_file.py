"""The result of one cell of a sweep as a file: a Trace as `trace.save` writes it, other data as arrays and JSON.

None, truth values, numbers, text, bytes and arrays can be kept, and tuples, lists and dicts of these.  Tensors come
back as NumPy arrays.  Nothing is pickled, so a file from elsewhere is data and can run nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from ...functions.arrays import to_numpy
from ...store.files import whole
from ...walks.trace import Trace

KIND = "Cell 1"
PLAIN = (type(None), bool, int, float, str)


def write(path: Path, result: Any) -> None:
    """Write a result, all or nothing; a TypeError that says what can be kept, if this cannot.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder, "cell.npz"), {"x": np.arange(3), "seen": [(3, "three"), None]})
    ...     read(Path(folder, "cell.npz"))
    {'x': array([0, 1, 2]), 'seen': [(3, 'three'), None]}
    """
    if isinstance(result, Trace):
        result.save(path)
        return
    arrays: dict[str, np.ndarray] = {}
    head = json.dumps({"amteach": KIND, "result": _packed(result, arrays)})
    with whole(path) as temporary, temporary.open("wb") as file:
        np.savez(file, head=np.array(head), allow_pickle=False, **arrays)


def read(path: Path) -> Any:
    """The result in this file, or a ValueError if the file is damaged."""
    try:
        with path.open("rb") as file:
            arrays = dict(np.load(file, allow_pickle=False))
        head = json.loads(str(arrays["head"]))
        if head["amteach"] == KIND:
            return _unpacked(head["result"], arrays)
    except FileNotFoundError:
        raise
    except Exception as error:  # a file can be damaged in as many ways as it has bytes
        raise ValueError(f"{path} holds no result of a sweep, or is damaged: {error}") from error
    return Trace.load(path)


def is_whole(path: Path) -> bool:
    """Whether there is such a file, and all of it can be read."""
    try:
        read(path)
    except (FileNotFoundError, ValueError):
        return False
    return True


def _packed(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    """The value as JSON, its arrays by number: what is not plain is a list of its kind and its content."""
    if type(value) in PLAIN:
        return value
    if type(value) in (tuple, list):
        return [type(value).__name__, [_packed(part, arrays) for part in value]]
    if type(value) is dict:
        return ["dict", [[_packed(key, arrays), _packed(part, arrays)] for key, part in value.items()]]
    kind = {np.ndarray: "array", bytes: "bytes"}.get(type(value), "number" if isinstance(value, np.generic) else "")
    if hasattr(value, "detach"):
        kind, value = "array", to_numpy(value)
    if not kind:
        raise TypeError(
            f"a {type(value).__name__} cannot be stored: make may return a Trace, or None, truth values, numbers, "
            "text, bytes and arrays, and tuples, lists and dicts of these"
        )
    name = str(len(arrays))
    arrays[name] = np.frombuffer(value, np.uint8) if kind == "bytes" else np.asarray(value)
    return [kind, name]


def _unpacked(tree: Any, arrays: dict[str, np.ndarray]) -> Any:
    if not isinstance(tree, list):
        return tree
    kind, content = tree
    if kind == "dict":
        return {_unpacked(key, arrays): _unpacked(part, arrays) for key, part in content}
    if kind in ("tuple", "list"):
        parts = [_unpacked(part, arrays) for part in content]
        return tuple(parts) if kind == "tuple" else parts
    array = arrays[content]
    return {"array": lambda: array, "number": lambda: array[()], "bytes": array.tobytes}[kind]()
