"""Arrays that ship with the package, each file beside its card.

NAME.safetensors holds the arrays.  NAME.json, the card, says where they come from: data, recipe, seed, versions,
accuracy; and the names and shapes of the arrays, and the SHA-256 of their file, which is checked at every reading.
"""

from __future__ import annotations

import json
import os
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
        return _checked(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        names = ", ".join(sorted(p.stem for p in folder.glob("*.json") if not p.name.startswith("."))) or "none"
        raise FileDamaged(f"there is no card {path}; the cards there: {names}. {_how_to_mend(name)}") from None
    except (ValueError, RecursionError) as error:
        raise FileDamaged(f"{path} is not a card: {str(error)[:300]}. {_how_to_mend(name)}") from None


def load(name: str, folder: Path | None = None) -> dict[str, np.ndarray]:
    """The arrays, if their file is to the byte the one that the card was written for; otherwise FileDamaged."""
    from safetensors import SafetensorError
    from safetensors.numpy import load as parse

    about, path, data = _pair(name, folder or folder_of(name))
    if sha256(data) != about["sha256"]:
        raise FileDamaged(
            f"{path} is damaged: it has {len(data)} bytes and the SHA-256\n  {sha256(data)}, but its card says "
            f"{about.get('bytes')} bytes and\n  {about['sha256']}.\n{_how_to_mend(name)}"
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
    """Write the arrays and their card, both or neither, and give the card.

    The new arrays first lie beside the old ones, under a name with their hash.  The card is what changes in one go; it
    says which of the two are meant.  Only then do the new ones take the place of the old.  So `load` finds a card with
    its arrays at any moment, also where the writing was cut off.
    """
    from safetensors.numpy import save

    data = save({key: np.ascontiguousarray(a) for key, a in arrays.items()})
    whole = {"name": name, **about, "arrays": _shapes(arrays), "bytes": len(data), "sha256": sha256(data)}
    beside = write_whole(_beside(name, folder, whole), data)
    write_whole(folder / f"{name}.json", (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode())
    os.replace(beside, folder / f"{name}.safetensors")
    return whole


def _beside(name: str, folder: Path, about: dict[str, Any]) -> Path:
    return folder / f".{name}.{about['sha256'][:16]}.safetensors"


def _pair(name: str, folder: Path) -> tuple[dict[str, Any], Path, bytes]:
    """The card, the path of its arrays, and their bytes; read once more where a writer came in between."""
    while True:
        about = card(name, folder)
        path = folder / f"{name}.safetensors"
        for place in (path, _beside(name, folder, about), path):
            try:
                data = place.read_bytes()
            except FileNotFoundError:
                continue
            if sha256(data) == about["sha256"]:
                return about, place, data
        if card(name, folder) == about:
            break
    if not path.is_file():
        raise FileDamaged(f"{path} is missing. {_how_to_mend(name)}")
    return about, path, path.read_bytes()


def _checked(about: Any) -> dict[str, Any]:
    """The card, if what is read of it is what it should be."""
    arrays = about.get("arrays", {}) if isinstance(about, dict) else None
    if not isinstance(arrays, dict) or not isinstance(about.get("sha256", ""), str):
        raise ValueError("it holds no names and values, or its arrays or its SHA-256 are none")
    if not all(isinstance(shape, str) for shape in arrays.values()):
        raise ValueError("a shape is no word such as 2×3")
    return {"sha256": "", **about} if "sha256" not in about else about


def _shapes(arrays: dict[str, np.ndarray]) -> dict[str, str]:
    return {key: "×".join(map(str, arrays[key].shape)) for key in sorted(arrays)}


def _how_to_mend(name: str) -> str:
    return f"To mend it, install amteach again, or make the file anew: `amteach train {name}`"
