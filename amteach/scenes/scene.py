"""A scene is one figure of the course: what can be changed, what is computed from it, and how that is drawn.

To add a figure, add one file to this folder; its name is the name of the figure.

    \"\"\"The title of the figure, in one line.

    What it shows, with the equation.
    \"\"\"

    @dataclass(frozen=True)
    class Controls:                                # what the reader can change: one field, one control
        \"\"\"...\"\"\"
        steps: int = slider(20, 1, 100, 1, "steps")

    @dataclass(frozen=True)
    class Numbers:                                 # all that `draw` needs
        \"\"\"...\"\"\"

    def compute(c: Controls) -> Numbers: ...       # or Iterator[Numbers], where it takes longer than a blink
    def draw(n: Numbers) -> Picture: ...

    SCENE = Scene(Controls, compute, draw)

`am.stage("the_name_of_the_file")` then shows it.  The tests find every scene in the folder, and ask of each:

- `compute` and `draw` are pure: they change nothing, and the same controls give the same picture.
- They are annotated, so that a type checker sees that `draw` takes what `compute` gives.
- A random number comes from a seed, which is a control: `seed: int = seed()`.
- Any values that the controls accept give a picture of finite numbers, without a warning of NumPy's.
- The default values are values that the controls accept.  No two controls have the same label.
- The picture has a panel and a readout at least, and a summary of more than 20 letters, for a screen reader.
- An array that changes along the walk has an entry for each entry of the picture's t; any other has a single one.
- With the default values something is drawn: not every panel is of one colour.

Pieces that several scenes share are in `scenes/parts/`.  A scene of 40 lines is in tests/scenes/test_contributed.py.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Generic, Literal, TypeVar

from ..functions.checks import shown
from ..pictures.marks import Picture
from ..store.names import did_you_mean
from .controls import C

N = TypeVar("N")  # the Numbers of a scene; C, from controls.py, is the class of its Controls


@dataclass(frozen=True)
class Scene(Generic[C, N]):
    """One figure.  A type checker sees that `compute` takes the Controls and that `draw` takes what `compute` gives.

    Controls    : a frozen dataclass, see controls.py
    compute     : controls → numbers.  Where it takes long it is a generator: it yields the numbers so far, again and
                  again, and the figure is drawn as they come
    draw        : numbers → picture
    widget      : what shows it in a notebook; "study" is the experiment with a browser side of its own
    name, title : of a scene that lies in a file, the file's name and the first line of its docstring
    """

    Controls: type[C]
    compute: Callable[[C], N | Iterator[N]]
    draw: Callable[[N], Picture]
    widget: Literal["stage", "study"] = "stage"
    name: str = ""
    title: str = ""

    def numbers(self, controls: C) -> Iterator[N]:
        """The numbers for these controls: once, or as often as `compute` yields."""
        numbers = self.compute(controls)
        return numbers if isinstance(numbers, Iterator) else iter((numbers,))

    def finished(self, controls: C) -> N:
        """The last numbers for these controls."""
        (last,) = deque(self.numbers(controls), maxlen=1)
        return last

    def picture(self, controls: C) -> Picture:
        """The finished picture for these controls."""
        return self.draw(self.finished(controls))


def names() -> list[str]:
    """The names of all scenes: of the files of this folder that declare a SCENE.

    >>> "linear_model" in names()
    True
    """
    return [name for name in _files() if hasattr(import_module(f"amteach.scenes.{name}"), "SCENE")]


def scene(name: str) -> Scene[Any, Any]:
    """The scene of this name.

    >>> scene("linear_model").title
    'Climbing a linear model under an L2 penalty'
    """
    if name not in _files():
        near = did_you_mean(name, names())
        raise ValueError(f"there is no scene {shown(name)}.{near} The scenes are {', '.join(names())}")
    module = import_module(f"amteach.scenes.{name}")
    if not hasattr(module, "SCENE"):
        raise ValueError(f"{name}.py declares no scene: end it with SCENE = Scene(Controls, compute, draw)")
    title = (module.__doc__ or name).splitlines()[0].rstrip(".")
    return replace(module.SCENE, name=name, title=title)


def _files() -> list[str]:
    import amteach.scenes as room

    return [module.name for module in iter_modules(room.__path__) if not module.ispkg]
