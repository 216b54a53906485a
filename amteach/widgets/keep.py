"""What stays of a figure without a kernel: the picture in the notebook, a file, a page."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from ..pictures import html, marks, still
from ..pictures.marks import Picture
from ..pictures.numerals import number
from ..scenes.controls import control_of
from ..store.files import whole
from .source import page
from .wire import encode


def said(controls: Any) -> str:
    """The controls in words.

    >>> from amteach.scenes.scene import scene
    >>> said(scene("first_look").Controls()), said(scene("landscape_3d").Controls(start=(1.0, -1.0)))[-15:]
    ('digit = 3, prior = smooth strokes, steps = 60, seed = 0', 'start = (1, −1)')
    """
    return ", ".join(f"{control_of(f).label} = {_said(getattr(controls, f.name))}" for f in fields(controls))


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({number(value[0])}, {number(value[1])})"
    return value if isinstance(value, str) else number(value)


def figure(title: str, controls: Any, picture: Picture, name: str) -> str:
    """The picture as an HTML figure of this id; the text for a screen reader is in its alt."""
    alt = f"{title}. {said(controls)}. {picture.note} {picture.summary}"
    return html.figure(html.image(still.png(picture, heading=f"{title}\n{said(controls)}"), alt), name=name)


def save(path: Path, title: str, controls: Any, picture: Picture) -> Path:
    """Write .html, .png, .svg or .pdf; the file is there in full or not at all."""
    if path.suffix not in (".html", ".png", ".svg", ".pdf"):
        raise ValueError(f"save({str(path)!r}): the name must end in .html, .png, .svg or .pdf")
    with whole(path) as temporary:
        if path.suffix == ".html":
            tree, buffer = encode(picture)
            message = {"kind": "picture", "serial": 1, "values": {}, "picture": tree}
            plotly = any(isinstance(panel, marks.Surface) for panel in picture.panels)
            temporary.write_text(page(title, said(controls), message, buffer, plotly), "utf-8")
        else:
            drawn = still.figure(picture, heading=f"{title}\n{said(controls)}")
            drawn.savefig(temporary, format=path.suffix[1:])
    return path
