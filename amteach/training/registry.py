"""`amteach train NAME`: from the data, by a recipe, to the file that ships and its card.

A recipe is a public function in a file recipe.py that returns Made, (report) → Made; the file it makes has its name.
Recipes are listed by reading their files, without running them: most of them need torch, and a list does not.
"""

from __future__ import annotations

import ast
import platform
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..store import cards
from ..store.extras import PACKAGES, need
from ..store.names import did_you_mean

Made = tuple[dict[str, np.ndarray], dict[str, Any]]  # the arrays, and what their card says
Report = Callable[[str], None]

PACKAGE = Path(__file__).parent.parent


class NotGoodEnough(RuntimeError):
    """A net was trained, and it is not good enough to be kept."""


class Recipe(NamedTuple):
    """The module and the folder that a recipe is in, and what it makes: the first line of its docstring."""

    module: str
    folder: Path
    summary: str


def found(package: Path = PACKAGE) -> dict[str, Recipe]:
    """Every recipe in this package, by the name of what it makes.

    >>> found()["mnist_cnn"].module
    'amteach.zoo.mnist.recipe'
    """
    recipes: dict[str, Recipe] = {}
    for path in package.rglob("recipe.py"):
        module = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) == "Made":
                if node.name.startswith("_"):
                    continue
                if node.name in recipes:
                    raise ValueError(f"two recipes make {node.name}: {recipes[node.name].module} and {module}")
                recipes[node.name] = Recipe(module, path.parent, (ast.get_docstring(node) or "").partition("\n")[0])
    return dict(sorted(recipes.items()))


RECIPES = found()


def recipe(name: str) -> Callable[..., Made]:
    """The function that makes the file of this name: (report) ↦ Made; what else it takes is for tests.

    >>> recipe("mnist_statistics").__doc__.splitlines()[0]
    'Means and spreads of the training digits.'
    """
    if name not in RECIPES:
        raise ValueError(f"there is no recipe {name!r}; there are {', '.join(RECIPES)}.{did_you_mean(name, RECIPES)}")
    try:
        module = import_module(RECIPES[name].module)
    except ModuleNotFoundError as missing:
        if missing.name in PACKAGES:
            need(missing.name, f"amteach train {name}")
        raise
    return getattr(module, name)


def make(name: str, folder: Path | None = None, report: Report = print) -> dict[str, Any]:
    """Run a recipe, write its file and its card into the folder, and give the card.

    folder : that of the recipe, beside which the file ships, if not given
    """
    arrays, about = recipe(name)(report)
    folder = folder or RECIPES[name].folder
    card = cards.write(name, arrays, about, folder)
    report(f"{folder / name}.safetensors: {card['bytes']:,} bytes, SHA-256 {card['sha256']}")
    return card


def keep_if(good: bool, why_not: str) -> None:
    """NotGoodEnough, with the reason, where what was made is not good.

    >>> keep_if(0.5 > 0.9, "half of the digits are named rightly")
    Traceback (most recent call last):
    ...
    amteach.training.registry.NotGoodEnough: half of the digits are named rightly: nothing was written
    """
    if not good:
        raise NotGoodEnough(f"{why_not}: nothing was written")


def versions(*packages: str) -> dict[str, str]:
    """The versions of Python and of these packages, for a card."""
    return {"python": platform.python_version()} | {package: version(package) for package in packages}
