"""Stage: a scene on show.  It holds all the event handling there is.

The browser sends the values of the controls; Python computes the picture and sends it back.  Where `compute` yields
again and again, the picture is sent as the walk goes on, at most 30 times a second, by a task that gives way to every
message: when a control moves, the task is cancelled and the new values are computed.
"""

from __future__ import annotations

import asyncio
import base64
import html
import math
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from ..pictures import marks, still
from ..scenes.controls import control_of, make
from ..scenes.scene import Scene, scene
from .source import module, page, plotly_source, style
from .wire import encode

FRAME = 1 / 30  # seconds between two pictures of the same walk
REST = 0.7  # seconds without a change after which the still picture is drawn anew


def stage(name: str, **values: Any) -> Stage:
    """The live figure of this name, its controls set to these values.

    In a notebook it is shown by being the last line of a cell.  `stage(...).save("figure.html")` writes a page that
    needs no kernel, `.save("figure.png")` a picture.

    >>> stage("linear_model", penalty=0.2)
    stage('linear_model', penalty=0.2)
    """
    return Stage(scene(name), values)


class Stage(anywidget.AnyWidget):
    """A live widget for one scene; `stage(name)` makes it."""

    _esm = module()
    _css = style()
    scene = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    still = traitlets.Unicode().tag(sync=True)

    def __init__(self, what: Scene, values: dict[str, Any]) -> None:
        self._what = what
        self._controls = make(what.Controls, values)
        self._task: asyncio.Task | None = None
        self._still_shown: Any = None
        specs = [
            {"kind": type(control_of(f)).__name__, "name": f.name, **asdict(control_of(f))}
            for f in fields(what.Controls)
        ]
        about = {"title": what.title, "controls": specs, "defaults": asdict(what.Controls())}
        super().__init__(scene=about, values=asdict(self._controls), still=f"amteach-{uuid4().hex[:12]}")
        self.on_msg(self._hear)

    # --- live ---------------------------------------------------------------------------------------------------------

    def _hear(self, _widget: Any, message: dict, _buffers: Any) -> None:
        if message["kind"] == "plotly":
            self.send({"kind": "plotly"}, [plotly_source()])
        if message["kind"] == "controls":
            self._controls = make(self._what.Controls, message["values"])
            self._show(message["serial"])

    def _show(self, serial: int) -> None:
        """Send what there is after one frame's time; the rest comes from a task that the next message cancels."""
        if self._task:
            self._task.cancel()
        began = time.perf_counter()
        numbers = self._what.numbers(self._controls)
        latest = next(numbers)
        while time.perf_counter() - began < FRAME and (more := next(numbers, None)):
            latest = more
        self._send_picture(self._what.draw(latest), serial, first=True, began=began)
        self._task = _soon(self._go_on(numbers, serial))

    async def _go_on(self, numbers: Iterator[Any], serial: int) -> None:
        sent, latest = time.perf_counter(), None
        for latest in numbers:
            if time.perf_counter() - sent > FRAME:
                self._send_picture(self._what.draw(latest), serial)
                sent, latest = time.perf_counter(), None
            await asyncio.sleep(0)
        if latest:
            self._send_picture(self._what.draw(latest), serial)
        self.values = asdict(self._controls)
        if self._still_shown:
            await asyncio.sleep(REST)
            self._still_shown.update({"text/html": self._figure(), "text/plain": ""}, raw=True)

    def _send_picture(self, picture: marks.Picture, serial: int, first: bool = False, began: float = math.inf) -> None:
        tree, buffer = encode(picture)
        took = max(0.0, time.perf_counter() - began) * 1000
        message = {"kind": "picture", "serial": serial, "first": first, "milliseconds": took, "picture": tree}
        self.send(message, [buffer])

    # --- still --------------------------------------------------------------------------------------------------------

    def picture(self) -> marks.Picture:
        """The finished picture for the controls as they stand."""
        return self._what.picture(self._controls)

    def _figure(self) -> str:
        picture = self.picture()
        alt = html.escape(f"{self._what.title}. {picture.summary}", quote=True)
        data = base64.b64encode(still.png(picture)).decode("ascii")
        return f'<figure id="{self.still}"><img alt="{alt}" src="data:image/png;base64,{data}"></figure>'

    def _ipython_display_(self) -> None:
        from IPython.display import display

        bundle = self._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display({**(data or {}), "text/plain": repr(self)}, metadata=metadata, raw=True)
        self._still_shown = display({"text/html": self._figure(), "text/plain": ""}, raw=True, display_id=uuid4().hex)

    def save(self, path: str | os.PathLike) -> Path:
        """Write the figure as it stands: .html, a page of its own that plays the walk; .png, .svg, .pdf, a picture."""
        path = Path(path)
        picture = self.picture()
        part = path.with_name(f".{path.name}.{os.getpid()}")
        if path.suffix == ".html":
            tree, buffer = encode(picture)
            message = {"kind": "picture", "serial": 1, "first": False, "milliseconds": 0, "picture": tree}
            plotly = any(isinstance(panel, marks.Surface) for panel in picture.panels)
            part.write_text(page(self._what.title, message, buffer, plotly), "utf-8")
        elif path.suffix in (".png", ".svg", ".pdf"):
            still.figure(picture).savefig(part, format=path.suffix[1:])
        else:
            raise ValueError(f"save({str(path)!r}): the name must end in .html, .png, .svg or .pdf")
        os.replace(part, path)
        return path

    def __repr__(self) -> str:
        changed = {k: v for k, v in asdict(self._controls).items() if v != asdict(self._what.Controls())[k]}
        return f"stage({', '.join([repr(self._what.name), *(f'{k}={v!r}' for k, v in changed.items())])})"


def _soon(coroutine: Any) -> asyncio.Task | None:
    """Run a coroutine beside everything else; where no loop runs, run it to its end now."""
    try:
        return asyncio.get_running_loop().create_task(coroutine)
    except RuntimeError:
        asyncio.run(coroutine)
        return None
