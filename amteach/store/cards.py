"""Arrays that ship with the package, each file beside its card.

NAME.safetensors holds the arrays.  NAME.json, the card, says where they come from: data, recipe, seed, versions,
accuracy; and the names and shapes of the arrays, and the SHA-256 of their file, which is checked at every reading.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .files import FileDamaged, sha256, write_whole
from .renamed import renamed

if not TYPE_CHECKING:
    __getattr__ = renamed(__name__, WeightsBroken=FileDamaged)

PACKAGE = Path(__file__).parent.parent


@cache
def folder_of(name: str) -> Path:
    """The folder of this package that the file lies in; that of the package itself if it is in none.

    >>> folder_of("mnist_cnn").name
    'mnist'
    """
    return next((path.parent for path in PACKAGE.rglob(f"{name}.json")), PACKAGE)


def card(name: str, folder: Path | None = None) -> dict[str, Any]:
    """What the card says.

    folder : where the file and its card lie; in this package, if not given

    >>> card("mnist_cnn")["parameters"]
    110986
    """
    folder = folder or folder_of(name)
    path = folder / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        names = ", ".join(sorted(p.stem for p in folder.glob("*.json"))) or "none"
        raise FileDamaged(f"there is no card {path}; the cards there: {names}. {_how_to_mend(name)}") from None
    except ValueError as error:
        raise FileDamaged(f"{path} is not a card: {error}. {_how_to_mend(name)}") from None


def load(name: str, folder: Path | None = None) -> dict[str, np.ndarray]:
    """The arrays, if their file is to the byte the one that the card was written for; otherwise FileDamaged."""
    from safetensors import SafetensorError
    from safetensors.numpy import load as parse

    about = card(name, folder)
    path = (folder or folder_of(name)) / f"{name}.safetensors"
    if not path.is_file():
        raise FileDamaged(f"{path} is missing. {_how_to_mend(name)}")
    data = path.read_bytes()
    if sha256(data) != about.get("sha256"):
        raise FileDamaged(
            f"{path} is damaged: it has {len(data)} bytes and the SHA-256\n  {sha256(data)}, but its card says "
            f"{about.get('bytes')} bytes and\n  {about.get('sha256')}.\n{_how_to_mend(name)}"
        )
    try:
        arrays = parse(data)
    except SafetensorError as error:
        raise FileDamaged(f"{path} is not a safetensors file: {error}. {_how_to_mend(name)}") from None
    found = _shapes(arrays)
    wanted = about.get("arrays")
    if found != wanted:
        raise FileDamaged(f"{path} holds {found}, but its card says {wanted}. {_how_to_mend(name)}")
    return arrays


def write(name: str, arrays: dict[str, np.ndarray], about: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Write the arrays and their card, each whole or not at all, and give the card."""
    from safetensors.numpy import save

    data = save({key: np.ascontiguousarray(a) for key, a in arrays.items()})
    whole = {"name": name, **about, "arrays": _shapes(arrays), "bytes": len(data), "sha256": sha256(data)}
    write_whole(folder / f"{name}.safetensors", data)
    write_whole(folder / f"{name}.json", (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode())
    return whole


def _shapes(arrays: dict[str, np.ndarray]) -> dict[str, str]:
    return {key: "×".join(map(str, arrays[key].shape)) for key in sorted(arrays)}


def _how_to_mend(name: str) -> str:
    return f"To mend it, install amteach again, or make the file anew: `amteach train {name}`"
