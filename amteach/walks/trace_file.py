"""A Trace as a file: NumPy's .npz, with whatever is not an array in a line of JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from ..functions.arrays import to_numpy
from ..store.files import whole

ARRAYS = ("t", "x", "value", "grad")
WORDS = ("note", "diverged", "description")


def write(path: str | os.PathLike[str], trace: dict[str, Any]) -> Path:
    """Write the fields of a Trace, all or nothing.

    Every dtype is kept but bfloat16, which NumPy does not have: it is written as float32, the same numbers.
    """
    arrays = {name: trace[name] for name in ARRAYS}
    arrays |= {} if trace["accepted"] is None else {"accepted": trace["accepted"]}
    arrays |= {f"term {i}": term for i, term in enumerate(trace["terms"].values())}
    arrays = {name: to_numpy(a.float() if "bfloat16" in str(a.dtype) else a) for name, a in arrays.items()}
    head = {"amteach": "Trace 2", "terms": list(trace["terms"])} | {name: trace[name] for name in WORDS}
    with whole(path) as temporary, temporary.open("wb") as file:  # an open file, to whose name NumPy adds no .npz
        np.savez(file, head=np.array(json.dumps(head)), allow_pickle=False, **arrays)
    return Path(path)


def read(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The fields of the Trace in this file, or an error that says that there is none, or not a whole one."""
    path = Path(path)
    with path.open("rb") as file:
        try:
            arrays = dict(np.load(file, allow_pickle=False))
            head = json.loads(str(arrays["head"]))
            if head["amteach"] == "Trace 1":  # which called the description a recipe
                head["description"] = head["recipe"]
            elif head["amteach"] != "Trace 2":
                raise ValueError(f"it holds a {head['amteach']!r}, which another release of amteach wrote")
            terms = {name: arrays[f"term {i}"] for i, name in enumerate(head["terms"])}
            named = {name: arrays[name] for name in ARRAYS} | {name: head[name] for name in WORDS}
            return named | {"terms": terms, "accepted": arrays.get("accepted")}
        except Exception as error:  # a file can be damaged in as many ways as it has bytes
            raise ValueError(f"{path} holds no Trace that trace.save wrote, or is damaged: {error}") from error
