"""A figure without a kernel: the still picture in the notebook, a file, a page."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from ..pictures import html, marks, still
from ..pictures.marks import Picture
from ..pictures.numerals import number
from ..scenes.controls import Dataclass, control_of
from ..store.files import whole
from .source import page
from .wire import encode


def describe(controls: Dataclass) -> str:
    """The controls in words.

    >>> from amteach.scenes.scene import scene
    >>> describe(scene("first_look").Controls()), describe(scene("landscape_3d").Controls(start=(1.0, -1.0)))[-15:]
    ('digit = 3, prior = smooth strokes, steps = 60, seed = 0', 'start = (1, −1)')
    """
    return ", ".join(f"{control_of(f).label} = {_text(getattr(controls, f.name))}" for f in fields(controls))


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({number(value[0])}, {number(value[1])})"
    return value if isinstance(value, str) else number(value)


def still_html(title: str, controls: Dataclass, picture: Picture, name: str) -> str:
    """The picture as an HTML figure with this id; its alt text is for a screen reader."""
    alt = f"{title}. {describe(controls)}. {picture.note} {picture.summary}"
    return html.figure(html.image(still.png(picture, heading=f"{title}\n{describe(controls)}"), alt), name=name)


def save(path: Path, title: str, controls: Dataclass, picture: Picture) -> Path:
    """Write .html, .png, .svg or .pdf: the whole file, or none."""
    if path.suffix not in (".html", ".png", ".svg", ".pdf"):
        raise ValueError(f"save({str(path)!r}): the name must end in .html, .png, .svg or .pdf")
    with whole(path) as temporary:
        if path.suffix == ".html":
            tree, buffer = encode(picture)
            message = {"kind": "picture", "serial": 1, "values": {}, "picture": tree}
            plotly = any(isinstance(panel, marks.Surface) for panel in picture.panels)
            temporary.write_text(page(title, describe(controls), message, buffer, plotly), "utf-8")
        else:
            drawn = still.figure(picture, heading=f"{title}\n{describe(controls)}")
            drawn.savefig(temporary, format=path.suffix[1:])
    return path
