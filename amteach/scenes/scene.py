"""A scene is one figure of the course: what can be turned, what is computed from it, and how that is drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from ..pictures.marks import Picture


@dataclass(frozen=True)
class Scene:
    """title; Controls, a frozen dataclass; compute(controls) → numbers; draw(numbers) → picture.

    Both functions are pure.  A `compute` that takes long is a generator: it yields the numbers so far, again and again,
    and the figure draws as the walk goes on.
    """

    name: str
    title: str
    Controls: type
    compute: Callable[[Any], Any]
    draw: Callable[[Any], Picture]

    def numbers(self, controls: Any) -> Iterator[Any]:
        """The numbers for these controls: once, or as often as compute yields."""
        numbers = self.compute(controls)
        return numbers if isinstance(numbers, Iterator) else iter((numbers,))

    def picture(self, controls: Any) -> Picture:
        """The finished picture for these controls."""
        (last,) = deque(self.numbers(controls), maxlen=1)
        return self.draw(last)


def names() -> list[str]:
    """The names of all scenes.

    >>> "linear_model" in names()
    True
    """
    import amteach.scenes as room

    return [m.name for m in iter_modules(room.__path__) if m.name not in ("controls", "scene", "parts")]


def scene(name: str) -> Scene:
    """The scene of this name.

    >>> scene("linear_model").title
    'Climbing a linear model under an L2 penalty'
    """
    if name not in names():
        near = [f" Did you mean {close!r}?" for close in get_close_matches(name, names(), 1)]
        raise ValueError(f"there is no scene {name!r}.{''.join(near)} The scenes are {', '.join(names())}")
    module = import_module(f"amteach.scenes.{name}")
    title = (module.__doc__ or name).splitlines()[0].rstrip(".")
    return Scene(name, title, module.Controls, module.compute, module.draw)
