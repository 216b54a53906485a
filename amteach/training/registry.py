"""`amteach train NAME`: from the data, by a recipe, to the file that ships and its card."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from ..store import cards

Made = tuple[dict[str, np.ndarray], dict[str, Any]]  # the arrays, and what their card says
Report = Callable[[str], None]

THREADS = 2  # another number of threads adds in another order, and rounding makes another net of it

RECIPES = {  # the name of the file that ships: the function that makes it, (report) → Made, as module:function
    "blob_counter": "zoo.blobs.recipe:blob_counter",
    "imagenet_walks": "zoo.imagenet.recipe:imagenet_walks",
    "mnist_cnn": "zoo.mnist.recipe:mnist_cnn",
    "mnist_facets": "zoo.mnist.facet_recipe:mnist_facets",
    "mnist_generator": "zoo.generators.recipe:mnist_generator",
    "mnist_patches": "data.recipe:mnist_patches",
    "mnist_plane": "zoo.generators.recipe:mnist_plane",
    "mnist_statistics": "data.recipe:mnist_statistics",
    "planted_tag": "zoo.tagged.recipe:planted_tag",
    "robust_adversarial": "zoo.robust.recipe:adversarial",
    "robust_anti_score": "zoo.robust.recipe:anti_score",
    "robust_gradient_norm": "zoo.robust.recipe:gradient_norm",
    "robust_score_matched": "zoo.robust.recipe:score_matched",
    "robust_standard": "zoo.robust.recipe:standard",
}


class NotGoodEnough(RuntimeError):
    """A net was trained, and it is not good enough to be kept."""


def recipe(name: str) -> Callable[[Report], Made]:
    """The function that makes the file of this name.

    >>> recipe("mnist_statistics").__doc__.splitlines()[0]
    'Means and spreads of the training digits.'
    """
    if name not in RECIPES:
        raise ValueError(f"there is no recipe {name!r}; there are {', '.join(RECIPES)}")
    module, _, function = RECIPES[name].partition(":")
    return getattr(import_module(f"amteach.{module}"), function)


def make(name: str, folder: Path | None = None, report: Report = print) -> dict[str, Any]:
    """Run a recipe, write its file and its card into the folder, and give the card."""
    arrays, about = recipe(name)(report)
    folder = folder or cards.folder_of(name)
    card = cards.write(name, arrays, about, folder)
    report(f"{folder / name}.safetensors: {card['bytes']:,} bytes, SHA-256 {card['sha256']}")
    return card


def made(net: Any, **about: Any) -> Made:
    """The weights of a torch module, and what the card says of it."""
    weights = {key: tensor.numpy() for key, tensor in net.state_dict().items()}
    about |= {"threads": THREADS, "parameters": sum(w.size for w in weights.values())}
    return weights, about | {"versions": versions("numpy", "torch")}


@contextmanager
def with_torch() -> Iterator[Any]:
    """The module `recipes`, which needs torch, and the threads that a recipe is to run on."""
    try:
        import torch
    except ImportError:
        raise ImportError('training needs torch, which is not installed: pip install "amteach[torch]"') from None
    from . import loop as recipes

    before = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    try:
        yield recipes
    finally:
        torch.set_num_threads(before)


def versions(*packages: str) -> dict[str, str]:
    """The versions of Python and of these packages, for a card."""
    return {"python": platform.python_version()} | {package: version(package) for package in packages}
